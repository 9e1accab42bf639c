package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LocalLifeTest {
  @Test
  void sweepsAgainAfterAnError() throws Exception {
    CountDownLatch runs = new CountDownLatch(3);
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    try {
      Runnable task =
          LocalLife.surviving(
              () -> {
                runs.countDown();
                throw new AssertionError("thrown by a test");
              });
      var unused = clock.scheduleWithFixedDelay(task, 0, 1, TimeUnit.MILLISECONDS);
      assertThat(runs.await(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      clock.shutdownNow();
    }
  }
}
