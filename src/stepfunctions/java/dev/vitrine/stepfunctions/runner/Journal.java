package dev.vitrine.stepfunctions.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that happens to executions, in one append-only log on disk. Appends of many executions share
 * one fsync: the thread of {@link JournalWriter} writes what has gathered meanwhile. The log is cut
 * into segments; each begins with the list of what runs, so that a start reads one.
 */
final class Journal implements AutoCloseable {

  /** Runs on the writing thread, in the order of the journal, when the record is on disk. */
  interface Durable {
    /**
     * @throws IOException if the disk failed; the call is repeated then
     */
    void at(long position) throws IOException;
  }

  /** Whoever keeps tables made from the journal. */
  interface Tables {
    /** A record found when the journal was opened. */
    void restore(JournalRecord found) throws IOException;

    /**
     * Makes durable what the tables were told so far: the next start reads only what comes after.
     */
    void settle() throws IOException;
  }

  private final Path directory;
  private final int segmentBytes;
  private final Tables tables;
  private final Segments segments;
  private final Object lock = new Object();
  private final Chains chains = new Chains();
  private final JournalWriter writer;
  private long segment;
  private int offset;
  private boolean opened;

  /**
   * @param segmentBytes a segment that is longer is followed by another
   * @param keptSegments older ones are deleted when nothing that runs needs them
   */
  Journal(Path directory, int segmentBytes, int keptSegments, Tables tables) {
    this.directory = directory;
    this.segments = new Segments(directory);
    this.segmentBytes = segmentBytes;
    this.tables = tables;
    this.writer =
        new JournalWriter(directory, segments, tables, lock, keptSegments, this::oldestNeeded);
  }

  /**
   * Reads the last segment, or all when the tables are to be made anew, and starts writing.
   *
   * @return the executions that have not ended, with the positions of their records
   */
  Map<Long, Chains.RecordChain> open(boolean fromTheBeginning) throws IOException {
    segments.open();
    synchronized (lock) {
      if (!segments.isEmpty()) {
        for (Segment each : fromTheBeginning ? segments.all() : segments.sinceCheckpoint()) {
          scan(each);
        }
        cutTornEnd();
        tables.settle();
      } else {
        writer.add(nextSegment());
      }
      opened = true;
      writer.start();
      return chains.running();
    }
  }

  private void scan(Segment each) throws IOException {
    offset = each.scan(this::restore);
    segment = each.number();
    segments.noteUse(each);
  }

  /**
   * Cuts off the bytes of a write that an earlier process did not finish; nobody was told of them.
   */
  private void cutTornEnd() throws IOException {
    for (Segment each : segments.all()) {
      if (each.number() == segment) {
        each.truncate(offset);
      }
    }
  }

  private void restore(JournalRecord found) throws IOException {
    if (found.execution() >= 0) {
      chains.known(found.execution());
    }
    switch (found.kind()) {
      case CHECKPOINT -> chains.resume(found);
      case STARTED -> chains.begin(found.execution(), found.position());
      case REDRIVEN -> chains.reopen(found.execution(), found.first(), found.position());
      default -> {
        boolean end = found.kind() == JournalRecord.Kind.ENDED;
        chains.follow(found.execution(), found.position(), end);
      }
    }
    tables.restore(found);
  }

  long newExecution() {
    synchronized (lock) {
      return chains.newExecution();
    }
  }

  /** How many executions there have been. */
  long executions() {
    synchronized (lock) {
      return chains.executions();
    }
  }

  /**
   * Writes the first record of an execution.
   *
   * @throws JournalUnavailableException while the disk cannot be written, before {@link #open} and
   *     after {@link #close}
   */
  void begin(long execution, byte[] body, Durable durable) {
    synchronized (lock) {
      refuseWhileFailing();
      chains.begin(execution, add(execution, 0, body, durable));
    }
  }

  /**
   * Writes a record that makes an execution run again.
   *
   * @param first position of its first record
   * @param last position of the record that ended it
   * @throws JournalUnavailableException as {@link #begin}
   */
  void reopen(long execution, long first, long last, byte[] body, Durable durable) {
    synchronized (lock) {
      refuseWhileFailing();
      chains.reopen(execution, first, add(execution, last, body, durable));
    }
  }

  /**
   * Writes what happened to an execution that runs. While the disk cannot be written the record
   * waits in memory: what runs has only so many tasks and timers.
   *
   * @param end whether nothing follows
   * @return false when the execution has ended: nothing is written, it must not come back
   * @throws JournalUnavailableException before {@link #open} and after {@link #close}
   */
  boolean append(long execution, byte[] body, boolean end, Durable durable) {
    synchronized (lock) {
      long last = chains.last(execution);
      if (last == 0) {
        return false;
      }
      chains.follow(execution, add(execution, last, body, durable), end);
      return true;
    }
  }

  private void refuseWhileFailing() {
    Optional<Throwable> failure = writer.failure();
    if (failure.isPresent()) {
      throw new JournalUnavailableException(directory + " cannot be written now", failure.get());
    }
  }

  /** Why the last write failed; empty if it succeeded. */
  Optional<Throwable> failure() {
    synchronized (lock) {
      return writer.failure();
    }
  }

  private long add(long execution, long previous, byte[] body, Durable durable) {
    if (!opened || writer.isClosed()) {
      throw new JournalUnavailableException(
          "the journal of the state machines is not open", new IOException(directory.toString()));
    }
    Batch batch = batch();
    long position = batch.add(execution, previous, body);
    batch.whenDurable(durable, position);
    offset = batch.end();
    lock.notifyAll();
    return position;
  }

  private Batch batch() {
    Batch last = writer.last();
    if (offset > segmentBytes) {
      last = nextSegment();
      writer.add(last);
    } else if (last == null) {
      last = new Batch(segment, offset);
      writer.add(last);
    }
    return last;
  }

  private Batch nextSegment() {
    segment++;
    Batch first = new Batch(segment, 0);
    first.add(-1, 0, chains.checkpoint());
    offset = first.end();
    return first;
  }

  private long oldestNeeded() {
    synchronized (lock) {
      return Segment.numberOf(chains.oldest());
    }
  }

  /** Number of the oldest segment that is kept. */
  long oldestSegment() {
    return segments.oldest();
  }

  /** Empty when it has been deleted as too old. */
  Optional<JournalRecord> read(long position) throws IOException {
    return segments.read(position);
  }

  /**
   * @param last position of an execution's record
   * @return its records up to that one, oldest first; empty when the oldest have been deleted
   */
  List<JournalRecord> readChain(long last) throws IOException {
    List<JournalRecord> records = new ArrayList<>();
    for (long position = last; position != 0; ) {
      Optional<JournalRecord> found = read(position);
      if (found.isEmpty()) {
        return List.of();
      }
      records.add(found.get());
      if (found.get().previous() >= position) {
        throw new IOException("damaged: a record at " + position + " follows a later one");
      }
      position = found.get().previous();
    }
    Collections.reverse(records);
    return records;
  }

  /** Writes what is waiting, as far as the disk takes it, then stops. */
  @Override
  public void close() throws IOException {
    writer.close();
    segments.close();
  }
}
