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
  void itIsPaintedAnewIfTheImagesPromptHasChanged() {
    ImageRecord image = withPainted(WAVE);
    assertThat(ImageJourney.ordered(image, WAVE, true, NOW)).isSameAs(image);

    ImageRecord again = ImageJourney.ordered(corrected(image), WAVE, true, NOW);

    assertThat(again.restyles()).hasSize(1);
    assertThat(ImageJourney.input(again).restyles()).containsExactly(WAVE);
    assertThat(ImageJourney.input(again).imagePrompt()).isEqualTo("a red mug");
    assertThat(ImageJourney.ordered(again, WAVE, true, NOW)).isSameAs(again);
  }

  @Test
  void anOrderWithAPromptOfItsOwnKnowsNothingOfTheImages() {
    ImageRecord image = corrected(withPainted(OWN));

    assertThat(ImageJourney.ordered(image, OWN, true, NOW)).isSameAs(image);
  }

  @Test
  void soIsOneThatWasDeleted() {
    ImageRecord deleted = DeletedRestyles.deleted(withPainted(WAVE), WAVE.id(), NOW);
    ImageRecord restored =
        DeletedRestyles.beforeOrder(corrected(deleted), WAVE.id(), NOW.plusSeconds(60));

    ImageRecord again = ImageJourney.ordered(restored, WAVE, true, NOW.plusSeconds(60));

    assertThat(again.deletedRestyles()).isEmpty();
    assertThat(ImageJourney.input(again).restyles()).containsExactly(WAVE);
  }

  private static ImageRecord withPainted(RestyleOrder order) {
    Restyle restyle = Restyle.done(order, "execution", painted(order));
    return done("demo/a.jpg", "cup").with(List.of(restyle));
  }

  private static ImageRecord corrected(ImageRecord image) {
    return image.with(image.corrections().written(TextName.PROMPT, "a red mug", NOW));
  }
}
