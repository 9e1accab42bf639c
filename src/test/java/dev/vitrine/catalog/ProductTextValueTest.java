package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.tag.NotSure;
import dev.vitrine.tag.TagImageResult;
import dev.vitrine.vocabulary.Attribute;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The words on a product as a value of the attribute {@code text}. */
class ProductTextValueTest {
  private static final Facet.Key ONE = new Facet.Key("text", "ONE");

  private final ImageRecord image = described(Examples.tags("cup"));

  private static ImageRecord described(TagImageResult found) {
    ImageRecord received = Examples.received("demo/a.jpg");
    return Examples.finished(
        ImageJourney.described(
            received,
            received.picture().revision(),
            Examples.measured(received.run().execution()),
            earlier -> earlier.tagged(found).written(Examples.promptWithText("ILLY cafe")),
            List.of()));
  }

  private static boolean finds(ImageRecord image, String text) {
    ImageQuery query =
        new ImageQuery(
            "demo", null, null, null, null, null, text, null, null, ImageQuery.Order.NEWEST_FIRST);
    return query.matches(image) && query.matches(Card.of(image));
  }

  @Test
  void isSearchedButNotCounted() {
    assertThat(image.attributes().get("text").value()).isEqualTo("ILLY cafe");
    assertThat(finds(image, "illy")).isTrue();
    assertThat(finds(image, "lavazza")).isFalse();
    assertThat(image.facets()).noneMatch(value -> value.name().equals("text"));
    assertThat(Card.of(image).facets()).isEqualTo(image.facets());
    assertThat(RecordJson.readCard(RecordJson.write(Card.of(image)))).isEqualTo(Card.of(image));
    assertThat(RecordJson.read(RecordJson.write(image))).isEqualTo(image);
  }

  @Test
  void aPersonsWordsTakeItsPlaceAlsoInThePrompt() {
    ImageRecord corrected = image.with(image.corrections().attributeSet("text", "illy caffè", NOW));

    assertThat(corrected.attributes().get("text").locked()).isTrue();
    assertThat(corrected.texts().prompt().text()).contains("illy caffè").doesNotContain("ILLY");
    assertThat(finds(corrected, "CAFFÈ")).isTrue();
    assertThat(finds(corrected, "cafe")).isFalse();
    assertThat(corrected.facets()).noneMatch(value -> value.name().equals("text"));
  }

  @Test
  void staysWhenThePictureIsTaggedAgain() {
    ImageRecord again = ImageJourney.retagged(image, Examples.tags("mug"));

    assertThat(again.attributes().get("text").value()).isEqualTo("ILLY cafe");
  }

  @Test
  void staysWhenALaterPromptFailsAndGoesWhenNothingIsReadAnyMore() {
    Description before = image.descriptionOrNone();

    assertThat(before.promptFailed(Examples.ERROR).productText()).isNotNull();
    assertThat(before.written(Examples.prompt("a prompt")).productText()).isNull();
  }

  @Test
  void aQuestionOfTheVocabularyByThisNameTakesItsPlace() {
    TagImageResult tags = Examples.tags("cup");
    Attribute one = new Attribute("ONE", 0.9, Examples.machine("x"), false);
    ImageRecord answered =
        described(
            new TagImageResult(
                tags.tags(), tags.suggestions(), Map.of("text", one), tags.notSure(), null));
    ImageRecord open =
        described(
            new TagImageResult(
                tags.tags(),
                tags.suggestions(),
                Map.of(),
                List.of(new NotSure("text", NotSure.Reason.CLOSE)),
                null));

    assertThat(answered.attributes().get("text")).isEqualTo(one);
    assertThat(answered.facets()).contains(ONE);
    assertThat(open.attributes()).doesNotContainKey("text");
    ImageRecord set = open.with(open.corrections().attributeSet("text", "ONE", NOW));
    assertThat(set.facets()).contains(ONE);
  }
}
