package dev.vitrine.local.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableQueueTest {
  private static final DurableQueue.Failures FAILURES =
      new DurableQueue.Failures(Duration.ofMillis(20), Duration.ofSeconds(1), 5);

  private static final DurableQueue.Shares ONE = new DurableQueue.Shares(1, 1, 1);

  @TempDir Path folder;

  private final BlockingQueue<SQSMessage> delivered = new LinkedBlockingQueue<>();
  private final AtomicInteger deliveries = new AtomicInteger();

  @Test
  void deliversWhatWasSentInTheOrderSent() throws Exception {
    try (DurableQueue queue = queue(this::accept)) {
      queue.start();
      send(queue, "one");
      assertThat(next().getBody()).isEqualTo("one");
      send(queue, "zwei äöü");

      SQSMessage second = next();

      assertThat(second.getBody()).isEqualTo("zwei äöü");
      assertThat(second.getEventSourceArn()).isEqualTo("arn:aws:sqs:us-east-1:000000000000:test");
      assertThat(second.getAttributes()).containsEntry("ApproximateReceiveCount", "1");
    }
    assertThat(files("ready")).isEmpty();
  }

  @Test
  void deliversWhatAnEarlierProcessLeft() throws Exception {
    try (DurableQueue earlier = queue(this::accept)) {
      for (int i = 0; i < 25; i++) {
        send(earlier, "message " + i);
      }
    }

    try (DurableQueue queue = queue(this::accept)) {
      queue.start();

      List<String> bodies = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        bodies.add(next().getBody());
      }
      assertThat(bodies).contains("message 0", "message 24").doesNotHaveDuplicates();
    }
  }

  @Test
  void deliversWhatWasSentInAnyLocale() throws Exception {
    Locale before = Locale.getDefault();
    try (DurableQueue earlier = queue(this::accept)) {
      // Its digits are not 0 to 9.
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      send(earlier, "sent");
    } finally {
      Locale.setDefault(before);
    }

    try (DurableQueue queue = queue(this::accept)) {
      queue.start();

      assertThat(next().getBody()).isEqualTo("sent");
    }
  }

  @Test
  void deliversOnlyTheFailedMessageAgain() throws Exception {
    try (DurableQueue queue = queue(event -> acceptBut(event, "bad", 1))) {
      send(queue, "good");
      send(queue, "bad");
      queue.start();

      List<String> bodies = List.of(next().getBody(), next().getBody(), next().getBody());

      assertThat(bodies).containsExactlyInAnyOrder("good", "bad", "bad");
    }
    assertThat(files("ready")).isEmpty();
  }

  @Test
  void keepsAMessageThatFailedFiveTimes() throws Exception {
    try (DurableQueue queue = queue(batch -> acceptBut(batch, "poison", 99))) {
      queue.start();
      send(queue, "poison");
      for (int i = 1; i <= 5; i++) {
        assertThat(next().getAttributes())
            .containsEntry("ApproximateReceiveCount", Integer.toString(i));
      }
      send(queue, "after");
      assertThat(next().getBody()).isEqualTo("after");
    }
    assertThat(files("ready")).isEmpty();
    assertThat(files("dead")).hasSize(1).first().satisfies(f -> assertThat(f).hasContent("poison"));
  }

  @Test
  void countsNoFailureWhenTheProcessIsKilledInTheMiddleOfADelivery() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    DurableQueue killed =
        queue(
            batch -> {
              accept(batch);
              awaitQuietly(never);
              throw new IllegalStateException("the test is over");
            });
    send(killed, "in flight");
    killed.start();
    next();
    Path copy = folder.resolveSibling(folder.getFileName() + "-at-the-kill");
    copyOf(folder, copy);
    never.countDown();
    killed.close();

    try (DurableQueue queue = new DurableQueue(copy, "test", FAILURES, ONE, this::accept)) {
      queue.start();
      assertThat(next().getAttributes()).containsEntry("ApproximateReceiveCount", "1");
    }
  }

  @Test
  void deliversAtItsStartWhatAnEarlierProcessGaveUp() throws Exception {
    Files.createDirectories(folder.resolve("dead"));
    Files.writeString(folder.resolve("dead/0000000000007_given-up_5"), "once more");
    Files.writeString(folder.resolve("dead/.DS_Store"), "the Finder's");

    try (DurableQueue queue = queue(this::accept)) {
      queue.start();
      assertThat(next().getBody()).isEqualTo("once more");
    }
    assertThat(files("dead")).extracting(f -> f.getFileName().toString()).containsOnly(".DS_Store");
  }

  @Test
  void leavesFilesAloneThatAreNoMessages() throws Exception {
    Files.createDirectories(folder.resolve("ready"));
    Files.writeString(folder.resolve("ready/.DS_Store"), "the Finder's");
    Files.createDirectories(folder.resolve("unsent/folder"));

    try (DurableQueue queue = queue(this::accept)) {
      queue.start();
      send(queue, "body");
      assertThat(next().getBody()).isEqualTo("body");
    }
  }

  @Test
  void deliversOnAfterAnErrorInTheConsumer() throws Exception {
    try (DurableQueue queue =
        queue(
            batch -> {
              accept(batch);
              if (deliveries.get() == 1) {
                throw new AssertionError("thrown by a test");
              }
              return new SQSBatchResponse();
            })) {
      send(queue, "body");
      queue.start();

      assertThat(next().getBody()).isEqualTo("body");
      assertThat(next().getBody()).isEqualTo("body");
      send(queue, "after");
      assertThat(next().getBody()).isEqualTo("after");
    }
  }

  @Test
  void deliversOnAfterAnInterrupt() throws Exception {
    try (DurableQueue queue =
        queue(
            batch -> {
              Thread.currentThread().interrupt();
              return accept(batch);
            })) {
      queue.start();
      send(queue, "one");
      assertThat(next().getBody()).isEqualTo("one");
      send(queue, "two");
      assertThat(next().getBody()).isEqualTo("two");
      assertThat(queue.isDelivering()).isTrue();
    }
  }

  @Test
  void deliversAgainWhenTheConsumerThrows() throws Exception {
    try (DurableQueue queue =
        queue(
            batch -> {
              accept(batch);
              if (deliveries.get() == 1) {
                throw new IllegalStateException("thrown by a test");
              }
              return new SQSBatchResponse();
            })) {
      send(queue, "body");
      queue.start();

      assertThat(next().getBody()).isEqualTo("body");
      assertThat(next().getBody()).isEqualTo("body");
    }
    assertThat(files("ready")).isEmpty();
  }

  @Test
  void forgetsAMessageThatWasHalfWritten() throws Exception {
    Files.createDirectories(folder.resolve("unsent"));
    Files.writeString(folder.resolve("unsent/0000000000000_x_0"), "ha");

    try (DurableQueue queue = queue(this::accept)) {
      queue.start();
      send(queue, "whole");

      assertThat(next().getBody()).isEqualTo("whole");
    }
    assertThat(files("unsent")).isEmpty();
  }

  private static void send(DurableQueue queue, String body) {
    queue.send("owner", "receiver", body, Duration.ZERO);
  }

  private DurableQueue queue(Function<SQSEvent, SQSBatchResponse> consumer) throws IOException {
    return new DurableQueue(folder, "test", FAILURES, ONE, consumer);
  }

  private SQSBatchResponse accept(SQSEvent batch) {
    return acceptBut(batch, "", 0);
  }

  private SQSBatchResponse acceptBut(SQSEvent batch, String body, int failures) {
    deliveries.incrementAndGet();
    delivered.addAll(batch.getRecords());
    List<BatchItemFailure> failed =
        batch.getRecords().stream()
            .filter(m -> m.getBody().equals(body))
            .filter(
                m -> Integer.parseInt(m.getAttributes().get("ApproximateReceiveCount")) <= failures)
            .map(m -> new BatchItemFailure(m.getMessageId()))
            .toList();
    return new SQSBatchResponse(failed);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copyOf(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private SQSMessage next() throws InterruptedException {
    SQSMessage message = delivered.poll(30, TimeUnit.SECONDS);
    assertThat(message).as("a message within 30 s").isNotNull();
    return message;
  }

  private List<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.toList();
    }
  }
}
