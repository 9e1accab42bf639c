package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.described;
import static dev.vitrine.catalog.Examples.done;
import static dev.vitrine.catalog.Examples.received;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.Card.OpenWork;
import dev.vitrine.workflow.WorkflowInput.Work;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenWorkTest {

  @Test
  void aPictureThatItsRunHasNotDescribedLacksItsDescription() {
    assertThat(OpenWork.of(received("demo/a.jpg"))).isEqualTo(new OpenWork(false, false));
    ImageRecord again =
        ImageJourney.again(done("demo/a.jpg", "cup"), Work.DESCRIBE, List.of(), true, 0, NOW);
    assertThat(OpenWork.of(again)).isEqualTo(new OpenWork(false, true));
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
