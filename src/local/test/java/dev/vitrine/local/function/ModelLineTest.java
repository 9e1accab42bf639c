package dev.vitrine.local.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.local.queue.FairQueue;
import dev.vitrine.stepfunctions.runner.FunctionResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ModelLineTest {
  @TempDir Path folder;

  private final Semaphore begun = new Semaphore(0);
  private final Semaphore mayEnd = new Semaphore(0);
  private volatile boolean interrupts;
  private volatile boolean breaks;
  private ModelLine line;

  @BeforeEach
  void start() throws Exception {
    line =
        new ModelLine(
            "tag-image",
            1,
            new FairQueue(folder.resolve("urgent")),
            new FairQueue(folder.resolve("backlog")),
            (name, event) -> answered(),
            new JsonMapper());
    line.start();
  }

  @AfterEach
  void stop() {
    mayEnd.release(100);
    line.close();
  }

  private FunctionResult answered() {
    begun.release();
    mayEnd.acquireUninterruptibly();
    if (interrupts) {
      Thread.currentThread().interrupt();
    }
    if (breaks) {
      throw new StackOverflowError("by the test");
    }
    return new FunctionResult("{\"batchItemFailures\":[]}", null);
  }

  @Test
  void picturesHavePlacesBehindTheUrgentOnesButNotTheOneThatIsLookedAt() throws Exception {
    send("first", false);
    begun.acquire();
    send("second", false);
    send("third", false);
    send("person", true);

    assertThat(line.snapshot("demo").places())
        .isEqualTo(Map.of("person", 1, "second", 2, "third", 3));
    assertThat(line.snapshot("somebody").places()).isEmpty();

    mayEnd.release();
    begun.acquire(); // the person's
    mayEnd.release();
    begun.acquire();
    assertThat(line.snapshot("demo").places()).isEqualTo(Map.of("third", 1));
  }

  @Test
  void worksOnAfterAnInterrupt() throws Exception {
    interrupts = true;
    send("first", false);
    begun.acquire();
    mayEnd.release();
    send("second", false);
    begun.acquire();

    assertThat(line.isWorking()).isTrue();
    mayEnd.release();
    line.close();
    assertThat(line.isWorking()).isFalse();
  }

  @Test
  void worksOnAfterAnErrorAndDoesTheTaskAgain() throws Exception {
    breaks = true;
    send("first", false);
    begun.acquire();
    mayEnd.release();
    begun.acquire(); // again
    breaks = false;
    mayEnd.release();
    send("second", false);
    begun.acquire();

    assertThat(line.isWorking()).isTrue();
    assertThat(line.snapshot("demo").places()).isEmpty();
  }

  @Test
  void saysHowFastItMovesOnceSomeTasksHaveEnded() throws Exception {
    send("first", false);
    begun.acquire();
    assertThat(line.snapshot("demo").secondsApart()).isNaN();

    for (int i = 0; i < 3; i++) {
      send("more" + i, false);
      mayEnd.release();
      begun.acquire();
    }

    assertThat(line.snapshot("demo").secondsApart()).isBetween(0.0, 60.0);
  }

  @Test
  void thePaceIsThatOfTheLastTasksDividedByHowManyAreDoneAtOnce() {
    Pace pace = new Pace(2);
    pace.ended(Duration.ofHours(1)); // the first one loads the model
    for (int i = 0; i < 20; i++) {
      pace.ended(Duration.ofSeconds(3));
    }

    assertThat(pace.secondsApart()).isEqualTo(1.5);
  }

  private void send(String imageId, boolean urgent) throws Exception {
    line.send(
        urgent,
        "demo",
        "{\"request\":{\"image\":{\"imageId\":\"" + imageId + "\"}},\"taskToken\":\"t\"}");
  }
}
