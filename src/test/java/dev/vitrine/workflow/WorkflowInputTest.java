package dev.vitrine.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkflowInputTest {
  private static final WorkflowInput FIRST = describe("0055AED6DCD90281E5");

  @Test
  void namesTheExecutionAfterTheRevisionSoThatARepeatedEventStartsNothing() {
    assertThat(describe("0055aed6dcd90281e5").executionName()).isEqualTo(FIRST.executionName());
    assertThat(describe("0056").executionName()).isNotEqualTo(FIRST.executionName());
  }

  @Test
  void neverExceedsTheEightyCharactersOfAnExecutionName() {
    WorkflowInput longest =
        new WorkflowInput(
            FIRST.image(),
            WorkflowInput.Work.RESTYLE,
            List.of(RestyleOrder.ofStyle("starry-night")),
            "a prompt",
            null,
            9999,
            true);

    assertThat(longest.executionName()).hasSizeLessThanOrEqualTo(80).matches("[A-Za-z0-9_-]+");
  }

  private static WorkflowInput describe(String sequencer) {
    return WorkflowInput.describe(
        PictureRef.of("uploads", "demo/photo.jpg", null, Revision.ofSequencer(sequencer)));
  }
}
