package dev.vitrine.local.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The stream of a DynamoDB table with a Lambda function at its end, as an event source mapping has
 * it: batches of up to {@value #BATCH} records, again from the first record that failed. A start
 * goes on at a {@link StreamCheckpoint}, or begins with the oldest record that is there. A
 * checkpoint is never ahead of what the function has taken, so nothing is missed when the process
 * is killed, but records may come again, which the function must accept.
 */
public final class TableStream implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(TableStream.class);

  /** As many as the stream gives at once. */
  private static final int BATCH = 1000;

  /** After so many failures in a row a batch is given up. */
  private static final int MOST_FAILURES = 10;

  private static final Duration IDLE = Duration.ofMillis(200);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
  private static final Duration NEW_SHARDS_EVERY = Duration.ofSeconds(10);

  /** Longest wait at the end: the application must end within 10 s of SIGTERM. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final DynamoDbStreamsClient streams;
  private final Supplier<String> arn;
  private final Predicate<List<Record>> consumer;
  private final StreamCheckpoint checkpoint;
  private final Thread worker = new Thread(this::follow, "table-stream");
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, ShardProgress> open = new TreeMap<>();
  private final Set<String> ended = new HashSet<>();
  private long nextLook = System.nanoTime();
  private @Nullable String stream;

  /** How far a shard is read. */
  private static final class ShardProgress {
    @Nullable String iterator;
    @Nullable String last;

    /** Whether {@code last} is a checkpoint's whose record has not been seen. */
    boolean unproven;

    int failures;

    /** Whether records were given up: the checkpoint stays before them, for the next start. */
    boolean gaveUp;

    ShardProgress(@Nullable String checkpoint) {
      last = checkpoint;
      unproven = checkpoint != null;
    }

    /** Has the next call ask anew, from the oldest record if the checkpoint is not proven. */
    void reset() {
      iterator = null;
      last = unproven ? null : last;
      unproven = false;
    }

    ShardIteratorType iteratorType() {
      if (last == null) {
        return ShardIteratorType.TRIM_HORIZON;
      }
      return unproven
          ? ShardIteratorType.AT_SEQUENCE_NUMBER
          : ShardIteratorType.AFTER_SEQUENCE_NUMBER;
    }

    /** {@return whether the database lacks the checkpoint's record, as a restored copy may} */
    boolean isDisprovenBy(List<Record> records) {
      return unproven
          && (records.isEmpty() || !records.get(0).dynamodb().sequenceNumber().equals(last));
    }
  }

  /**
   * @param arn of the stream, asked once, and again after trouble: for each DescribeTable, DynamoDB
   *     Local reads the whole table twelve times, to count items and bytes of table and indexes
   * @param consumer is called on one thread with the records of one shard in their order; says
   *     whether it has taken all of them, otherwise they come again
   * @param checkpoint a file in the folder of the database; need not be there
   */
  public TableStream(
      DynamoDbStreamsClient streams,
      Supplier<String> arn,
      Predicate<List<Record>> consumer,
      Path checkpoint) {
    this.streams = streams;
    this.arn = arn;
    this.consumer = consumer;
    this.checkpoint = new StreamCheckpoint(checkpoint);
  }

  /** Begins to deliver. */
  public void start() {
    worker.start();
  }

  /** {@return whether the thread that delivers is there; false before the start} */
  public boolean isDelivering() {
    return worker.isAlive();
  }

  /** Waits for the batch in delivery; what comes after it is delivered after a restart. */
  @Override
  public void close() throws InterruptedException {
    closed.countDown();
    worker.join(PATIENCE.toMillis());
  }

  /** Catches everything, because no other thread delivers. */
  private void follow() {
    Duration pause = Duration.ZERO;
    while (!isClosedAfter(pause)) {
      try {
        pause = pass() ? Duration.ZERO : IDLE;
      } catch (Throwable e) {
        LOG.warn("the table's stream could not be read; it is read again", e);
        open.values().forEach(ShardProgress::reset);
        stream = null;
        pause = AFTER_TROUBLE;
      }
    }
    checkpoint.write();
  }

  private boolean isClosedAfter(Duration pause) {
    try {
      return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Reads a batch of each shard. {@return whether there may be more at once} */
  private boolean pass() {
    if (System.nanoTime() - nextLook >= 0) {
      findShards();
      nextLook = System.nanoTime() + NEW_SHARDS_EVERY.toNanos();
    }
    boolean more = false;
    for (Map.Entry<String, ShardProgress> shard : List.copyOf(open.entrySet())) {
      more |= read(shard.getKey(), shard.getValue());
    }
    checkpoint.writeInTime();
    return more;
  }

  private String stream() {
    String known = stream == null ? arn.get() : stream;
    stream = known;
    return known;
  }

  private void findShards() {
    Set<String> there = new HashSet<>();
    String after = null;
    do {
      DescribeStreamRequest ask =
          DescribeStreamRequest.builder().streamArn(stream()).exclusiveStartShardId(after).build();
      StreamDescription described = streams.describeStream(ask).streamDescription();
      described.shards().forEach(shard -> there.add(shard.shardId()));
      after = described.lastEvaluatedShardId();
    } while (after != null);
    checkpoint.open(stream(), there);
    ended.retainAll(there);
    open.keySet().retainAll(there);
    there.stream()
        .filter(shard -> !ended.contains(shard))
        .forEach(
            shard -> open.computeIfAbsent(shard, id -> new ShardProgress(checkpoint.last(id))));
  }

  private boolean read(String shard, ShardProgress progress) {
    GetRecordsResponse answer;
    try {
      String iterator = progress.iterator == null ? iterator(shard, progress) : progress.iterator;
      progress.iterator = iterator;
      answer = streams.getRecords(r -> r.shardIterator(iterator).limit(BATCH));
    } catch (ExpiredIteratorException e) {
      progress.iterator = null;
      return true;
    } catch (TrimmedDataAccessException e) {
      progress.reset();
      progress.last = null;
      return true;
    }
    List<Record> records = answer.records();
    if (progress.isDisprovenBy(records)) {
      progress.reset();
      return true;
    }
    progress.unproven = false;
    if (!records.isEmpty()) {
      if (!isTaken(records, progress)) {
        return false;
      }
      String last = records.get(records.size() - 1).dynamodb().sequenceNumber();
      progress.last = last;
      if (!progress.gaveUp) {
        checkpoint.took(shard, last);
      }
    }
    progress.iterator = answer.nextShardIterator();
    if (progress.iterator == null) {
      open.remove(shard);
      ended.add(shard);
      nextLook = System.nanoTime();
    }
    return !records.isEmpty();
  }

  private boolean isTaken(List<Record> records, ShardProgress progress) {
    if (isHandled(records)) {
      progress.failures = 0;
      return true;
    }
    if (++progress.failures < MOST_FAILURES) {
      return false;
    }
    LOG.errorf(
        "%d records of the table's stream are given up until the next start", records.size());
    progress.failures = 0;
    progress.gaveUp = true;
    return true;
  }

  /** Catches everything: a batch that always throws must not hold up what is behind it. */
  private boolean isHandled(List<Record> records) {
    try {
      return consumer.test(records);
    } catch (Throwable e) {
      LOG.warnf(e, "%d records of the table's stream were not handled", records.size());
      return false;
    }
  }

  private String iterator(String shard, ShardProgress progress) {
    return streams
        .getShardIterator(
            r ->
                r.streamArn(stream())
                    .shardId(shard)
                    .shardIteratorType(progress.iteratorType())
                    .sequenceNumber(progress.last))
        .shardIterator();
  }
}
