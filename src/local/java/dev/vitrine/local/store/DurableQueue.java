package dev.vitrine.local.store;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.vitrine.local.store.MessageFolder.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * An SQS queue with a Lambda function at its end, in one folder: what was sent is delivered at
 * least once, also after the process was killed. Messages come in batches of up to 10, or one at a
 * time. A message that fails comes again, after a delay that doubles. After {@value #FAILURES}
 * failures the message is kept in the folder {@code dead} until the next start, which delivers it
 * again. A delivery that the process did not survive is no failure.
 */
public final class DurableQueue implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(DurableQueue.class);
  private static final int BATCH = 10;
  private static final int FAILURES = 5;
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

  /** Longest wait at the end: the application must end within 10 s of SIGTERM. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final MessageFolder folder;
  private final DeliveryPlan plan;
  private final String arn;
  private final Duration retryDelay;
  private final Function<SQSEvent, SQSBatchResponse> consumer;
  private final int batchSize;
  private final List<Thread> workers;

  /**
   * @param folder for the messages, made if need be
   * @param name of the queue, as it appears in events
   * @param retryDelay how long after its first failure a message comes again; doubles each time
   * @param consumer is called on one thread; when it throws, the whole batch has failed
   */
  public DurableQueue(
      Path folder, String name, Duration retryDelay, Function<SQSEvent, SQSBatchResponse> consumer)
      throws IOException {
    this(folder, name, retryDelay, consumer, 1, BATCH);
  }

  private DurableQueue(
      Path folder,
      String name,
      Duration retryDelay,
      Function<SQSEvent, SQSBatchResponse> consumer,
      int threads,
      int batchSize)
      throws IOException {
    this.folder = new MessageFolder(folder);
    this.plan = new DeliveryPlan(this.folder);
    this.arn = "arn:aws:sqs:" + VitrineHome.REGION + ":" + VitrineHome.ACCOUNT + ":" + name;
    this.retryDelay = retryDelay;
    this.consumer = consumer;
    this.batchSize = batchSize;
    this.workers =
        IntStream.range(0, threads)
            .mapToObj(number -> new Thread(this::deliver, "queue-" + name + "-" + number))
            .toList();
  }

  /**
   * {@return a queue whose messages come one at a time, so that a slow one holds up no other}
   *
   * @param atOnce how many threads call the consumer
   */
  public static DurableQueue ofSingleMessages(
      Path folder,
      String name,
      Duration retryDelay,
      int atOnce,
      Function<SQSEvent, SQSBatchResponse> consumer)
      throws IOException {
    return new DurableQueue(folder, name, retryDelay, consumer, atOnce, 1);
  }

  /**
   * @throws UncheckedIOException when the message cannot be stored; it may be sent again
   */
  public void send(String body) {
    send(body, Duration.ZERO);
  }

  /**
   * @param delay after which the message is delivered; after a restart it comes at once
   * @throws UncheckedIOException when the message cannot be stored; it may be sent again
   */
  public void send(String body, Duration delay) {
    try {
      Instant now = Instant.now();
      plan.add(folder.add(body, now), now.plus(delay));
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

  /** Waits for the batches in delivery; other messages are delivered after a restart. */
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
        List<Message> due = plan.take(batchSize);
        if (due.isEmpty()) {
          return; // The queue was closed.
        }
        deliver(due);
      } catch (Throwable e) {
        LOG.error("a delivery broke off; its messages come again", e);
        plan.readFolderAgain();
        LockSupport.parkNanos(AFTER_TROUBLE.toNanos());
      }
    }
  }

  private void deliver(List<Message> due) {
    Map<String, Message> received = new HashMap<>();
    List<SQSMessage> records = new ArrayList<>();
    for (Message message : due) {
      SQSMessage delivery = receive(message, received);
      if (delivery != null) {
        records.add(delivery);
      }
    }
    if (records.isEmpty()) {
      return;
    }
    SQSEvent batch = new SQSEvent();
    batch.setRecords(records);
    Set<String> failed = consume(batch, received.keySet());
    for (Message message : received.values()) {
      settle(message, failed.contains(message.messageId()));
    }
  }

  /** Reads a message; null when it is not to be delivered now. */
  private @Nullable SQSMessage receive(Message message, Map<String, Message> received) {
    try {
      SQSMessage delivery = toSqs(message, folder.body(message));
      received.put(message.messageId(), message);
      return delivery;
    } catch (NoSuchFileException e) {
      plan.readFolderAgain(); // It was planned twice; one of the two knows its file.
      return null;
    } catch (IOException e) {
      LOG.errorf(e, "message %s cannot be read", message.messageId());
      plan.add(message, Instant.now().plus(retryDelay));
      return null;
    }
  }

  private Set<String> consume(SQSEvent batch, Set<String> all) {
    try {
      SQSBatchResponse response = consumer.apply(batch);
      return response == null || response.getBatchItemFailures() == null
          ? Set.of()
          : response.getBatchItemFailures().stream()
              .map(BatchItemFailure::getItemIdentifier)
              .collect(Collectors.toSet());
    } catch (Throwable e) { // an Error too: it is the messages that failed, not the queue
      LOG.errorf(e, "a batch of %d messages failed", all.size());
      return new HashSet<>(all);
    }
  }

  private void settle(Message message, boolean failed) {
    try {
      if (failed) {
        settleFailed(folder.countFailure(message));
      } else {
        folder.remove(message);
      }
    } catch (IOException e) {
      LOG.errorf(e, "message %s may be delivered again", message.messageId());
      plan.readFolderAgain();
    }
  }

  private void settleFailed(Message message) throws IOException {
    if (message.failures() >= FAILURES) {
      LOG.errorf(
          "message %s failed %d times and is kept as %s until the next start",
          message.messageId(), message.failures(), folder.bury(message));
    } else {
      Duration delay = retryDelay.multipliedBy(1L << (message.failures() - 1));
      plan.add(message, Instant.now().plus(delay));
    }
  }

  private SQSMessage toSqs(Message message, String body) {
    SQSMessage record = new SQSMessage();
    record.setMessageId(message.messageId());
    record.setReceiptHandle(message.fileName());
    record.setBody(body);
    record.setAttributes(
        Map.of(
            "ApproximateReceiveCount", Integer.toString(message.failures() + 1),
            "SentTimestamp", Long.toString(message.sentAt().toEpochMilli()),
            "SenderId", VitrineHome.ACCOUNT));
    record.setMessageAttributes(Map.of());
    record.setEventSource("aws:sqs");
    record.setEventSourceArn(arn);
    record.setAwsRegion(VitrineHome.REGION);
    return record;
  }
}
