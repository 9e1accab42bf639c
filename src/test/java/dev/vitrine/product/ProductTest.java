package dev.vitrine.product;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.TextName;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.vocabulary.TagLabel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProductTest {
  private final ImageRecord first = done("demo/MUG-42_1.jpg", "cup");
  private final ImageRecord second = done("demo/mug-42_2.jpg", "mug");
  private final ImageRecord third = done("demo/detail.jpg", "handle");

  @Test
  void picturesStandByTheirNumbersAndThoseWithoutOneFollow() {
    ImageRecord last = placed(third, "mug-42", null);

    Product product = Product.of(List.of(last, second, first));

    assertThat(product.pictures()).containsExactly(first, second, last);
    assertThat(product.main()).isEqualTo(first);
    assertThat(product.sku()).isEqualTo("MUG-42");
    assertThat(product.tags()).containsExactly("cup", "mug", "handle");
    assertThat(product.title()).isEqualTo(first.title());
  }

  @Test
  void aPersonsValueHoldsWhereverItWasGiven() {
    ImageRecord corrected =
        second.with(
            second
                .corrections()
                .attributeSet("category", "mug", NOW)
                .attributeSet("material", "clay", NOW)
                .written(TextName.TITLE, "The mug", NOW));

    Product product = Product.of(List.of(first, corrected));

    assertThat(product.title()).isEqualTo("The mug");
    assertThat(product.facts().get("category").value()).isEqualTo("mug");
    assertThat(product.facts().get("material").value()).isEqualTo("clay");
    assertThat(product.conflicts()).as("a person has decided").isEmpty();
    assertThat(product.facts())
        .as("what describes a picture is no fact of a product")
        .doesNotContainKeys("background", "orientation", "size", "sharpness", "department");
  }

  @Test
  void valuesOfTheSameRankThatDifferAreAConflict() {
    Product product = Product.of(List.of(material(first, "clay"), material(second, "glass")));

    assertThat(product.facts().get("material").value()).isEqualTo("clay");
    assertThat(product.conflicts())
        .containsExactly(
            new Product.Conflict(
                "material",
                Map.of("clay", List.of(first.imageId()), "glass", List.of(second.imageId()))));
    assertThat(Product.of(List.of(first, second)).conflicts()).isEmpty();
  }

  @Test
  void twoTitlesByHandAreAConflictToo() {
    Product product = Product.of(List.of(titled(first, "Cup"), titled(second, "Mug")));

    assertThat(product.title()).isEqualTo("Cup");
    assertThat(product.conflicts()).extracting(Product.Conflict::fact).containsExactly("title");
  }

  @Test
  void aTagThatAPersonRemovedFromOnePictureIsNoneOfTheProduct() {
    ImageRecord cup = done("demo/MUG-42_3.jpg", "cup");
    ImageRecord refused = first.with(first.corrections().tagRemoved(new TagLabel("cup")));

    assertThat(Product.of(List.of(refused, cup)).tags()).isEmpty();
    ImageRecord given = cup.with(cup.corrections().tagAdded(new TagLabel("cup"), NOW));
    assertThat(Product.of(List.of(refused, given)).tags()).containsExactly("cup");
  }

  @Test
  void handlesOfDifferentProductsDiffer() {
    assertThat(handle("MUG-42")).isEqualTo("mug-42").isEqualTo(handle("mug-42"));
    assertThat(handle("MUG 42")).startsWith("mug-42-").isNotEqualTo(handle("MUG_42"));
    assertThat(handle("…")).startsWith("picture-");
    assertThat(Handle.of(Product.of(List.of(third))))
        .isEqualTo("detail-" + third.imageId().value().substring(0, 8));
  }

  @Test
  void aHandleHasNoHyphenWhereALongNameIsCut() {
    assertThat(Handle.slug("a".repeat(59) + " b")).isEqualTo("a".repeat(59));
    assertThat(Handle.slug("Crème brûlée (2)")).isEqualTo("creme-brulee-2");
    assertThat(Handle.slug("…")).isEqualTo("picture");
  }

  private String handle(String sku) {
    return Handle.of(Product.of(List.of(placed(third, sku, 1))));
  }

  private static ImageRecord placed(ImageRecord image, String sku, Integer position) {
    return image.with(image.corrections().placed(new ProductPlace(sku, position), NOW));
  }

  private static ImageRecord material(ImageRecord image, String value) {
    return image.with(image.corrections().attributeSet("material", value, NOW));
  }

  private static ImageRecord titled(ImageRecord image, String title) {
    return image.with(image.corrections().written(TextName.TITLE, title, NOW));
  }
}
