package dev.vitrine.tag;

import dev.vitrine.tag.Tagger.ScoredLabel;
import dev.vitrine.tag.Tagger.Scores;
import dev.vitrine.vocabulary.Evidence;
import dev.vitrine.vocabulary.Vocabulary;
import dev.vitrine.vocabulary.Vocabulary.Thresholds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what is claimed: a label at or above the model's threshold is a tag, a likely one a
 * suggestion, the rest is not mentioned. The category is the department of the best tag.
 *
 * <p>Thresholds belong to a model and a vocabulary: a model this vocabulary was never calibrated
 * for claims nothing, and its best labels are suggestions.
 */
final class TagDecision {
  private static final int MAX_TAGS = 20;
  private static final int MAX_SUGGESTIONS = 10;
  private static final int UNCALIBRATED_SUGGESTIONS = 5;

  private final Vocabulary vocabulary;
  private final String execution;
  private final Instant now;

  TagDecision(Vocabulary vocabulary, String execution, Instant now) {
    this.vocabulary = vocabulary;
    this.execution = execution;
    this.now = now;
  }

  TagImageResult of(Scores scores) {
    Optional<Thresholds> thresholds = vocabulary.thresholdsOf(scores.model());
    if (thresholds.isEmpty()) {
      return new TagImageResult(
          List.of(), suggestions(scores.labels(), UNCALIBRATED_SUGGESTIONS), Map.of());
    }
    double accept = thresholds.get().accept();
    List<Tag> tags = new ArrayList<>();
    List<ScoredLabel> likely = new ArrayList<>();
    for (ScoredLabel label : scores.labels()) {
      if (label.score() >= accept && tags.size() < MAX_TAGS) {
        tags.add(new Tag(label.label(), label.score(), evidence(scores, label, accept)));
      } else if (label.score() >= thresholds.get().suggest()) {
        likely.add(label);
      }
    }
    return new TagImageResult(tags, suggestions(likely, MAX_SUGGESTIONS), attributes(tags));
  }

  private Evidence evidence(Scores scores, ScoredLabel label, double accept) {
    return new Evidence(
        Evidence.Source.MACHINE,
        scores.model(),
        vocabulary.id(),
        label.score(),
        accept,
        execution,
        now);
  }

  private Map<String, Attribute> attributes(List<Tag> tags) {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    tags.stream()
        .findFirst()
        .ifPresent(
            best ->
                vocabulary
                    .departmentOf(best.label())
                    .ifPresent(
                        department ->
                            attributes.put(
                                "category",
                                new Attribute(department, best.score(), best.evidence(), false))));
    return attributes;
  }

  private static List<Suggestion> suggestions(List<ScoredLabel> labels, int most) {
    return labels.stream()
        .limit(most)
        .map(label -> new Suggestion(null, label.label(), label.score()))
        .toList();
  }
}
