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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * An SQS queue with a Lambda function at its end, in one folder: what was sent is delivered at
 * least once, also after the process was killed. Messages come in batches of up to 10; one that
 * fails comes again after a delay, and after {@value #RECEIVES} times is kept in the folder {@code
 * dead}.
 */
public final class DurableQueue implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(DurableQueue.class);
  private static final int BATCH = 10;
  private static final int RECEIVES = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final MessageFolder folder;
  private final DeliveryPlan plan;
  private final String arn;
  private final Duration retryDelay;
  private final Function<SQSEvent, SQSBatchResponse> consumer;
  private final Thread worker;

  /**
   * @param folder for the messages, made if need be
   * @param name of the queue, as it appears in events
   * @param retryDelay how long after a failure a message comes again
   * @param consumer is called on one thread; when it throws, the whole batch has failed
   */
  public DurableQueue(
      Path folder, String name, Duration retryDelay, Function<SQSEvent, SQSBatchResponse> consumer)
      throws IOException {
    this.folder = new MessageFolder(folder);
    this.plan = new DeliveryPlan(this.folder);
    this.arn = "arn:aws:sqs:" + VitrineHome.REGION + ":" + VitrineHome.ACCOUNT + ":" + name;
    this.retryDelay = retryDelay;
    this.consumer = consumer;
    this.worker = new Thread(this::deliver, "queue-" + name);
  }

  /**
   * @throws UncheckedIOException when the message cannot be stored; it may be sent again
   */
  public void send(String body) {
    try {
      plan.add(folder.add(body, Instant.now()), Instant.now());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Begins to deliver, first what was left by an earlier process. */
  public void start() throws IOException {
    long dead = folder.countDead();
    if (dead > 0) {
      LOG.warnf("%d messages could not be handled and are kept in %s", dead, folder.dead());
    }
    worker.start();
  }

  /** Waits for the batch being delivered; whatever else is there is delivered after a restart. */
  @Override
  public void close() throws InterruptedException {
    plan.close();
    worker.join(PATIENCE.toMillis());
  }

  private void deliver() {
    try {
      for (List<Message> due = plan.take(BATCH); !due.isEmpty(); due = plan.take(BATCH)) {
        deliver(due);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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

  /** Counts and reads a message; null when it is not to be delivered now. */
  private @Nullable SQSMessage receive(Message message, Map<String, Message> received) {
    try {
      if (message.receives() >= RECEIVES) {
        bury(message); // The process died while handling it for the last time.
        return null;
      }
      Message counted = folder.countReceive(message);
      SQSMessage delivery = toSqs(counted, folder.body(counted));
      received.put(counted.messageId(), counted);
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
    } catch (RuntimeException | LinkageError e) {
      LOG.errorf(e, "a batch of %d messages failed", all.size());
      return new HashSet<>(all);
    }
  }

  private void settle(Message message, boolean failed) {
    try {
      if (!failed) {
        folder.remove(message);
      } else if (message.receives() >= RECEIVES) {
        bury(message);
      } else {
        plan.add(message, Instant.now().plus(retryDelay));
      }
    } catch (IOException e) {
      LOG.errorf(e, "message %s may be delivered again", message.messageId());
    }
  }

  private void bury(Message message) throws IOException {
    LOG.errorf(
        "message %s failed %d times and is kept as %s",
        message.messageId(), message.receives(), folder.bury(message));
  }

  private SQSMessage toSqs(Message message, String body) {
    SQSMessage record = new SQSMessage();
    record.setMessageId(message.messageId());
    record.setReceiptHandle(message.fileName());
    record.setBody(body);
    record.setAttributes(
        Map.of(
            "ApproximateReceiveCount", Integer.toString(message.receives()),
            "SentTimestamp", Long.toString(message.sentAt().toEpochMilli()),
            "SenderId", VitrineHome.ACCOUNT));
    record.setMessageAttributes(Map.of());
    record.setEventSource("aws:sqs");
    record.setEventSourceArn(arn);
    record.setAwsRegion(VitrineHome.REGION);
    return record;
  }
}
