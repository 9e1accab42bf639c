package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class LocalLifeTest {
  @Test
  void sweepsAgainAfterAnError() throws Exception {
    CountDownLatch runs = new CountDownLatch(3);
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    try {
      Runnable task =
          LocalLife.surviving(
              "the sweep",
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

  @Test
  void namesAFileAsAShellTakesIt() {
    Path user = Path.of("/home/ada");

    assertThat(LocalLife.inShell(user.resolve(".vitrine/aws.env"), user))
        .isEqualTo("~/.vitrine/aws.env");
    assertThat(LocalLife.inShell(Path.of("/data/aws.env"), user)).isEqualTo("/data/aws.env");
    assertThat(LocalLife.inShell(user.resolve("My shop's pictures/aws.env"), user))
        .isEqualTo("'/home/ada/My shop'\\''s pictures/aws.env'");
  }

  @Test
  void saysWhichTaskFailed() {
    List<String> logged = new ArrayList<>();
    Logger log = Logger.getLogger(LocalLife.class.getName());
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            logged.add(record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    log.addHandler(handler);
    try {
      LocalLife.surviving(
              "the deletion of expired items",
              () -> {
                throw new IllegalStateException("thrown by a test");
              })
          .run();
    } finally {
      log.removeHandler(handler);
    }

    assertThat(logged).containsExactly("the deletion of expired items failed");
  }
}
