package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.described;
import static dev.vitrine.catalog.Examples.done;
import static dev.vitrine.catalog.Examples.received;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.Card.OpenWork;
import org.junit.jupiter.api.Test;

class OpenWorkTest {

  @Test
  void aPictureThatItsRunHasNotDescribedLacksItsDescription() {
    assertThat(OpenWork.of(received("demo/a.jpg"))).isEqualTo(new OpenWork(false, false));
    ImageRecord described = described(received("demo/a.jpg"), "cup");
    ImageRecord failed = Examples.failed(described, Examples.ERROR, NOW);
    ImageRecord retried = ImageJourney.retried(failed, true, NOW);
    assertThat(OpenWork.of(retried)).isEqualTo(new OpenWork(false, true));
  }

  @Test
  void aDescribedPictureLacksItsRestyles() {
    assertThat(OpenWork.of(described(received("demo/a.jpg"), "cup")))
        .isEqualTo(new OpenWork(true, false));
  }

  @Test
  void aFinishedPictureLacksNothing() {
    assertThat(OpenWork.of(done("demo/a.jpg", "cup"))).isNull();
    assertThat(Card.of(done("demo/a.jpg", "cup")).open()).isNull();
  }
}
