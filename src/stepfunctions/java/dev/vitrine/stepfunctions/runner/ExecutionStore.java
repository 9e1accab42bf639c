package dev.vitrine.stepfunctions.runner;

import dev.vitrine.stepfunctions.language.ExecutionResult.Status;
import dev.vitrine.stepfunctions.runner.ExecutionTable.ExecutionRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Executions on disk. The journal is the truth; the table and the index are made from it so that
 * finished executions can be listed and found without being in memory.
 */
final class ExecutionStore implements Journal.Tables, AutoCloseable {

  private final Journal journal;
  private final ExecutionTable table;
  private final NameIndex names;
  private final boolean tablesAreNew;

  ExecutionStore(Path directory, int segmentBytes, int keptSegments) throws IOException {
    Files.createDirectories(directory);
    Path namesFile = directory.resolve("executions.names");
    table = new ExecutionTable(directory);
    // Either is made anew with the other: rows and names that are there are written over.
    tablesAreNew = table.isEmpty() || !Files.exists(namesFile);
    names = new NameIndex(namesFile);
    journal = new Journal(directory.resolve("journal"), segmentBytes, keptSegments, this);
  }

  /** {@return the executions that have not ended, with the positions of their records} */
  Map<Long, Chains.RecordChain> open() throws IOException {
    Map<Long, Chains.RecordChain> running = journal.open(tablesAreNew);
    table.truncate(journal.executions());
    for (long execution : running.keySet()) {
      Optional<ExecutionRow> row = table.get(execution);
      if (row.isPresent() && row.get().status() != Status.RUNNING) {
        table.put(row.get().running(row.get().redrives()));
      }
    }
    return running;
  }

  @Override
  public void restore(JournalRecord found) throws IOException {
    if (found.kind() == JournalRecord.Kind.STARTED) {
      started(found.execution(), found.position(), ExecutionStart.of(found));
    } else if (found.kind() == JournalRecord.Kind.ENDED) {
      Status status = Status.valueOf(found.text("status"));
      ended(found.execution(), found.position(), status, found.time());
    } else if (found.kind() == JournalRecord.Kind.REDRIVEN) {
      redriven(found.execution(), found.redrives());
    }
  }

  private void started(long execution, long position, ExecutionStart start) throws IOException {
    long machine = NameIndex.hash(start.machineArn());
    long time = start.started().toEpochMilli();
    table.put(new ExecutionRow(execution, machine, position, 0, time, 0, Status.RUNNING, 0));
    names.add(start.arn(), execution, table.first());
  }

  private void ended(long execution, long position, Status status, long time) throws IOException {
    Optional<ExecutionRow> row = table.get(execution);
    if (row.isPresent()) {
      table.put(row.get().ended(position, time, status));
    }
  }

  private void redriven(long execution, int redrives) throws IOException {
    Optional<ExecutionRow> row = table.get(execution);
    if (row.isPresent()) {
      table.put(row.get().running(redrives));
    }
  }

  @Override
  public void settle() throws IOException {
    table.deleteOldest(this::isGone);
    table.force();
    names.force();
  }

  /** Whether the segment with its first record has been deleted. */
  private boolean isGone(ExecutionRow row) {
    return Segment.numberOf(row.first()) < journal.oldestSegment();
  }

  long newExecution() {
    return journal.newExecution();
  }

  void start(long execution, ExecutionStart start, Journal.Durable durable) {
    journal.begin(
        execution,
        start.record(),
        position -> {
          started(execution, position, start);
          durable.at(position);
        });
  }

  /**
   * @return false when the execution has ended and nothing was written
   */
  boolean append(long execution, byte[] signal, Journal.Durable durable) {
    return journal.append(execution, signal, false, durable);
  }

  void end(long execution, byte[] body, Status status, long time, Journal.Durable durable) {
    journal.append(
        execution,
        body,
        true,
        position -> {
          ended(execution, position, status, time);
          durable.at(position);
        });
  }

  /**
   * What a redrive begins with.
   *
   * @param token of its caller; null if there is none
   */
  record Redrive(ExecutionRow ended, @Nullable String token) {}

  void redrive(Redrive redrive, Instant at, Journal.Durable durable) {
    ExecutionRow ended = redrive.ended();
    int redrives = ended.redrives() + 1;
    journal.reopen(
        ended.execution(),
        ended.first(),
        ended.last(),
        JournalRecord.redriven(ended.first(), redrives, redrive.token(), at.toEpochMilli()),
        position -> {
          redriven(ended.execution(), redrives);
          durable.at(position);
        });
  }

  /** {@return the record at that position; empty if it was deleted or is damaged} */
  Optional<JournalRecord> read(long position) throws IOException {
    return journal.read(position);
  }

  /** Why the disk cannot be written; empty if it can. */
  Optional<Throwable> failure() {
    return journal.failure();
  }

  /** The newest execution of that ARN which is still kept. */
  Optional<ExecutionRow> find(String arn) throws IOException {
    List<Long> candidates = names.find(arn);
    for (int i = candidates.size() - 1; i >= 0; i--) {
      Optional<ExecutionRow> row = table.get(candidates.get(i));
      if (row.isPresent()) {
        Optional<ExecutionStart> start = start(row.get());
        if (start.isPresent() && start.get().arn().equals(arn)) {
          return row;
        }
      }
    }
    return Optional.empty();
  }

  /** Empty when it has been deleted as too old. */
  Optional<ExecutionStart> start(ExecutionRow row) throws IOException {
    return journal
        .read(row.first())
        .filter(found -> found.kind() == JournalRecord.Kind.STARTED)
        .filter(found -> found.execution() == row.execution())
        .map(ExecutionStart::of);
  }

  /** The record that ended it. */
  Optional<JournalRecord> end(ExecutionRow row) throws IOException {
    return row.last() == 0 ? Optional.empty() : journal.read(row.last());
  }

  List<JournalRecord> records(long lastPosition) throws IOException {
    return journal.readChain(lastPosition);
  }

  /**
   * @param before lists only executions with smaller numbers
   * @param status null: any
   * @return newest first, at most {@code limit}
   */
  List<ExecutionRow> list(String machineArn, Optional<Status> status, long before, int limit)
      throws IOException {
    long machine = NameIndex.hash(machineArn);
    List<ExecutionRow> rows = new ArrayList<>();
    int[] passed = new int[1];
    table.newestFirst(
        before,
        row -> {
          boolean gone = isGone(row);
          if (!gone && row.machine() == machine && status.map(row.status()::equals).orElse(true)) {
            rows.add(row);
          }
          // Executions start nearly in the order of their numbers, so before a file of gone ones
          // there is nothing that is kept.
          passed[0] = gone ? passed[0] + 1 : 0;
          return rows.size() < limit && passed[0] < ExecutionTable.FILE_ROWS;
        });
    return rows;
  }

  @Override
  public void close() throws IOException {
    journal.close();
    settle();
    table.close();
    names.close();
  }
}
