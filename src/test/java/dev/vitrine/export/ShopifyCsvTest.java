package dev.vitrine.export;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.described;
import static dev.vitrine.catalog.Examples.finished;
import static dev.vitrine.catalog.Examples.received;
import static dev.vitrine.listing.ExportFile.CSV;
import static dev.vitrine.listing.ExportFile.SHOPIFY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.catalog.ExportedContent;
import dev.vitrine.catalog.ImageJourney;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.listing.ExportFile;
import dev.vitrine.listing.ExportMark;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.product.Products;
import dev.vitrine.query.ImageConditions;
import dev.vitrine.tag.TagImageResult;
import dev.vitrine.vocabulary.Category;
import dev.vitrine.vocabulary.ShippedVocabulary;
import dev.vitrine.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The lines of a product's pictures, in whatever order and part of a list they come. */
class ShopifyCsvTest {
  private static final ImageQuery ALL = ImageQuery.all("demo");

  private final ImageRecord older = picture("demo/MUG-42_1.jpg", 1);
  private final ImageRecord newer = picture("demo/MUG-42_2.jpg", 2);
  private final ImageRecord alone = picture("demo/vase.jpg", 3);
  private final List<ImageRecord> found = new ArrayList<>(List.of(older, newer));

  @Test
  void aProductHasALineAndItsOtherPicturesAnEachOfFourCells() {
    ShopifyCsv export = export(ALL);
    List.of(alone, newer, older).forEach(export::add);

    List<String> lines = export.text().lines().toList();

    assertThat(lines.get(0))
        .isEqualTo(
            "Title,URL handle,Description,Vendor,Product category,Type,Tags,"
                + "Published on online store,Status,SKU,Option1 name,Option1 value,"
                + "Product image URL,Image position,Image alt text");
    assertThat(lines).hasSize(4);
    assertThat(lines.get(1)).contains(",vase-").contains(link(alone) + ",1,");
    assertThat(lines.get(2))
        .startsWith(older.title() + ",mug-42,")
        .contains(",FALSE,draft,MUG-42,Title,Default Title," + link(older) + ",1,");
    assertThat(lines.get(3))
        .startsWith(",mug-42,,,,,,,,,,," + link(newer) + ",2,")
        .endsWith('"' + String.valueOf(newer.texts().altText()) + '"');
  }

  @Test
  void aFilesNameThatStandsInForATitleIsCutToWhatShopifyTakes() {
    found.clear();
    ShopifyCsv export = export(ALL);
    export.add(untitled(picture("demo/" + "word ".repeat(80) + "end.jpg", 1)));
    export.add(untitled(picture("demo/" + "x".repeat(400) + ".jpg", 1)));
    export.add(untitled(picture("demo/short name.jpg", 1)));

    List<String> titles =
        export.text().lines().skip(1).map(line -> line.substring(0, line.indexOf(','))).toList();

    assertThat(titles).containsExactly("word ".repeat(51).strip(), "x".repeat(255), "short name");
  }

  @Test
  void aProductIsInTheAnswerOfItsFirstPictureOnly() {
    ShopifyCsv first = export(ALL);
    first.add(newer);
    ShopifyCsv second = exportAfter(first, ALL);
    second.add(older);

    assertThat(first.text().lines()).hasSize(3);
    assertThat(second.text().lines()).hasSize(1);
  }

  @Test
  void oldestFirstItIsTheOldestPicturesAnswer() {
    ImageQuery query =
        new ImageConditions(null, null, null, null, null, null, null, null, "oldest").query("demo");
    ShopifyCsv first = export(query);
    first.add(older);
    ShopifyCsv second = export(query, EarlierAnswers.unknown());
    second.add(newer);

    assertThat(first.text().lines()).hasSize(3);
    assertThat(second.text().lines()).hasSize(1);
  }

  @Test
  void aPictureThatTheListOfTheProductLacksYetIsInTheProductAllTheSame() {
    found.remove(newer);
    ShopifyCsv export = export(ALL);
    List.of(newer, older).forEach(export::add);
    assertThat(export.text().lines()).hasSize(3);

    found.clear();
    ShopifyCsv another = export(ALL);
    List.of(newer, older).forEach(another::add);
    assertThat(another.text()).isEqualTo(export.text());
  }

  @Test
  void whatAShopHasOfAProductComesAlongWithWhatHasChangedOfIt() {
    ImageQuery query =
        new ImageConditions(
                null, "changed", null, List.of("material:clay"), null, null, null, null, null)
            .query("demo");
    found.clear();
    found.addAll(List.of(exported(newer, SHOPIFY), material(exported(older, SHOPIFY), "clay")));
    ShopifyCsv changed = export(query);

    assertThat(changed.add(found.get(1))).as("the newer one is in no earlier answer").isPositive();

    assertThat(changed.text().lines()).hasSize(3);
    found.set(0, exported(newer, CSV));
    ShopifyCsv another = export(query);
    another.add(found.get(1));
    assertThat(another.text().lines()).as("the shop does not have the newer one").hasSize(2);
  }

  @Test
  void whatAShopHasOfAProductComesAlongWithAPictureThatIsListed() {
    found.set(0, exported(older, SHOPIFY));
    ShopifyCsv listed = listed();

    listed.add(newer);
    listed.add(found.get(0));

    assertThat(listed.text().lines()).hasSize(3);
    assertThat(listed.images()).isEqualTo(2);
  }

  @Test
  void aProductWaitsWhileAPictureThatAShopHasIsDescribedAnew() {
    ImageRecord begun = received("demo/MUG-42_1.jpg", 1);
    found.set(0, exported(begun, SHOPIFY));
    for (ShopifyCsv export : List.of(export(ALL), listed())) {
      export.add(newer);

      assertThat(export.text().lines()).as("the shop keeps what it has").hasSize(1);
      assertThat(export.contents().portions(9)).isEmpty();
      assertThat(export.waiting()).isEqualTo(1);
    }
    found.set(0, begun);
    ShopifyCsv export = export(ALL);
    export.add(newer);
    assertThat(export.text().lines()).as("no shop has the older one").hasSize(2);
    assertThat(export.waiting()).isZero();
    export.add(exported(untitled(described(received("demo/vase.jpg", 3), "cup")), SHOPIFY));
    assertThat(export.waiting()).as("a picture of no product").isEqualTo(1);
  }

  @Test
  void aProductThatWaitsIsCountedInTheAnswerOfItsFirstPictureOnly() {
    ImageRecord newest = picture("demo/MUG-42_3.jpg", 3);
    found.add(newest);
    found.set(0, exported(received("demo/MUG-42_1.jpg", 1), SHOPIFY));
    ShopifyCsv first = export(ALL);
    first.add(newest);
    ShopifyCsv second = exportAfter(first, ALL);
    second.add(newer);

    assertThat(first.waiting()).isEqualTo(1);
    assertThat(second.waiting()).isZero();
    assertThat(second.text().lines()).hasSize(1);
  }

  private ShopifyCsv listed() {
    return new ShopifyCsv(
        vocabulary(),
        ShopifyCsvTest::link,
        ProductRows.ofListed(this::others),
        OwnHandles::of,
        true);
  }

  private static ImageRecord exported(ImageRecord image, ExportFile file) {
    return image.with(ExportMark.of(file, NOW, ExportedContent.of(image, file)));
  }

  @Test
  void picturesThatDoNotMeetTheConditionsOrHaveNoRenditionAreLeftOut() {
    ImageRecord waiting = received("demo/MUG-42_3.jpg", 9);
    found.add(waiting);
    ShopifyCsv done =
        export(
            new ImageConditions("done", null, null, null, null, null, null, null, null)
                .query("demo"));
    assertThat(done.add(waiting)).isZero();
    done.add(newer);
    assertThat(done.text().lines()).hasSize(3);

    ShopifyCsv listed = listed();
    listed.add(newer);
    assertThat(listed.text().lines()).as("only what was listed").hasSize(2);
  }

  @Test
  void productsWhosePicturesContradictEachOtherAreNamed() {
    ShopifyCsv export = export(ALL);
    export.add(material(newer, "clay"));
    export.add(alone);
    assertThat(export.conflicts()).isEmpty();

    found.set(0, material(older, "glass"));
    ShopifyCsv another = export(ALL);
    another.add(material(newer, "clay"));
    assertThat(another.conflicts()).containsExactly("mug-42");
  }

  @Test
  void aVocabularyWithGooglesCategoriesHasTheirColumnBeforeAnyProductIsKnown() {
    Category home =
        new Category(
            "Home",
            List.of(),
            null,
            null,
            "Home & Garden",
            Map.of(),
            false,
            List.of(Category.leaf("Kitchen & dining")));
    Vocabulary shop =
        new Vocabulary(
            "shop", "1", List.of("a photo of {}"), List.of(home), List.of(), List.of(), List.of());
    ShopifyCsv export =
        new ShopifyCsv(
            shop, ShopifyCsvTest::link, ProductRows.ofListed(this::others), OwnHandles::of, true);

    assertThat(export.text()).endsWith(",Google Shopping / Google product category\r\n");
    found.clear();
    found.add(exported(older, SHOPIFY));
    export.add(newer);
    assertThat(export.text().lines().toList().get(1)).endsWith(",Home & Garden");
    assertThat(export.text().lines().toList().get(2)).endsWith(",");
  }

  @Test
  void anAnswerEndsBeforeItsProductsTakeTooManyCalls() {
    ShopifyCsv export = export(ALL);
    found.clear();
    IntStream.range(0, 200)
        .mapToObj(i -> picture("demo/MUG-" + (100 + i) + "_1.jpg", 4))
        .peek(image -> assertThat(export.isFull()).isFalse())
        .forEach(export::add);

    assertThat(export.isFull()).isTrue();
    assertThat(export.text().lines()).hasSize(201);
  }

  private ShopifyCsv export(ImageQuery query) {
    return export(query, EarlierAnswers.none());
  }

  private ShopifyCsv exportAfter(ShopifyCsv first, ImageQuery query) {
    return export(query, EarlierAnswers.of(first.answered()));
  }

  private ShopifyCsv export(ImageQuery query, EarlierAnswers earlier) {
    ProductRows rows = ProductRows.ofQuery(this::others, query, earlier);
    return new ShopifyCsv(vocabulary(), ShopifyCsvTest::link, rows, OwnHandles::of, true);
  }

  private Products.Others others(ImageRecord image, ProductPlace place) {
    return new Products.Others(
        found.stream().filter(one -> !one.imageId().equals(image.imageId())).toList(), List.of());
  }

  private static ImageRecord picture(String key, int revision) {
    return finished(described(received(key, revision), "cup"));
  }

  private static ImageRecord untitled(ImageRecord image) {
    return ImageJourney.retagged(
        image, new TagImageResult(List.of(), List.of(), Map.of(), List.of(), null));
  }

  private static ImageRecord material(ImageRecord image, String value) {
    return image.with(image.corrections().attributeSet("material", value, NOW));
  }

  private static String link(ImageRecord image) {
    return "https://shop.test/" + image.picture().rendition();
  }

  private static Vocabulary vocabulary() {
    return new ShippedVocabulary(new JsonMapper()).of("demo");
  }
}
