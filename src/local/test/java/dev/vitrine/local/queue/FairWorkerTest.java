package dev.vitrine.local.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.local.queue.FairWorker.Handler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FairWorkerTest {
  @TempDir Path folder;

  private final BlockingQueue<String> handled = new LinkedBlockingQueue<>();
  private final AtomicInteger room = new AtomicInteger(1000);
  private FairQueue queue;
  private FairQueue urgent;

  @BeforeEach
  void open() throws Exception {
    queue = new FairQueue(folder.resolve("queue"));
    urgent = new FairQueue(folder.resolve("urgent"));
  }

  @Test
  void handlesNothingWithoutRoomAndAllWhenThereIsSome() throws Exception {
    room.set(2);
    try (FairWorker worker = worker(1, this::take)) {
      worker.start();
      for (int i = 0; i < 5; i++) {
        queue.send("demo", "message " + i);
        worker.wake();
      }
      Set<String> bodies = new HashSet<>(List.of(next(), next()));
      assertThat(handled.poll(700, TimeUnit.MILLISECONDS)).as("a third one").isNull();

      room.set(1000);
      bodies.addAll(List.of(next(), next(), next()));
      assertThat(bodies).hasSize(5);
    }
    assertThat(queue.waiting()).isZero();
  }

  @Test
  void whatFailsComesAgainAfterAnotherStartToo() throws Exception {
    try (FairWorker worker =
        worker(
            1,
            message -> {
              take(message);
              throw new AssertionError("thrown by a test");
            })) {
      worker.start();
      queue.send("demo", "once more");
      worker.wake();
      assertThat(List.of(next(), next(), next())).containsOnly("once more");
      assertThat(worker.isWorking()).isTrue();
    }

    handled.clear();
    queue = new FairQueue(folder.resolve("queue"));
    try (FairWorker worker = worker(1, this::take)) {
      worker.start();
      assertThat(next()).isEqualTo("once more");
    }
  }

  @Test
  void takesTheMessagesOfTheFirstQueueFirstAndAsManyAtOnceAsItMay() throws Exception {
    queue.send("demo", "first");
    queue.send("demo", "second");
    Semaphore mayEnd = new Semaphore(0);
    try (FairWorker worker =
        worker(
            2,
            message -> {
              take(message);
              mayEnd.acquire();
              return true;
            })) {
      worker.start();
      assertThat(Set.of(next(), next())).containsExactlyInAnyOrder("first", "second");

      queue.send("demo", "third");
      urgent.send("demo", "a person's");
      worker.wake();
      assertThat(handled.poll(200, TimeUnit.MILLISECONDS)).as("three at once").isNull();
      mayEnd.release();
      assertThat(next()).isEqualTo("a person's");
      mayEnd.release(3);
      assertThat(next()).isEqualTo("third");
      assertThat(worker.isFailing()).isFalse();
    }
  }

  @Test
  void whatIsNotHandledComesAgainAndTheWorkerFailsUntilOneIs() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    Semaphore mayBeHandled = new Semaphore(0);
    try (FairWorker worker =
        worker(
            1,
            message -> {
              take(message);
              if (tries.incrementAndGet() < 3) {
                return false;
              }
              mayBeHandled.acquire();
              return true;
            })) {
      queue.send("demo", "third time");
      worker.start();
      next();
      next();
      next();
      assertThat(worker.isFailing()).isTrue();
      mayBeHandled.release();
    }
    assertThat(queue.waiting()).isZero();
    assertThat(handled).isEmpty();
  }

  @Test
  void aMessageThatTheDiskDoesNotLetGoComesAgain() throws Exception {
    queue.send("demo", "stuck");
    FairQueue.TakenMessage delivery = queue.poll();
    Path ready;
    try (var files = Files.walk(folder)) {
      ready = files.filter(one -> one.endsWith("ready")).findFirst().orElseThrow();
    }
    Path moved = Files.move(ready, ready.resolveSibling("away"));
    Files.writeString(ready, "in the place of the folder");

    assertThatThrownBy(() -> queue.again(delivery, Instant.now())).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> queue.done(delivery)).isInstanceOf(IOException.class);
    Files.delete(ready);
    Files.move(moved, ready);

    assertThat(queue.poll()).isEqualTo(delivery);
  }

  private FairWorker worker(int atOnce, Handler handler) {
    return new FairWorker(
        List.of(urgent, queue),
        "test",
        atOnce,
        new FairWorker.Delays(Duration.ofMillis(20), Duration.ofMillis(10)),
        () -> room.get() > 0,
        message -> {
          room.decrementAndGet();
          return handler.isHandled(message);
        });
  }

  private boolean take(FairQueue.TakenMessage message) {
    return handled.add(message.body());
  }

  private String next() throws InterruptedException {
    String next = handled.poll(20, TimeUnit.SECONDS);
    assertThat(next).as("a message").isNotNull();
    return next;
  }
}
