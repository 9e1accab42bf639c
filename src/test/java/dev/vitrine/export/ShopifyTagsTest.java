package dev.vitrine.export;

import static dev.vitrine.catalog.Examples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.catalog.Corrections;
import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.product.Products;
import dev.vitrine.vocabulary.ShippedVocabulary;
import dev.vitrine.vocabulary.TagLabel;
import org.junit.jupiter.api.Test;

/** The cell with a product's tags, which Shopify takes apart at its commas. */
class ShopifyTagsTest {
  @Test
  void aCommaInATagMakesNeitherTwoTagsNorTwoSpaces() {
    assertThat(tags("50% off, sale", "red ,white", ",")).startsWith("50% off sale, red white, cup");
  }

  @Test
  void aTagIsText() {
    assertThat(tags("<b>sale</b>", "5\" cup")).startsWith("<b>sale</b>, 5\" cup, cup");
  }

  private static String tags(String... labels) {
    ImageRecord image = Examples.done("demo/cup.jpg", "cup");
    Corrections corrections = image.corrections();
    for (String label : labels) {
      corrections = corrections.tagAdded(new TagLabel(label), NOW);
    }
    ProductRows rows =
        ProductRows.ofQuery(
            (one, place) -> Products.Others.NONE, ImageQuery.all("demo"), EarlierAnswers.none());
    ShopifyCsv export =
        new ShopifyCsv(
            new ShippedVocabulary(new JsonMapper()).of("demo"),
            one -> "https://shop.test/cup.jpg",
            rows,
            OwnHandles::of,
            true);
    export.add(image.with(corrections));
    return export.rows().findFirst().orElseThrow().get("Tags");
  }
}
