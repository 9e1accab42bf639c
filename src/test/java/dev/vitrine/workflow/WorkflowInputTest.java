package dev.vitrine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.image.ImageKey;
import dev.vitrine.image.Revision;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkflowInputTest {
  private static final ImageKey ORIGINAL = new ImageKey("uploads", "demo/photo.jpg");
  private static final WorkflowInput FIRST =
      WorkflowInput.describe(
          ORIGINAL, null, Revision.ofSequencer("0055AED6DCD90281E5"), Instant.EPOCH);

  @Test
  void namesTheExecutionAfterTheRevisionSoThatARepeatedEventStartsNothing() {
    WorkflowInput repeated =
        WorkflowInput.describe(
            ORIGINAL, null, Revision.ofSequencer("0055aed6dcd90281e5"), Instant.now());
    WorkflowInput newer =
        WorkflowInput.describe(ORIGINAL, null, Revision.ofSequencer("0056"), Instant.EPOCH);

    assertThat(repeated.executionName()).isEqualTo(FIRST.executionName());
    assertThat(newer.executionName()).isNotEqualTo(FIRST.executionName());
  }

  @Test
  void neverExceedsTheEightyCharactersOfAnExecutionName() {
    WorkflowInput longest =
        new WorkflowInput(
            WorkflowInput.Work.RESTYLE,
            "demo",
            FIRST.imageId(),
            "uploads",
            "demo/photo.jpg",
            "version",
            FIRST.revision(),
            Instant.EPOCH,
            List.of(RestyleOrder.ofStyle("starry-night")),
            "a prompt",
            9999);

    assertThat(longest.executionName()).hasSizeLessThanOrEqualTo(80).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void refusesAnImageIdThatIsNotTheKeys() {
    assertThatThrownBy(
            () ->
                new WorkflowInput(
                    WorkflowInput.Work.DESCRIBE,
                    "demo",
                    "a".repeat(26),
                    "uploads",
                    "demo/photo.jpg",
                    null,
                    FIRST.revision(),
                    Instant.EPOCH,
                    List.of(),
                    null,
                    0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
