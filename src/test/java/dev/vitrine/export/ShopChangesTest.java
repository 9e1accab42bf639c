package dev.vitrine.export;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.described;
import static dev.vitrine.catalog.Examples.finished;
import static dev.vitrine.catalog.Examples.received;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.api.ApiProblem;
import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.ExportedContent;
import dev.vitrine.catalog.ImageJourney;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.ImageId;
import dev.vitrine.listing.ExportFile;
import dev.vitrine.listing.ExportMark;
import dev.vitrine.product.Products;
import dev.vitrine.tag.TagImageResult;
import dev.vitrine.vocabulary.ShippedVocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Products that a shop may have already: a draft would take them off it. */
class ShopChangesTest {
  private final ImageRecord known = exported(picture("demo/MUG-1_1.jpg", 1));
  private final ImageRecord more = picture("demo/MUG-1_2.jpg", 2);
  private final ImageRecord other = picture("demo/MUG-2_1.jpg", 3);
  private final ImageRecord alone = exported(picture("demo/vase.jpg", 4));
  private final List<ImageId> unreadable = new ArrayList<>();

  @Test
  void theFileOfChangesHasNothingThatTheSellerHasSetInTheShop() {
    ShopifyCsv changes = export(ProductChoice.EXPORTED);

    assertThat(changes.columns())
        .containsExactly(
            "Title", "URL handle", "Product image URL", "Image position", "Image alt text");
    assertThat(handles(changes)).containsExactly("vase", "mug-1", "mug-1");
    assertThat(changes.text()).doesNotContain("draft", "FALSE", "Default Title", "<ul>");
    assertThat(changes.unchosen()).isEqualTo(1);
  }

  @Test
  void theFileOfFactsHasWhatVitrineKnowsAndNothingOfADraft() {
    ShopifyCsv facts = export(ProductChoice.ofParameter("exported-facts"));

    assertThat(facts.columns())
        .containsExactly(
            "Title",
            "URL handle",
            "Product category",
            "Type",
            "Tags",
            "Product image URL",
            "Image position",
            "Image alt text");
    assertThat(handles(facts)).containsExactly("vase", "mug-1", "mug-1");
    assertThat(facts.text()).contains("\"cup, ").doesNotContain("draft", "FALSE", "<ul>");
  }

  @Test
  void photosThatShopifyCannotReadAreNoChanges() {
    ShopifyCsv changes = filled(rows(ProductChoice.EXPORTED, false));
    assertThat(changes.columns()).containsExactly("Title", "URL handle");
    assertThat(handles(changes)).as("a line for each product").containsExactly("vase", "mug-1");
    assertThat(changes.images()).isEqualTo(3);

    assertThat(filled(rows(ProductChoice.EXPORTED_FACTS, false)).columns())
        .containsExactly("Title", "URL handle", "Product category", "Type", "Tags");
    assertThat(handles(filled(rows(ProductChoice.ALL, false)))).hasSize(4);
  }

  @Test
  void aFileNameTakesNoTitlesPlaceInAShop() {
    ImageRecord untitled =
        exported(
            ImageJourney.retagged(
                picture("demo/from the phone.jpg", 5),
                new TagImageResult(List.of(), List.of(), Map.of(), List.of(), null)));
    for (ProductChoice choice : List.of(ProductChoice.EXPORTED, ProductChoice.EXPORTED_FACTS)) {
      ShopifyCsv changes = rows(choice);

      changes.add(untitled);
      changes.add(alone);

      assertThat(handles(changes)).containsExactly("vase");
      assertThat(changes.waiting()).isEqualTo(1);
    }
    ShopifyCsv drafts = rows(ProductChoice.ALL);
    drafts.add(untitled);
    assertThat(drafts.text()).contains("\nfrom the phone,");
    assertThat(drafts.waiting()).isZero();
  }

  @Test
  void theFileOfNewProductsHasNoneThatItHasHad() {
    ShopifyCsv drafts = export(ProductChoice.NEW);

    assertThat(handles(drafts)).containsExactly("mug-2");
    assertThat(drafts.text()).contains(",FALSE,draft,MUG-2,");
    assertThat(drafts.unchosen()).as("each product once").isEqualTo(2);
    assertThat(drafts.images()).isEqualTo(1);
  }

  @Test
  void aNewProductWaitsUntilOneOfItsPicturesCanCountAsExported() {
    ImageRecord first = painted(picture("demo/MUG-3_1.jpg", 5));
    ImageRecord second = picture("demo/MUG-3_2.jpg", 6);
    ShopifyCsv drafts = rows(ProductChoice.NEW);
    drafts.add(first);
    assertThat(handles(drafts)).isEmpty();
    assertThat(drafts.waiting()).isEqualTo(1);

    ShopifyCsv some = rows(ProductChoice.NEW);
    some.add(second);
    some.add(first);
    assertThat(handles(some)).containsExactly("mug-3", "mug-3");
    assertThat(some.contents().portions(9)).hasSize(1);

    ShopifyCsv all = rows(ProductChoice.ALL);
    all.add(first);
    assertThat(handles(all)).containsExactly("mug-3");
  }

  private static ImageRecord painted(ImageRecord image) {
    return ImageJourney.ordered(image, Examples.order("great-wave"), true, NOW);
  }

  @Test
  void withoutAChoiceAllAreDrafts() {
    ShopifyCsv all = export(ProductChoice.ofParameter(null));

    assertThat(handles(all)).containsExactly("vase", "mug-2", "mug-1", "mug-1");
    assertThat(all.columns()).contains("Status", "Vendor");
    assertThat(all.unchosen()).isZero();
    assertThatThrownBy(() -> ProductChoice.ofParameter("old")).isInstanceOf(ApiProblem.class);
  }

  @Test
  void aPictureOfNoProductWaitsTooWhileItIsDescribedAnew() {
    ImageRecord untitled =
        ImageJourney.retagged(
            alone, new TagImageResult(List.of(), List.of(), Map.of(), List.of(), null));
    ShopifyCsv changes = rows(ProductChoice.EXPORTED);

    changes.add(ImageJourney.redescribed(untitled, NOW));

    assertThat(changes.text().lines()).hasSize(1);
    assertThat(changes.waiting()).isEqualTo(1);
  }

  @Test
  void aPhotoThatCannotBeReadIsToldOfByTheFileThatHasItsProduct() {
    ImageId photo = received("demo/MUG-1_3.jpg", 6).imageId();
    unreadable.add(photo);

    assertThat(export(ProductChoice.EXPORTED).unreadable()).containsExactly(photo);
    assertThat(export(ProductChoice.ALL).unreadable()).containsExactly(photo);
    assertThat(export(ProductChoice.NEW).unreadable()).isEmpty();
  }

  private ShopifyCsv export(ProductChoice choice) {
    return filled(rows(choice));
  }

  private ShopifyCsv filled(ShopifyCsv export) {
    List.of(alone, other, more, known).forEach(export::add);
    return export;
  }

  private ShopifyCsv rows(ProductChoice choice) {
    return rows(choice, true);
  }

  private ShopifyCsv rows(ProductChoice choice, boolean hasReadableLinks) {
    ProductRows rows =
        ProductRows.ofQuery(
            (image, place) ->
                new Products.Others(
                    Stream.of(known, more, other)
                        .filter(one -> !one.imageId().equals(image.imageId()))
                        .filter(one -> isBeside(image, one))
                        .toList(),
                    isBeside(image, known) ? unreadable : List.of()),
            ImageQuery.all("demo"),
            EarlierAnswers.none());
    return new ShopifyCsv(
        new ShippedVocabulary(new JsonMapper()).of("demo"),
        image -> "https://shop.test/" + image.picture().rendition(),
        rows.only(choice),
        OwnHandles::of,
        hasReadableLinks);
  }

  private static boolean isBeside(ImageRecord one, ImageRecord other) {
    return one.product().product().equals(other.product().product());
  }

  private static List<String> handles(ShopifyCsv export) {
    return export
        .rows()
        .map(line -> line.get("URL handle").replaceAll("^vase-.*", "vase"))
        .toList();
  }

  private static ImageRecord picture(String key, int revision) {
    return finished(described(received(key, revision), "cup"));
  }

  private static ImageRecord exported(ImageRecord image) {
    String content = ExportedContent.of(image, ExportFile.SHOPIFY);
    return image.with(ExportMark.of(ExportFile.SHOPIFY, NOW, content));
  }
}
