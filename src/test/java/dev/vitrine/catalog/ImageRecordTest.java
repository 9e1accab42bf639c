package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.described;
import static dev.vitrine.catalog.Examples.done;
import static dev.vitrine.catalog.Examples.upload;
import static dev.vitrine.listing.ExportFile.CSV;
import static dev.vitrine.listing.ExportFile.SHOPIFY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.listing.ExportFile;
import dev.vitrine.listing.ExportMark;
import dev.vitrine.listing.ExportMark.Reading;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.table.StoredJson;
import dev.vitrine.vocabulary.Evidence.Source;
import dev.vitrine.vocabulary.Suggestion;
import dev.vitrine.vocabulary.Tag;
import dev.vitrine.vocabulary.TagLabel;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ImageRecordTest {
  private final ImageRecord image = done("demo/a.jpg", "cup", "mug");

  @Test
  void whatWasMeasuredIsAnAttributeWithPixelsAsEvidence() {
    assertThat(image.attributes())
        .containsOnlyKeys("background", "category", "color", "orientation", "sharpness", "size");
    assertThat(image.attributes().get("orientation").value()).isEqualTo("landscape");
    assertThat(image.attributes().get("sharpness").value()).isEqualTo("sharp");
    assertThat(image.attributes().get("size").value()).isEqualTo("small");
    assertThat(image.attributes().get("color").value()).isEqualTo("navy");
    assertThat(image.attributes().get("background").value()).isEqualTo("white");
    assertThat(image.attributes().get("color").evidence().source()).isEqualTo(Source.PIXELS);
  }

  @Test
  void aPersonsWordOnTheProductHoldsBeforeTheKeysAndOutlivesTheRevision() {
    ImageRecord keyed = done("demo/MUG_1.jpg", "cup");
    assertThat(keyed.product()).isEqualTo(new ProductPlace("MUG", 1));
    assertThat(keyed.facets()).contains(Facet.Key.product("mug"));
    assertThat(image.product()).isNull();

    ProductPlace bag = new ProductPlace("Bag 7", 2);
    ImageRecord moved = keyed.with(keyed.corrections().placed(bag, NOW));
    ImageRecord newer = ImageJourney.received(moved, upload("demo/MUG_1.jpg", 2), NOW);
    assertThat(newer.product()).isEqualTo(bag);
    assertThat(newer.facets()).contains(Facet.Key.product("BAG 7"));

    ImageRecord taken = newer.with(newer.corrections().placed(null, NOW));
    assertThat(taken.product()).isNull();
    assertThat(taken.with(taken.corrections().placeUnlocked()).product())
        .isEqualTo(keyed.product());
  }

  @Test
  void isStoredInLessThanHalfOfItsJson() {
    String json = RecordJson.write(image);
    AttributeValue stored = StoredJson.packed(json);

    assertThat(stored.b().asByteArray()).hasSizeLessThan(json.length() / 2);
    assertThat(RecordJson.read(StoredJson.unpacked(stored))).isEqualTo(image);
  }

  @Test
  void groupingIsNoReview() {
    Corrections before = image.corrections();
    Corrections after = before.placed(new ProductPlace("MUG", 1), NOW);
    ImageRecord grouped = image.with(after.undoable("1", NOW, before));

    assertThat(SellerWork.of(grouped)).isEqualTo(SellerWork.of(image)).isNull();
  }

  @Test
  void anExportedImageIsChangedAsLongAsAnExportWouldSayOtherThings() {
    ImageRecord exported = exported(image);
    assertThat(SellerWork.of(exported)).isEqualTo(SellerWork.EXPORTED);
    assertThat(exported.with(mark(exported, NOW.plusSeconds(9))))
        .as("exported again as it was")
        .isSameAs(exported);

    Corrections before = exported.corrections();
    ImageRecord tagged =
        exported.with(before.tagAdded(new TagLabel("saucer"), NOW).undoable("1", NOW, before));
    assertThat(SellerWork.of(tagged)).isEqualTo(SellerWork.CHANGED);
    assertThat(SellerWork.of(tagged.with(tagged.corrections().undone("1"))))
        .isEqualTo(SellerWork.EXPORTED);
    assertThat(SellerWork.of(exported(tagged))).isEqualTo(SellerWork.EXPORTED);
    ImageRecord placed = exported.with(before.placed(new ProductPlace("MUG", 1), NOW));
    assertThat(SellerWork.of(placed)).isEqualTo(SellerWork.CHANGED);
    assertThat(RecordJson.read(RecordJson.write(tagged))).isEqualTo(tagged);
  }

  @Test
  void anExportThatReadAnImageEarlierDoesNotReplaceTheMarkOfALaterOne() {
    ImageRecord exported = image.with(mark(CSV, NOW, "then"));

    assertThat(exported.with(mark(CSV, NOW.minusMillis(1), "before"))).isSameAs(exported);
    assertThat(exported.with(mark(CSV, NOW.plusMillis(1), "later")).exported())
        .isEqualTo(mark(CSV, NOW.plusMillis(1), "later"));
  }

  @Test
  void confirmationsOfSeveralFilesAreKeptInWhateverOrderTheyCome() {
    ExportMark csv = mark(CSV, NOW.plusSeconds(2), "new");
    ExportMark shop = mark(SHOPIFY, NOW, "old");

    ImageRecord both = image.with(csv).with(shop);

    assertThat(both.exported().readings()).containsOnlyKeys(CSV, SHOPIFY);
    assertThat(both.exported().at()).isEqualTo(NOW.plusSeconds(2));
    assertThat(image.with(shop).with(csv)).isEqualTo(both);
    assertThat(RecordJson.read(RecordJson.write(both))).isEqualTo(both);
  }

  @Test
  void aFileThatHasNewWordsDoesNotHideThatAnotherHasOldOnes() {
    ImageRecord inShop = image.with(mark(SHOPIFY, NOW, ExportedContent.of(image, SHOPIFY)));
    ImageRecord tagged = inShop.with(inShop.corrections().tagAdded(new TagLabel("saucer"), NOW));
    ImageRecord inCsv = tagged.with(mark(CSV, NOW.plusSeconds(1), ExportedContent.of(tagged, CSV)));

    assertThat(SellerWork.of(inCsv)).as("the shop has the old tags").isEqualTo(SellerWork.CHANGED);
    String content = ExportedContent.of(inCsv, SHOPIFY);
    assertThat(SellerWork.of(inCsv.with(mark(SHOPIFY, NOW.plusSeconds(2), content))))
        .isEqualTo(SellerWork.EXPORTED);
  }

  @Test
  void aMarkOfAnotherFormIsNone() {
    String record = RecordJson.write(exported(image)).replace("\"readings\":", "\"files\":");

    assertThat(RecordJson.read(record)).isEqualTo(image);
  }

  @Test
  void aNewRevisionOfAnExportedImageIsChangedOnceItIsDone() {
    ImageRecord newer = ImageJourney.received(exported(image), upload("demo/a.jpg", 2), NOW);

    assertThat(SellerWork.of(newer)).isNull();
    ImageRecord done =
        described(newer, "cup", "mug")
            .unsettled(ImageStatus.RUNNING)
            .settled(ImageStatus.DONE, null, NOW);
    assertThat(SellerWork.of(done)).isEqualTo(SellerWork.CHANGED);
    ImageRecord failed = exported(image.settled(ImageStatus.PARTIAL, null, NOW));
    assertThat(SellerWork.of(failed)).isEqualTo(SellerWork.NEEDS_YOU);
  }

  private static ImageRecord exported(ImageRecord of) {
    return of.with(mark(of, NOW));
  }

  private static ExportMark mark(ImageRecord of, Instant at) {
    SortedMap<ExportFile, Reading> readings = new TreeMap<>();
    for (ExportFile file : ExportFile.values()) {
      readings.put(file, new Reading(at, ExportedContent.of(of, file)));
    }
    return new ExportMark(readings);
  }

  private static ExportMark mark(ExportFile file, Instant at, String content) {
    return ExportMark.of(file, at, content);
  }

  @Test
  void anAcceptedSuggestionIsATagAndNoSuggestionAnyMore() {
    assertThat(image.suggestions()).extracting(Suggestion::label).containsExactly("saucer");

    ImageRecord accepted = add("saucer");

    assertThat(labels(accepted)).containsExactly("saucer", "cup", "mug");
    assertThat(accepted.suggestions()).isEmpty();
  }

  @Test
  void aRefusedLabelIsNeitherTagNorSuggestionUntilItIsGivenAgain() {
    ImageRecord refused = remove(remove(image, "CUP"), "saucer");

    assertThat(labels(refused)).containsExactly("mug");
    assertThat(refused.suggestions()).isEmpty();
    ImageRecord given = refused.with(refused.corrections().tagAdded(new TagLabel("cup"), NOW));
    assertThat(labels(given)).containsExactly("cup", "mug");
  }

  @Test
  void aShopsCapitalsAreShownAndNotNeededToFindAcceptOrRefuse() {
    ImageRecord shop = done("demo/a.jpg", "Coffee Mug");

    assertThat(labels(shop)).containsExactly("Coffee Mug");
    assertThat(shop.facets()).contains(Facet.Key.tag("coffee mug"));
    assertThat(labels(remove(shop, "coffee mug"))).isEmpty();
    ImageRecord given = shop.with(shop.corrections().tagAdded(new TagLabel("Coffee Mug"), NOW));
    assertThat(labels(given)).containsExactly("coffee mug");
  }

  @Test
  void aPersonsWordSurvivesALaterRunAndALaterRevision() {
    ImageRecord said = remove(add("handmade"), "cup");
    said = said.with(said.corrections().attributeSet("color", "red", NOW));

    ImageRecord newer = ImageJourney.received(said, upload("demo/a.jpg", 2), NOW);

    assertThat(labels(newer)).containsExactly("handmade");
    ImageRecord again = described(newer, "cup", "bowl");
    assertThat(labels(again)).containsExactly("handmade", "bowl");
    assertThat(again.attributes().get("color").value()).isEqualTo("red");
    assertThat(again.attributes().get("color").locked()).isTrue();
  }

  @Test
  void unlockingShowsAgainWhatWasMeasured() {
    ImageRecord locked = image.with(image.corrections().attributeSet("color", "red", NOW));

    ImageRecord unlocked = locked.with(locked.corrections().attributeUnlocked("color"));

    assertThat(unlocked.attributes().get("color").value()).isEqualTo("navy");
  }

  @Test
  void sayingTheSameTwiceChangesNothing() {
    ImageRecord once = add("handmade");

    assertThat(once.with(once.corrections().tagAdded(new TagLabel("Handmade "), NOW)))
        .isSameAs(once);
    ImageRecord refused = remove(once, "cup");
    assertThat(remove(refused, "cup")).isSameAs(refused);
  }

  @Test
  void aPersonMayGiveOnlySoManyTags() {
    Corrections many = Corrections.NONE;
    for (int i = 0; i < Corrections.MOST_TAGS; i++) {
      many = many.tagAdded(new TagLabel("tag " + i), NOW);
    }
    Corrections full = many;

    assertThatThrownBy(() -> full.tagAdded(new TagLabel("one more"), NOW))
        .isInstanceOf(ActionRefusedException.class);
  }

  @Test
  void isReadAsItWasWritten() {
    ImageRecord said = remove(add("handmade"), "cup");

    assertThat(RecordJson.read(RecordJson.write(said))).isEqualTo(said);
  }

  @Test
  void refusesToBeWrong() {
    assertThatThrownBy(() -> image.settled(ImageStatus.FAILED, null, NOW))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> image.settled(ImageStatus.RUNNING, null, NOW))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TagLabel(" \t")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TagLabel("x\u0000")).isInstanceOf(IllegalArgumentException.class);
  }

  private ImageRecord add(String label) {
    return image.with(image.corrections().tagAdded(new TagLabel(label), NOW));
  }

  private static ImageRecord remove(ImageRecord from, String label) {
    return from.with(from.corrections().tagRemoved(new TagLabel(label)));
  }

  private static List<String> labels(ImageRecord image) {
    return image.tags().stream().map(Tag::label).toList();
  }
}
