package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.done;
import static dev.vitrine.catalog.Examples.order;
import static dev.vitrine.catalog.Examples.painted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.bin.DeletedRestyles;
import dev.vitrine.workflow.RestyleOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is painted when a restyle is ordered that the image has already. */
class RestyledAgainTest {
  private static final RestyleOrder WAVE = order("great-wave");
  private static final RestyleOrder OWN = RestyleOrder.of("great-wave", "in felt", 0, 0.5);

  @Test
  void itIsPaintedByTheImagesPromptOfTodayBesideTheFirstOne() {
    ImageRecord image = withPainted(WAVE);
    assertThat(ordered(image, WAVE)).isSameAs(image);

    ImageRecord again = ordered(corrected(image), WAVE);

    assertThat(again.restyles()).hasSize(2);
    assertThat(again.restyles().get(0)).isEqualTo(image.restyles().get(0));
    RestyleOrder today = again.restyles().get(1).order();
    assertThat(today.prompt()).isEqualTo("a red mug");
    assertThat(ImageJourney.input(again).restyles()).containsExactly(today);
    assertThat(ordered(again, WAVE)).isSameAs(again);
  }

  @Test
  void anOrderWithAPromptOfItsOwnKnowsNothingOfTheImages() {
    ImageRecord image = corrected(withPainted(OWN));

    assertThat(ordered(image, OWN)).isSameAs(image);
  }

  @Test
  void oneThatWasDeletedStaysSo() {
    ImageRecord deleted = DeletedRestyles.deleted(withPainted(WAVE), WAVE.id(), NOW);

    ImageRecord again = ordered(corrected(deleted), WAVE);

    assertThat(again.deletedRestyles()).isEqualTo(deleted.deletedRestyles());
    assertThat(ImageJourney.input(again).restyles())
        .singleElement()
        .extracting(RestyleOrder::prompt)
        .isEqualTo("a red mug");
  }

  private static ImageRecord ordered(ImageRecord image, RestyleOrder order) {
    return ImageJourney.ordered(image, Restyle.withPresentPrompt(image, order), true, NOW);
  }

  private static ImageRecord withPainted(RestyleOrder order) {
    Restyle restyle = Restyle.done(order, "execution", painted(order));
    return done("demo/a.jpg", "cup").with(List.of(restyle));
  }

  private static ImageRecord corrected(ImageRecord image) {
    return image.with(image.corrections().written(TextName.PROMPT, "a red mug", NOW));
  }
}
