package dev.vitrine.export;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.described;
import static dev.vitrine.catalog.Examples.finished;
import static dev.vitrine.catalog.Examples.received;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.product.Products;
import dev.vitrine.vocabulary.ShippedVocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A product of which a picture comes or goes while its export is made. */
class LatePicturesTest {
  private static final ImageQuery ALL = ImageQuery.all("demo");

  private final ImageRecord older = finished(described(received("demo/MUG-42_1.jpg", 1), "cup"));
  private final ImageRecord newer = finished(described(received("demo/MUG-42_2.jpg", 2), "cup"));
  private final List<ImageRecord> found = new ArrayList<>(List.of(older, newer));

  /** Everything that its record knows is older than the export, as in a picture from the bin. */
  @Test
  void aPictureThatCameWithoutATimeKeepsItsProductOutOfNoAnswer() {
    ShopifyCsv second = export(EarlierAnswers.of(Set.of()));

    second.add(older);

    assertThat(second.text().lines()).hasSize(3);
    assertThat(second.waiting()).isZero();
  }

  @Test
  void aPictureThatWasCorrectedMeanwhileLeavesItsProductInTheEarlierAnswer() {
    ShopifyCsv first = export(EarlierAnswers.none());
    first.add(newer);
    found.set(
        1,
        newer.with(newer.corrections().attributeSet("material", "clay", NOW.plusSeconds(9_000))));
    ShopifyCsv second = export(EarlierAnswers.of(first.answered()));

    second.add(older);

    assertThat(second.text().lines()).hasSize(1);
    assertThat(second.waiting()).as("products that the seller is told of").isZero();
  }

  @Test
  void aProductWhoseFirstPictureHasGoneMeanwhileIsInNoSecondAnswer() {
    ShopifyCsv first = export(EarlierAnswers.none());
    first.add(newer);
    found.remove(newer);
    ShopifyCsv second = export(EarlierAnswers.of(first.answered()));

    second.add(older);

    assertThat(first.text().lines()).hasSize(3);
    assertThat(second.text().lines()).hasSize(1);
  }

  @Test
  void whereNothingIsRememberedTheListSaysWhatAnEarlierAnswerHas() {
    ShopifyCsv second = export(EarlierAnswers.unknown());
    second.add(older);
    assertThat(second.text().lines()).hasSize(1);

    found.remove(newer);
    ShopifyCsv another = export(EarlierAnswers.unknown());
    another.add(older);
    assertThat(another.text().lines()).hasSize(2);
  }

  @Test
  void aPictureThatHasNoRenditionYetIsInNoAnswer() {
    ShopifyCsv first = export(EarlierAnswers.none());

    assertThat(first.add(received("demo/MUG-42_2.jpg", 2))).isZero();
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
                new Products.Others(
                    found.stream().filter(one -> !one.imageId().equals(image.imageId())).toList(),
                    List.of()),
            ALL,
            earlier);
    return new ShopifyCsv(
        new ShippedVocabulary(new JsonMapper()).of("demo"),
        image -> "https://shop.test/" + image.picture().rendition(),
        rows,
        OwnHandles::of,
        true);
  }
}
