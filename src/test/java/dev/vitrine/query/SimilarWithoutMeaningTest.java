package dev.vitrine.query;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.api.SellerIdentities;
import dev.vitrine.api.SellerIdentity;
import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.MemoryCatalog;
import dev.vitrine.look.NothingAlike;
import dev.vitrine.meaning.MeaningIndexes;
import dev.vitrine.meaning.MeaningUnavailableException;
import org.junit.jupiter.api.Test;

/** What AWS answers, where no index of embeddings is kept. */
class SimilarWithoutMeaningTest {
  @Test
  void aComparisonIsRefusedAlsoOfAPictureWithoutAnEmbedding() {
    MemoryCatalog catalog = new MemoryCatalog();
    ImageRecord image = catalog.receive(Examples.upload("demo/a.jpg", 1)).orElseThrow();
    SellerIdentity demo = SellerIdentities.named("demo");
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
