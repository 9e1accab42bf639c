package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.action.Correction;
import dev.vitrine.prompt.Prompt;
import dev.vitrine.prompt.WritePromptResult;
import dev.vitrine.tag.TagImageResult;
import dev.vitrine.vocabulary.TagLabel;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Which texts a picture has, and what a corrected fact or a text by hand changes in them. */
class ImageTextsTest {
  private final ImageRecord image = Examples.done("demo/a.jpg", "cup");

  @Test
  void withoutCorrectionsTheModelsCaptionAndPromptApply() {
    assertThat(image.texts().caption()).isEqualTo("a caption");
    assertThat(image.texts().prompt().text()).isEqualTo("a prompt");
    assertThat(image.texts().locked()).isEmpty();
  }

  @Test
  void aCorrectedFactWritesCaptionAndPromptAnew() {
    ImageRecord corrected =
        image.with(image.corrections().attributeSet("category", "handbag", NOW));

    assertThat(corrected.texts().caption()).startsWith("Navy and white handbag").endsWith(".");
    assertThat(corrected.texts().prompt().text()).startsWith("a photo of navy and white handbag");
    assertThat(corrected.title()).startsWith("Navy handbag");
  }

  @Test
  void aCorrectedPromptHasNoFactOfBeforeAndNothingTwice() {
    List<Prompt.Term> terms =
        List.of(
            new Prompt.Term("tags", "cup", 0.9),
            new Prompt.Term("colors", "navy", 0.6),
            new Prompt.Term("background", "white background", 1),
            new Prompt.Term("flavors", "soft light", 0.3),
            new Prompt.Term("flavors", "handbag", 0.3),
            new Prompt.Term("flavors", "studio photo", 0.3));
    WritePromptResult written =
        new WritePromptResult(
            "a cup", new Prompt("a cup", "fast", terms, Examples.machine("x")), null, null, null);
    ImageRecord cup =
        image.with(
            Objects.requireNonNull(image.measured()), image.descriptionOrNone().written(written));

    ImageRecord bag =
        cup.with(
            cup.corrections()
                .attributeSet("category", "handbag", NOW)
                .tagRemoved(new TagLabel("cup")));

    assertThat(bag.texts().prompt().text())
        .isEqualTo(
            "a photo of navy and white handbag, on a white background, soft light, studio photo");
    assertThat(bag.texts().prompt().terms())
        .extracting(Prompt.Term::text)
        .containsExactly("soft light", "studio photo");
  }

  @Test
  void aCaptionEndsInOneFullStopAndIsNeverEmpty() {
    ImageRecord shouted =
        image.with(
            image
                .corrections()
                .attributeSet("background", "in the studio of Co.", NOW)
                .tagAdded(new TagLabel("sale!"), NOW));
    assertThat(shouted.texts().caption())
        .isEqualTo("Navy and white Kitchen & dining, cup, sale!, in the studio of Co.");

    WritePromptResult written = Examples.prompt("a prompt");
    WritePromptResult silent = new WritePromptResult(" ", written.prompt(), null, null, null);
    ImageRecord without =
        image.with(
            Objects.requireNonNull(image.measured()), image.descriptionOrNone().written(silent));
    assertThat(without.texts().caption()).isNull();
  }

  @Test
  void aCorrectionThatLeavesNoNameLeavesTheModelsTexts() {
    ImageRecord corrected = image.with(image.corrections().tagRemoved(new TagLabel("saucer")));
    ImageRecord nameless = corrected.with(corrected.corrections().tagRemoved(new TagLabel("cup")));

    assertThat(nameless.texts().altText()).startsWith("Navy and white Kitchen & dining");
    assertThat(nameless.texts().caption()).doesNotContain("cup");
  }

  @Test
  void aTextByHandWinsOverEverything() {
    Corrections byHand =
        image
            .corrections()
            .attributeSet("category", "handbag", NOW)
            .written(TextName.CAPTION, "Our best bag.", NOW)
            .written(TextName.PROMPT, "a bag on a beach", NOW);

    ImageTexts texts = image.with(byHand).texts();

    assertThat(texts.caption()).isEqualTo("Our best bag.");
    assertThat(texts.prompt().text()).isEqualTo("a bag on a beach");
    assertThat(texts.locked()).containsExactly("caption", "prompt");
  }

  @Test
  void aTextIsNeitherEmptyNorEndless() {
    for (String value : new String[] {" ", "x".repeat(256)}) {
      assertThatThrownBy(() -> new Correction.TextWritten(TextName.TITLE, value))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aPictureNeedsItsSellerUntilSomethingNamesIt() {
    ImageRecord unnamed = Examples.finished(nameless());
    assertThat(SellerWork.of(unnamed)).isEqualTo(SellerWork.NEEDS_YOU);
    assertThat(unnamed.facets()).contains(Facet.Key.work(SellerWork.NEEDS_YOU));

    ImageRecord named = unnamed.with(unnamed.corrections().written(TextName.TITLE, "A bag", NOW));
    assertThat(SellerWork.of(named)).isNull();
  }

  /** Described, but nothing was found on it. */
  private static ImageRecord nameless() {
    ImageRecord received = Examples.received("demo/b.jpg");
    TagImageResult nothing = new TagImageResult(List.of(), List.of(), Map.of(), List.of(), null);
    return ImageJourney.described(
        received,
        received.picture().revision(),
        Examples.measured(received.run().execution()),
        earlier -> earlier.tagged(nothing).written(Examples.prompt("a prompt")),
        List.of());
  }

  @Test
  void nobodyIsNeededWhileThePictureIsWorkedOn() {
    assertThat(SellerWork.of(Examples.received("demo/c.jpg"))).isNull();
  }
}
