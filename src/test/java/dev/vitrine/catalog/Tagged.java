package dev.vitrine.catalog;

import dev.vitrine.action.ImageActions;
import dev.vitrine.action.ImageStarter;
import dev.vitrine.bin.Bin;
import dev.vitrine.lesson.MemoryLessons;
import dev.vitrine.lesson.SellerThresholds;
import dev.vitrine.lesson.Teaching;
import dev.vitrine.tag.Embedding;
import dev.vitrine.tag.PictureTagger;
import dev.vitrine.tag.TagImageResult;
import dev.vitrine.tag.Tagger;
import dev.vitrine.tag.Vocabularies;
import dev.vitrine.upload.NoUploads;
import dev.vitrine.vocabulary.Vocabulary;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A model of a few scores, the same for every picture, and images described by it as the workflow
 * would.
 */
public final class Tagged implements Tagger {
  private static final Clock CLOCK = Clock.fixed(Examples.NOW, ZoneOffset.UTC);

  public String model = Vocabularies.MODEL;
  public Vocabulary vocabulary = Vocabularies.shop("1");
  private final Map<String, Double> scores = new HashMap<>();

  /**
   * @param group {@code category}, {@code tag} or a question
   */
  public Tagged scores(String group, String label, double score) {
    scores.put(group + "#" + label, score);
    return this;
  }

  @Override
  public Scores score(byte[] jpeg, List<LabelGroup> groups) {
    Map<String, List<ScoredLabel>> scored = new HashMap<>();
    for (LabelGroup group : groups) {
      List<ScoredLabel> labels = new ArrayList<>();
      for (String label : group.labels().labels()) {
        labels.add(new ScoredLabel(label, scores.getOrDefault(group.name() + "#" + label, 0.0)));
      }
      scored.put(group.name(), labels);
    }
    return new Scores(model, scored, new Embedding(model, "AAAA"), null);
  }

  @Override
  public Scores scoreEmbedding(Embedding seen, List<LabelGroup> groups) {
    return score(new byte[0], groups);
  }

  public TagImageResult found(SellerThresholds taught) {
    return new PictureTagger(this, Clock.fixed(Examples.NOW, ZoneOffset.UTC))
        .tag(new byte[0], vocabulary, taught, "execution");
  }

  /** {@return what a run that looks at the picture now makes of it} */
  public UnaryOperator<ImageRecord> run(SellerThresholds taught) {
    return image ->
        Examples.finished(
            ImageJourney.described(
                image,
                image.picture().revision(),
                Examples.measured(image.run().execution()),
                said -> said.tagged(found(taught)).written(Examples.prompt("a prompt")),
                List.of()));
  }

  /** {@return a person's actions on images of the catalog, which teach the lessons} */
  public ImageActions actions(MemoryCatalog catalog, MemoryLessons lessons) {
    return actions(catalog, lessons, new NoUploads());
  }

  ImageActions actions(MemoryCatalog catalog, MemoryLessons lessons, NoUploads bucket) {
    return new ImageActions(
        catalog,
        new ImageStarter(input -> {}),
        new Bin(catalog, bucket, Examples.leftovers(bucket), CLOCK),
        new Teaching(seller -> vocabulary, lessons, lessons),
        CLOCK);
  }

  public ImageRecord image(String key, SellerThresholds taught) {
    return run(taught).apply(Examples.received(key));
  }
}
