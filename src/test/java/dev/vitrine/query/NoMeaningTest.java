package dev.vitrine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.MemoryCatalog;
import dev.vitrine.look.NothingAlike;
import dev.vitrine.meaning.MeaningIndexes;
import dev.vitrine.meaning.MeaningUnavailableException;
import dev.vitrine.tag.Embedding;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What AWS answers, where no index of embeddings is kept. */
class NoMeaningTest {
  @Test
  void aComparisonHasAStableCodeAndFollowingDoesNothing() {
    var index = MeaningIndexes.none();
    index.follow(List.of());
    assertThat(index.isKept()).isFalse();

    MeaningUnavailableException refused =
        catchThrowableOfType(
            MeaningUnavailableException.class,
            () -> index.nearest("demo", new Embedding("eyes", ""), 1));

    try (var answer = new Problems(new AllowedMethods()).noMeaning(refused)) {
      assertThat(answer.getStatus()).isEqualTo(501);
      assertThat(((ProblemBody) answer.getEntity()).code()).isEqualTo("MEANING_UNAVAILABLE");
    }
  }

  @Test
  void alsoAPictureWithoutAnEmbeddingIsAnsweredSo() {
    MemoryCatalog catalog = new MemoryCatalog();
    ImageRecord image = catalog.receive(Examples.upload("demo/a.jpg", 1)).orElseThrow();
    SellerIdentity demo =
        new SellerIdentity(null) {
          @Override
          public String name() {
            return "demo";
          }
        };
    var resource =
        new SimilarResource(
            catalog,
            new SellersImages(catalog, demo),
            new NothingAlike(),
            MeaningIndexes.none(),
            demo);

    assertThatThrownBy(() -> resource.similar(image.imageId().value(), "meaning"))
        .isInstanceOf(MeaningUnavailableException.class);
  }
}
