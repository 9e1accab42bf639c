package dev.vitrine.export;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.described;
import static dev.vitrine.catalog.Examples.finished;
import static dev.vitrine.catalog.Examples.received;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.catalog.Corrections;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.TextName;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.product.Products;
import dev.vitrine.vocabulary.ShippedVocabulary;
import dev.vitrine.vocabulary.TagLabel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pictures of which as much is known as may be. */
class LongCellsTest {
  /**
   * Of a longer cell Excel keeps a part.
   *
   * @see <a
   *     href="https://support.microsoft.com/en-us/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3">Excel's
   *     limits</a>
   */
  private static final int MOST_CHARACTERS = 32_767;

  /**
   * Shopify refuses products of more tags.
   *
   * @see <a
   *     href="https://shopify.dev/changelog/product-tags-now-have-a-limit-of-250-per-product">Shopify's
   *     changelog</a>
   */
  private static final int MOST_TAGS = 250;

  private final List<ImageRecord> product =
      IntStream.range(0, 4).mapToObj(LongCellsTest::fullOfWords).toList();

  @Test
  void noCellIsLongerThanASpreadsheetTakes() {
    ShopifyCsv shop =
        new ShopifyCsv(
            new ShippedVocabulary(new JsonMapper()).of("demo"),
            image -> "https://shop.test/" + image.picture().rendition(),
            ProductRows.ofListed((image, place) -> Products.Others.NONE),
            OwnHandles::of,
            true);
    ImagesCsv images = new ImagesCsv(List.of(), ImagesCsv::path);
    for (CsvExport export : List.of(shop, images)) {
      product.forEach(export::add);

      assertThat(export.rows().flatMap(row -> row.values().stream()))
          .as("%s", export.columns())
          .allMatch(cell -> cell.length() <= MOST_CHARACTERS);
    }

    List<String> tags = Arrays.asList(shop.rows().toList().get(0).get("Tags").split(", "));
    assertThat(tags).hasSize(MOST_TAGS).doesNotHaveDuplicates();
    assertThat(tags).as("facts are no fewer").anyMatch(tag -> tag.startsWith("Fact 49: "));
  }

  private static ImageRecord fullOfWords(int number) {
    String[] seen =
        IntStream.range(0, 20)
            .mapToObj(i -> longest("seen %d-%d".formatted(number, i)))
            .toArray(String[]::new);
    ImageRecord image =
        finished(described(received("demo/full-%d.jpg".formatted(number), 1), seen));
    Corrections said = image.corrections().placed(new ProductPlace("FULL", number), NOW);
    for (int i = 0; i < Corrections.MOST_TAGS; i++) {
      said = said.tagAdded(new TagLabel(longest("said %d-%d".formatted(number, i))), NOW);
    }
    for (int i = 0; i < Corrections.MOST_ATTRIBUTES; i++) {
      said = said.attributeSet("fact-" + i, longest("fact"), NOW);
    }
    return image.with(
        said.written(TextName.TITLE, "t".repeat(TextName.TITLE.longest()), NOW)
            .written(TextName.PROMPT, "p".repeat(TextName.PROMPT.longest()), NOW));
  }

  private static String longest(String begin) {
    return begin + "x".repeat(TagLabel.LONGEST - begin.length());
  }
}
