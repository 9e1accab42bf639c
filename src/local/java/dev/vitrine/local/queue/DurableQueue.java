package dev.vitrine.local.queue;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.vitrine.local.queue.DeliveryPlan.PlannedMessage;
import dev.vitrine.local.queue.MessageFolder.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * An SQS queue with a Lambda function at its end, in one folder: what was sent is delivered at
 * least once, also after the process was killed. Messages come one at a time, and neither one
 * receiver nor one owner of several has all {@link Shares}, so that a slow one holds up no other. A
 * message that fails comes again, after a delay that doubles. After the last of its {@link
 * Failures} the message is kept in the folder {@code dead} until the next start, which delivers it
 * again. A delivery that the process did not survive is no failure.
 */
public final class DurableQueue implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(DurableQueue.class);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

  /** Longest wait at the end: the application must end within 10 s of SIGTERM. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /**
   * When a message that fails comes again.
   *
   * @param firstDelay after the first failure; doubles each time
   * @param longestDelay at most
   * @param most failures, after which it is kept until the next start
   */
  public record Failures(Duration firstDelay, Duration longestDelay, int most) {
    /** {@return how long after so many failures the message comes again} */
    public Duration delayAfter(int failures) {
      Duration delay = firstDelay;
      for (int i = 1; i < failures && delay.compareTo(longestDelay) < 0; i++) {
        delay = delay.multipliedBy(2);
      }
      return delay.compareTo(longestDelay) < 0 ? delay : longestDelay;
    }
  }

  /**
   * How many messages are in work at once, each on a thread of its own.
   *
   * @param all of the queue
   * @param ofOwner of all receivers of one owner, at most
   * @param ofReceiver of one receiver, at most
   */
  public record Shares(int all, int ofOwner, int ofReceiver) {
    public Shares {
      if (ofReceiver < 1 || ofOwner < ofReceiver || all < ofOwner) {
        throw new IllegalArgumentException("not of all, an owner and a receiver: " + all);
      }
    }
  }

  private final MessageFolder folder;
  private final DeliveryPlan plan;
  private final String name;
  private final Failures failures;
  private final Function<SQSEvent, SQSBatchResponse> consumer;
  private final List<Thread> workers;

  /**
   * @param folder for the messages, made if need be
   * @param name of the queue, as it appears in events
   * @param failures when a message that fails comes again
   * @param shares how many messages are in work at once
   * @param consumer is called with one message at a time; when it throws, the message has failed
   */
  public DurableQueue(
      Path folder,
      String name,
      Failures failures,
      Shares shares,
      Function<SQSEvent, SQSBatchResponse> consumer)
      throws IOException {
    this.folder = new MessageFolder(folder);
    this.plan = new DeliveryPlan(this.folder, shares);
    this.name = name;
    this.failures = failures;
    this.consumer = consumer;
    this.workers =
        IntStream.range(0, shares.all())
            .mapToObj(number -> new Thread(this::deliver, "queue-" + name + "-" + number))
            .toList();
  }

  /**
   * @param owner whose receiver it is: letters and digits
   * @param receiver who is slow or quick: letters and digits
   * @param delay after which the message is delivered
   * @throws UncheckedIOException when the message cannot be stored; it may be sent again
   */
  public void send(String owner, String receiver, String body, Duration delay) {
    try {
      Message message = folder.add(owner + "-" + receiver, body, Instant.now().plus(delay));
      plan.add(message, message.at());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Begins to deliver, first what an earlier process left or gave up. */
  public void start() throws IOException {
    int revived = folder.revive();
    if (revived > 0) {
      LOG.warnf("%d messages that could not be handled earlier are delivered again", revived);
    }
    workers.forEach(Thread::start);
  }

  /** Waits for the messages in delivery; other messages are delivered after a restart. */
  @Override
  public void close() throws InterruptedException {
    plan.close();
    long until = System.nanoTime() + PATIENCE.toNanos();
    for (Thread worker : workers) {
      worker.join(Math.max(1, Duration.ofNanos(until - System.nanoTime()).toMillis()));
    }
  }

  /** {@return whether the threads that deliver are there; false before the start} */
  public boolean isDelivering() {
    return workers.stream().allMatch(Thread::isAlive);
  }

  /** Catches everything, because no other thread takes over. */
  private void deliver() {
    while (true) {
      try {
        Message due = plan.take();
        if (due == null) {
          return; // The queue was closed.
        }
        deliver(due);
      } catch (Throwable e) {
        LOG.error("a delivery broke off; its message comes again", e);
        plan.readFolderAgain();
        LockSupport.parkNanos(AFTER_TROUBLE.toNanos());
      }
    }
  }

  private void deliver(Message message) {
    Optional<PlannedMessage> again = Optional.empty();
    try {
      again = handled(message);
    } finally {
      plan.release(message, again);
    }
  }

  /** {@return whether and when it comes again} */
  private Optional<PlannedMessage> handled(Message message) {
    String body;
    try {
      body = folder.body(message);
    } catch (NoSuchFileException e) {
      plan.readFolderAgain(); // It was planned twice; one of the two knows its file.
      return Optional.empty();
    } catch (IOException e) {
      LOG.errorf(e, "message %s cannot be read", message.messageId());
      Instant at = Instant.now().plus(failures.firstDelay());
      return Optional.of(new PlannedMessage(at, message));
    }
    return settled(message, isFailed(SqsEvents.of(name, message, body)));
  }

  private boolean isFailed(SQSEvent event) {
    try {
      return SqsEvents.isRefused(consumer.apply(event));
    } catch (Throwable e) { // an Error too: it is the message that failed, not the queue
      LOG.errorf(e, "a message of %s failed", name);
      return true;
    }
  }

  private Optional<PlannedMessage> settled(Message message, boolean failed) {
    try {
      if (failed) {
        return settledFailed(folder.countFailure(message));
      }
      folder.remove(message);
    } catch (IOException e) {
      LOG.errorf(e, "message %s may be delivered again", message.messageId());
      plan.readFolderAgain();
    }
    return Optional.empty();
  }

  private Optional<PlannedMessage> settledFailed(Message message) throws IOException {
    if (message.failures() < failures.most()) {
      Instant at = Instant.now().plus(failures.delayAfter(message.failures()));
      return Optional.of(new PlannedMessage(at, message));
    }
    LOG.errorf(
        "message %s failed %d times and is kept as %s until the next start",
        message.messageId(), message.failures(), folder.bury(message));
    return Optional.empty();
  }
}
