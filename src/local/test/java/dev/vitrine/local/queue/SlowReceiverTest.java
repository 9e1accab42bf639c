package dev.vitrine.local.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receivers that never answer, beside others, in a queue with eight threads. */
class SlowReceiverTest {
  private static final DurableQueue.Shares SHARES = new DurableQueue.Shares(8, 6, 3);
  private static final DurableQueue.Failures FAILURES =
      new DurableQueue.Failures(Duration.ofMillis(20), Duration.ofSeconds(1), 5);

  @TempDir Path folder;

  private final CountDownLatch never = new CountDownLatch(1);
  private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

  @Test
  void holdUpNeitherTheirOwnersOthersNorOtherOwners() throws Exception {
    try (DurableQueue queue = new DurableQueue(folder, "test", FAILURES, SHARES, this::receive)) {
      for (int i = 0; i < 20; i++) {
        send(queue, "ann", "slow");
      }
      queue.start();
      assertThat(next(begun, 3)).containsOnly("slow");

      send(queue, "ann", "quick");
      assertThat(next(ended, 1)).containsExactly("quick");
      for (int i = 0; i < 20; i++) {
        send(queue, "ann", "slow2");
      }
      assertThat(next(begun, 4)).containsExactlyInAnyOrder("quick", "slow2", "slow2", "slow2");
      send(queue, "ann", "quick");
      send(queue, "bob", "quickToo");
      assertThat(next(ended, 1)).as("of another owner").containsExactly("quickToo");
      assertThat(next(begun, 1)).containsExactly("quickToo");
      assertThat(begun).as("eight threads, of which six are held").isEmpty();

      never.countDown();
      assertThat(next(ended, 41)).as("all, in the end").contains("quick");
    } finally {
      never.countDown();
    }
  }

  private SQSBatchResponse receive(SQSEvent event) {
    String receiver = event.getRecords().get(0).getBody();
    begun.add(receiver);
    if (receiver.startsWith("slow")) {
      wasReleased();
    }
    ended.add(receiver);
    return new SQSBatchResponse();
  }

  private void wasReleased() {
    try {
      assertThat(never.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(DurableQueue queue, String owner, String receiver) {
    queue.send(owner, receiver, receiver, Duration.ZERO);
  }

  private static List<String> next(BlockingQueue<String> events, int number) throws Exception {
    List<String> next = new ArrayList<>();
    while (next.size() < number) {
      String event = events.poll(30, TimeUnit.SECONDS);
      assertThat(event).as("another within 30 s, after " + next).isNotNull();
      next.add(event);
    }
    return next;
  }
}
