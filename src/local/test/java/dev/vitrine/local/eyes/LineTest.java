package dev.vitrine.local.eyes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LineTest {
  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final List<List<Integer>> batches = new ArrayList<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  @AfterEach
  void end() {
    callers.shutdownNow();
  }

  private List<String> work(List<Integer> batch) {
    batches.add(batch);
    begun.countDown();
    try {
      assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (batch.contains(4)) {
      throw new IllegalStateException("four");
    }
    return batch.stream().map(i -> "done " + i).toList();
  }

  @Test
  void doesTogetherWhatCameWhileTheFirstWasDone() throws Exception {
    Line<Integer, String> line = new Line<>(4, this::work);
    List<Future<String>> results = new ArrayList<>();
    results.add(callers.submit(() -> line.stand(0)));
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    for (int i = 1; i <= 5; i++) {
      int task = i;
      results.add(callers.submit(() -> line.stand(task)));
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (line.waiting() < i && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
    }

    goOn.countDown();

    for (int i : new int[] {0, 5}) {
      assertThat(results.get(i).get(30, TimeUnit.SECONDS)).isEqualTo("done " + i);
    }
    for (int i = 1; i <= 4; i++) { // one picture of the batch was too much for the network
      Future<String> failed = results.get(i);
      assertThatThrownBy(() -> failed.get(30, TimeUnit.SECONDS)).hasRootCauseMessage("four");
    }
    assertThat(batches).containsExactly(List.of(0), List.of(1, 2, 3, 4), List.of(5));
  }
}
