package dev.vitrine.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.vitrine.local.model.Measured.MeasuredColor;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromptComposerTest {
  private static final MeasuredColor BROWN = new MeasuredColor("brown", 0.6);
  private static final MeasuredColor WHITE = new MeasuredColor("white", 0.3);
  private static final Measured BROWN_ON_WHITE =
      new Measured(List.of(BROWN, WHITE), Optional.of("white"));
  private static final Measured SCENE = new Measured(List.of(BROWN, WHITE), Optional.empty());

  private static PromptComposer.Text compose(Measured measured, String... tags) {
    List<Prediction> accepted =
        IntStream.range(0, tags.length)
            .mapToObj(i -> new Prediction(tags[i], 0.9 - i * 0.01))
            .toList();
    return PromptComposer.compose(accepted, measured, 8);
  }

  @Test
  void saysTheBestTagItsColorsAndTheBackground() {
    PromptComposer.Text text = compose(BROWN_ON_WHITE, "coffee mug", "cup");

    assertThat(text.caption()).isEqualTo("A brown and white coffee mug on a white background.");
    assertThat(text.prompt())
        .isEqualTo("a photo of a brown and white coffee mug on a white background, cup");
    assertThat(text.terms())
        .extracting(PromptRanker.Term::table, PromptRanker.Term::text)
        .containsExactly(
            tuple("tags", "coffee mug"),
            tuple("tags", "cup"),
            tuple("colors", "brown"),
            tuple("colors", "white"),
            tuple("background", "white background"));
  }

  @Test
  void saysAProductWhenNoTagWasAccepted() {
    assertThat(compose(BROWN_ON_WHITE).caption())
        .isEqualTo("A product in brown and white on a white background.");
  }

  @Test
  void givesAScenesColorsToThePictureNotToTheThing() {
    assertThat(compose(SCENE, "cat").caption()).isEqualTo("A cat, brown and white tones.");
  }

  @Test
  void standsAPictureOfWhichNothingIsKnown() {
    var nothing = new Measured(List.of(), Optional.empty());

    assertThat(compose(nothing).caption()).isEqualTo("A product.");
    assertThat(compose(nothing).prompt()).isEqualTo("a photo of a product");
    assertThat(compose(nothing).terms()).isEmpty();
  }

  @Test
  void doesNotSayAColorTwice() {
    var red = new Measured(List.of(new MeasuredColor("red", 0.9)), Optional.of("white"));

    assertThat(compose(red, "red wine").caption()).isEqualTo("Red wine on a white background.");
  }

  @Test
  void leavesTermsOutRatherThanOverflowingTheGenerator() {
    String[] tags =
        IntStream.range(0, 8)
            .mapToObj(i -> "tag with a rather long name " + i)
            .toArray(String[]::new);

    PromptComposer.Text text = compose(BROWN_ON_WHITE, tags);

    assertThat(text.truncated()).isTrue();
    assertThat(text.prompt().length()).isLessThanOrEqualTo(180);
    assertThat(compose(BROWN_ON_WHITE, "mug", "cup").truncated()).isFalse();
  }

  @Test
  void namesNothingButWhatItWasTold() {
    String prompt = compose(BROWN_ON_WHITE, "purse").prompt();

    assertThat(prompt).doesNotContainIgnoringCase("leather", "studio", "light", "possibly");
  }

  @Test
  void writesThePromptAroundACaptionersSentence() {
    List<Prediction> accepted =
        List.of(new Prediction("Mug", 0.9), new Prediction("drinkware", 0.8));

    PromptComposer.Text text =
        PromptComposer.around(
            new Captioner.Captioned("A blue mug on a table.", List.of("CAFÉ", "1920")),
            accepted,
            8);

    assertThat(text.caption()).isEqualTo("A blue mug on a table.");
    assertThat(text.prompt())
        .isEqualTo("A blue mug on a table, with the words CAFÉ 1920, drinkware");
    assertThat(text.terms())
        .extracting(PromptRanker.Term::table, PromptRanker.Term::text)
        .containsExactly(tuple("words", "CAFÉ 1920"), tuple("tags", "drinkware"));
    assertThat(text.truncated()).isFalse();
  }

  @Test
  void keepsAPromptAroundALongCaptionShort() {
    String caption = "A " + "very ".repeat(34) + "long mug.";

    PromptComposer.Text text =
        PromptComposer.around(
            new Captioner.Captioned(caption, List.of("CAFÉ")),
            List.of(new Prediction("drinkware", 0.8)),
            8);

    assertThat(text.caption()).isEqualTo(caption);
    assertThat(text.prompt()).isEqualTo(caption.substring(0, caption.length() - 1));
    assertThat(text.truncated()).isTrue();
  }

  @Test
  void leavesACaptionThatIsAllStopsAsItIs() {
    assertThat(PromptComposer.head("A blue mug. !")).isEqualTo("A blue mug");
    assertThat(PromptComposer.head("!")).isEqualTo("!");
  }
}
