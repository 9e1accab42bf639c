package dev.vitrine.export;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.described;
import static dev.vitrine.catalog.Examples.finished;
import static dev.vitrine.catalog.Examples.received;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.vocabulary.ShippedVocabulary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A product of which one more picture comes while its export is made. */
class LatePicturesTest {
  private static final ImageQuery ALL = ImageQuery.all("demo");
  private static final Instant BEFORE = NOW.minusSeconds(60);
  private static final Instant AFTER = NOW.plusSeconds(60);

  /** Everything that the records know happened at {@code NOW}. */
  private final ImageRecord older = finished(described(received("demo/MUG-42_1.jpg", 1), "cup"));

  private final ImageRecord newer = finished(described(received("demo/MUG-42_2.jpg", 2), "cup"));
  private final List<ImageRecord> found = new ArrayList<>(List.of(older, newer));

  @Test
  void itIsLeftToTheNextExportIfAnEarlierAnswerMayHaveIt() {
    ShopifyCsv second = export(EarlierAnswers.since(BEFORE));

    second.add(older);

    assertThat(second.waiting()).as("products that the seller is told of").isEqualTo(1);
    assertThat(second.text().lines()).hasSize(1);
  }

  @Test
  void itIsInAnEarlierAnswerIfItsPictureWasThereWhenTheExportBegan() {
    ShopifyCsv second = export(EarlierAnswers.since(AFTER));

    second.add(older);

    assertThat(second.waiting()).isZero();
    assertThat(second.text().lines()).hasSize(1);
  }

  @Test
  void aPictureThatWasCorrectedMeanwhileMayHaveComeIntoTheList() {
    ImageRecord corrected =
        newer.with(newer.corrections().attributeSet("material", "clay", AFTER.plusSeconds(60)));
    found.set(1, corrected);
    ShopifyCsv second = export(EarlierAnswers.since(AFTER));

    second.add(older);

    assertThat(second.waiting()).isEqualTo(1);
  }

  @Test
  void theFirstAnswerHasItWhateverComesMeanwhile() {
    ShopifyCsv first = export(EarlierAnswers.none());

    assertThat(first.add(received("demo/MUG-42_2.jpg", 2))).as("not rendered yet").isZero();
    first.add(older);

    assertThat(first.text().lines()).hasSize(3);
    assertThat(first.waiting()).isZero();
  }

  @Test
  void theAnswersOfOneZipKnowWhatTheOthersHave() {
    EarlierAnswers parts = EarlierAnswers.none();
    ShopifyCsv first = export(parts);
    ShopifyCsv second = export(parts);
    ShopifyCsv third = export(parts);

    second.add(older); // the newer one came after the first part was made
    third.add(older);

    assertThat(first.text().lines()).hasSize(1);
    assertThat(second.text().lines()).hasSize(3);
    assertThat(third.text().lines()).hasSize(1);
    assertThat(third.waiting()).isZero();
  }

  private ShopifyCsv export(EarlierAnswers earlier) {
    ProductRows rows =
        ProductRows.ofQuery(
            (image, place) ->
                found.stream().filter(one -> !one.imageId().equals(image.imageId())).toList(),
            ALL,
            earlier);
    return new ShopifyCsv(
        new ShippedVocabulary(new JsonMapper()).of("demo"),
        image -> "https://shop.test/" + image.picture().rendition(),
        rows,
        OwnHandles::of);
  }
}
