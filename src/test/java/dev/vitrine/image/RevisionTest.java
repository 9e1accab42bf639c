package dev.vitrine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RevisionTest {
  @Test
  void ordersSequencersOfDifferentLengthAsS3Does() {
    Revision first = Revision.ofSequencer("0055AED6DCD90281E5");
    Revision second = Revision.ofSequencer("0055aed6dcd90281e501");

    assertThat(first).isLessThan(second);
    assertThat(first).isEqualTo(Revision.ofSequencer("0055AED6DCD90281E500"));
  }

  @Test
  void refusesWhatIsNoSequencer() {
    assertThatThrownBy(() -> Revision.ofSequencer("yesterday"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Revision.ofSequencer("0".repeat(33)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
