package dev.vitrine.catalog;

import dev.vitrine.local.model.ModelName;
import dev.vitrine.tag.Embedding;
import dev.vitrine.tag.TagImageResult;
import dev.vitrine.vocabulary.Calibration;
import dev.vitrine.vocabulary.Category;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Value;
import dev.vitrine.vocabulary.Vocabulary;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The page's sample pictures, and vocabularies that the stand-in can find on them. */
final class Samples {
  static final List<String> ALL = List.of("coffee.jpg", "chelsea.jpg", "camera.jpg");

  private Samples() {}

  /** {@return the same, as if it had been seen by another model, or by one that does not tell} */
  static TagImageResult seen(TagImageResult found, @Nullable Embedding embedding) {
    return new TagImageResult(
        found.tags(), found.suggestions(), found.attributes(), found.notSure(), embedding);
  }

  static String vector(TagImageResult found) {
    return Optional.ofNullable(found.embedding()).orElseThrow().vector();
  }

  static byte[] jpeg(String sample) throws IOException {
    try (var file = Samples.class.getResourceAsStream("/META-INF/resources/samples/" + sample)) {
      return file.readAllBytes();
    }
  }

  /**
   * {@return a vocabulary of those categories that is calibrated for the stand-in}
   *
   * @param espressos what the shop calls an espresso
   */
  static Vocabulary vocabulary(String version, @Nullable String espressos, String... leaves) {
    List<Category> categories =
        Stream.of(leaves)
            .map(
                leaf ->
                    new Category(
                        leaf,
                        List.of(),
                        leaf.equals("espresso") ? espressos : null,
                        null,
                        null,
                        Map.of(),
                        false,
                        List.of()))
            .toList();
    Vocabulary bare = shop(version, categories, List.of());
    return shop(
        version,
        categories,
        List.of(
            new Calibration(
                ModelName.CLIP, Question.CATEGORY, bare.categorySet().name(), 1, 0.6, 0, 0.3),
            new Calibration(ModelName.CLIP, Question.TAG, bare.tagSet().name(), 1, 0.5, 0, 0.3)));
  }

  private static Vocabulary shop(
      String version, List<Category> categories, List<Calibration> calibrations) {
    return new Vocabulary(
        "shop",
        version,
        List.of("a photo of {}"),
        categories,
        List.of(),
        List.of(Value.named("wall clock")),
        calibrations);
  }
}
