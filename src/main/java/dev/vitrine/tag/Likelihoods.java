package dev.vitrine.tag;

import dev.vitrine.tag.Tagger.ScoredLabel;
import dev.vitrine.tag.Tagger.Scores;
import dev.vitrine.vocabulary.Category;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Value;
import dev.vitrine.vocabulary.Vocabulary;
import java.util.List;

/**
 * How likely an attribute's values are by a model's scores. A model that says its logit scale is a
 * CLIP or SigLIP: its leaves and its tags compete with each other and with the background prompts,
 * since alone nearly every label is likelier than an empty template. The scores of any other model
 * are taken as they are, and its tags stand alone. Public for {@link PictureTagger#tryOut}.
 *
 * @param scores the model's answer
 * @param vocabulary whose labels were scored
 */
public record Likelihoods(Scores scores, Vocabulary vocabulary) {

  /** {@return whether at most one tag is likely, as tags compete} */
  public boolean tagsCompete() {
    return scores.logitScale() != null;
  }

  /**
   * {@return the values, likeliest first; of the categories the leaves}
   *
   * @param attribute a question's name, {@link Question#CATEGORY} or {@link Question#TAG}
   * @param temperature of the calibration
   */
  public Ranking of(String attribute, double temperature) {
    return switch (attribute) {
      case Question.CATEGORY -> leaves(temperature);
      case Question.TAG -> tags(temperature);
      default -> Ranking.competing(vocabulary.valuesOf(attribute), scored(attribute), temperature);
    };
  }

  private Ranking leaves(double temperature) {
    List<Value> leaves = vocabulary.leaves().stream().map(Category::asValue).toList();
    List<ScoredLabel> labels = scored(Question.CATEGORY);
    if (!tagsCompete()) {
      return Ranking.competing(leaves, labels, temperature);
    }
    List<ScoredLabel> beside =
        Background.beside(labels, scored(Question.TAG), scored(Background.GROUP), temperature);
    return Ranking.competing(leaves, beside, 1);
  }

  private Ranking tags(double temperature) {
    List<ScoredLabel> labels = scored(Question.TAG);
    if (!tagsCompete()) {
      return Ranking.independent(vocabulary.tagValues(), labels, temperature);
    }
    List<ScoredLabel> beside = Background.competing(labels, scored(Background.GROUP), temperature);
    return Ranking.competing(vocabulary.tagValues(), beside, 1);
  }

  private List<ScoredLabel> scored(String group) {
    return scores.groups().getOrDefault(group, List.of());
  }
}
