package dev.vitrine.query;

import static dev.vitrine.catalog.Examples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.ImageJourney;
import dev.vitrine.catalog.ImageRecord;
import org.junit.jupiter.api.Test;

class RestyleViewTest {
  private final ImageRecord done = Examples.done("demo/a.jpg", "cup");

  @Test
  void saysThatAnOrderWaitsForTheDescriptionUntilThatIsStored() {
    ImageRecord waiting = ordered(ImageJourney.redescribed(done, NOW));

    assertThat(ImageView.of(waiting).restyles())
        .extracting(RestyleView::waitsForDescription)
        .containsExactly(true);
    assertThat(ImageView.of(Examples.described(waiting, "cup")).restyles())
        .extracting(RestyleView::waitsForDescription)
        .containsOnlyNulls();
  }

  @Test
  void anOrderOfADescribedPictureWaitsForNothing() {
    assertThat(ImageView.of(ordered(done)).restyles())
        .extracting(RestyleView::waitsForDescription)
        .containsOnlyNulls();
  }

  private static ImageRecord ordered(ImageRecord image) {
    return ImageJourney.ordered(image, Examples.order("great-wave"), true, NOW);
  }
}
