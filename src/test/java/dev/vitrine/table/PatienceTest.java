package dev.vitrine.table;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final RuntimeException CAUSE = new IllegalStateException("busy");

  @Test
  void endsAtTheDeadlineOfItsHandlerAndSaysWhy() {
    assertThatThrownBy(
            () ->
                Deadline.within(
                    2_100,
                    () -> {
                      Patience patience = new Patience(LONG);
                      while (true) {
                        patience.pause("the record is busy", CAUSE);
                      }
                    }))
        .isInstanceOf(TableUnavailableException.class)
        .hasMessageContaining("the record is busy")
        .hasCause(CAUSE);
  }

  @Test
  void hasNoTimeWhereTheHandlerHasNone() {
    assertThatThrownBy(
            () ->
                Deadline.within(
                    1_000,
                    () -> {
                      new Patience(LONG).pause("the record is busy", CAUSE);
                      return "paused";
                    }))
        .isInstanceOf(TableUnavailableException.class);
  }

  @Test
  void forgetsADeadlineWithItsHandler() {
    Deadline.within(1_000, () -> "handled");

    new Patience(LONG).pause("the record is busy", CAUSE);
  }
}
