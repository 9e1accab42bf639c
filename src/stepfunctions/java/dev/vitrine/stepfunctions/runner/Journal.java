package dev.vitrine.stepfunctions.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * All that happens to executions, in one append-only log on disk. Appends of many executions share
 * one fsync: a single thread writes what has gathered while it was busy with the write before. The
 * log is cut into segments; each begins with the list of what runs, so that a start reads one.
 */
final class Journal implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Journal.class.getName());

  /** Runs on the writing thread, in the order of the journal, when the record is on disk. */
  interface Durable {
    void at(long position);
  }

  /** Whoever keeps tables made from the journal. */
  interface Tables {
    /** A record found when the journal was opened. */
    void found(JournalRecord found) throws IOException;

    /** What was said so far is in the tables for good: the next start begins after it. */
    void settle() throws IOException;
  }

  private final Path directory;
  private final int segmentBytes;
  private final int keptSegments;
  private final Tables tables;
  private final Segments segments;
  private final Object lock = new Object();
  private final Chains chains = new Chains();
  private final Deque<Batch> waiting = new ArrayDeque<>();
  private final Thread writer = new Thread(this::write, "state-machine-journal");
  private long segment;
  private int offset;
  private boolean closed;
  private @Nullable IOException broken;

  /**
   * @param segmentBytes a segment that is longer is followed by another
   * @param keptSegments older ones are deleted when nothing that runs needs them
   */
  Journal(Path directory, int segmentBytes, int keptSegments, Tables tables) {
    this.directory = directory;
    this.segments = new Segments(directory);
    this.segmentBytes = segmentBytes;
    this.keptSegments = keptSegments;
    this.tables = tables;
    writer.setDaemon(true);
  }

  /**
   * Reads the last segment, or all when the tables are to be made anew, and starts writing.
   *
   * @return positions of the last records of the executions that have not ended
   */
  Map<Long, Long> open(boolean fromTheBeginning) throws IOException {
    segments.open();
    synchronized (lock) {
      if (!segments.isEmpty()) {
        for (Segment each : fromTheBeginning ? segments.all() : segments.last()) {
          scan(each);
        }
        tables.settle();
      } else {
        waiting.add(nextSegment());
      }
      writer.start();
      return chains.lastPositions();
    }
  }

  private void scan(Segment each) throws IOException {
    offset = each.scan(this::found);
    each.truncate(offset);
    segment = each.number();
  }

  private void found(JournalRecord found) throws IOException {
    switch (found.kind()) {
      case CHECKPOINT -> chains.resume(found);
      case STARTED -> chains.begin(found.execution(), found.position());
      case REDRIVEN -> chains.reopen(found.execution(), found.first(), found.position());
      default -> {
        boolean end = found.kind() == JournalRecord.Kind.ENDED;
        chains.follow(found.execution(), found.position(), end);
      }
    }
    tables.found(found);
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
   * @throws UncheckedIOException when the disk failed earlier, or after {@link #close}
   */
  void begin(long execution, byte[] body, Durable durable) {
    synchronized (lock) {
      chains.begin(execution, add(execution, 0, body, durable));
    }
  }

  /**
   * Writes a record that makes an execution run again.
   *
   * @param first position of its first record
   * @param last position of the record that ended it
   * @throws UncheckedIOException as {@link #begin}
   */
  void reopen(long execution, long first, long last, byte[] body, Durable durable) {
    synchronized (lock) {
      chains.reopen(execution, first, add(execution, last, body, durable));
    }
  }

  /**
   * Writes what happened to an execution that runs.
   *
   * @param end whether nothing follows
   * @return false when the execution has ended: nothing is written, it must not come back
   * @throws UncheckedIOException as {@link #begin}
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

  private long add(long execution, long previous, byte[] body, Durable durable) {
    if (broken != null || closed) {
      throw new UncheckedIOException(
          "the journal of the state machines cannot be written",
          broken == null ? new IOException("closed") : broken);
    }
    Batch batch = batch();
    long position = batch.add(execution, previous, body);
    batch.whenDurable(durable, position);
    offset = batch.end();
    lock.notifyAll();
    return position;
  }

  private Batch batch() {
    Batch last = waiting.peekLast();
    if (offset > segmentBytes) {
      last = nextSegment();
      waiting.add(last);
    } else if (last == null) {
      last = new Batch(segment, offset);
      waiting.add(last);
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

  private void write() {
    try {
      for (Batch batch = take(); batch != null; batch = take()) {
        Optional<Segment> begun = segments.find(batch.segment());
        if (begun.isPresent()) {
          begun.get().write(batch.written(), batch.offset());
        } else {
          tables.settle();
          segments.begin(batch);
          deleteOldSegments();
        }
        batch.tellDurable();
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.SEVERE, "state machines have stopped: " + directory + " cannot be written", e);
      synchronized (lock) {
        broken = new IOException(e);
      }
    }
  }

  /** Null when it is closed and everything is written. */
  private @Nullable Batch take() {
    synchronized (lock) {
      while (waiting.isEmpty()) {
        if (closed) {
          return null;
        }
        try {
          lock.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return null;
        }
      }
      return waiting.poll();
    }
  }

  private void deleteOldSegments() throws IOException {
    long needed;
    synchronized (lock) {
      needed = Segment.numberOf(chains.oldest());
    }
    segments.deleteBefore(needed, keptSegments);
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
      position = found.get().previous();
    }
    Collections.reverse(records);
    return records;
  }

  /** Writes what is waiting, then stops. */
  @Override
  public void close() throws IOException {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    segments.close();
  }
}
