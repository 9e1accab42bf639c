package dev.vitrine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.image.MemoryBudget.Share;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private static final long MEBIBYTE = 1 << 20;
  private static final Duration AT_ONCE = Duration.ZERO;

  private final MemoryBudget budget = new MemoryBudget(10 * MEBIBYTE);

  @Test
  void givesNoMoreThanThereIs() throws Exception {
    try (Share six = budget.take(6 * MEBIBYTE - 1)) {
      assertThat(six).isNotNull();
      assertThat(budget.take(5 * MEBIBYTE, AT_ONCE)).isEmpty();
      assertThat(budget.take(4 * MEBIBYTE - 1, AT_ONCE)).isPresent();
    }
  }

  @Test
  void letsWaitUntilMemoryIsGivenBack() throws Exception {
    Share all = budget.take(budget.bytes());
    CompletableFuture<Share> waiting = CompletableFuture.supplyAsync(() -> budget.take(MEBIBYTE));
    assertThat(waiting).isNotDone();

    all.close();

    waiting.get(30, TimeUnit.SECONDS).close();
    assertThat(budget.take(budget.bytes(), AT_ONCE)).isPresent();
  }

  @Test
  void givesWorkThatIsLargerThanTheBudgetAllOfIt() throws Exception {
    assertThat(budget.take(100 * budget.bytes(), AT_ONCE)).isPresent();
    assertThat(budget.take(1, AT_ONCE)).isEmpty();
  }

  @Test
  void isSixTenthsOfTheLargestHeap() {
    assertThat((double) MemoryBudget.ofThisProcess().bytes())
        .isBetween(
            0.6 * Runtime.getRuntime().maxMemory() - MEBIBYTE,
            0.6 * Runtime.getRuntime().maxMemory());
  }

  @Test
  void refusesABudgetOfNothing() {
    assertThatThrownBy(() -> new MemoryBudget(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
