package dev.vitrine.stepfunctions.runner;

import java.io.IOException;
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
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

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
  private boolean opened;
  private boolean closed;

  /** Why the last write failed; null while the disk does what it should. */
  private @Nullable Throwable failure;

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
   * @return the executions that have not ended, with the positions of their records
   */
  Map<Long, Chains.Chain> open(boolean fromTheBeginning) throws IOException {
    segments.open();
    synchronized (lock) {
      if (!segments.isEmpty()) {
        for (Segment each : fromTheBeginning ? segments.all() : segments.sinceCheckpoint()) {
          scan(each);
        }
        cutTornEnd();
        tables.settle();
      } else {
        waiting.add(nextSegment());
      }
      opened = true;
      writer.start();
      return chains.running();
    }
  }

  private void scan(Segment each) throws IOException {
    offset = each.scan(this::found);
    segment = each.number();
    segments.noteUse(each);
  }

  /** A write that the process did not finish leaves bytes that nobody was told of. */
  private void cutTornEnd() throws IOException {
    for (Segment each : segments.all()) {
      if (each.number() == segment) {
        each.truncate(offset);
      }
    }
  }

  private void found(JournalRecord found) throws IOException {
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
    if (failure != null) {
      throw new JournalUnavailableException(directory + " cannot be written now", failure);
    }
  }

  /** Why the last write failed; empty while the disk does what it should. */
  Optional<Throwable> failure() {
    synchronized (lock) {
      return Optional.ofNullable(failure);
    }
  }

  private long add(long execution, long previous, byte[] body, Durable durable) {
    if (!opened || closed) {
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
    boolean writing = true;
    for (Batch batch = take(); batch != null && writing; batch = take()) {
      writing = write(batch);
    }
  }

  /**
   * Tries until the batch is on disk and everybody is told: a disk that was full is emptied some
   * day, and what runs waits for it.
   *
   * @return false if the journal was closed before the disk took it
   */
  private boolean write(Batch batch) {
    for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
      boolean last = isClosed();
      try {
        store(batch);
        batch.tellDurable();
        recovered();
        return true;
      } catch (IOException | RuntimeException | Error e) {
        failed(e);
        if (last) {
          return false;
        }
        pause(pause);
      }
    }
  }

  private void store(Batch batch) throws IOException {
    if (batch.offset() > 0) {
      segments.write(batch);
      return;
    }
    tables.settle();
    segments.begin(batch);
    try {
      deleteOldSegments();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "an old segment of the journal cannot be deleted", e);
    }
  }

  private boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  private void failed(Throwable e) {
    synchronized (lock) {
      if (failure == null) {
        LOG.log(Level.SEVERE, directory + " cannot be written; trying again until it can", e);
      }
      failure = e;
    }
  }

  private void recovered() {
    synchronized (lock) {
      if (failure != null) {
        LOG.info(directory + " can be written again");
        failure = null;
      }
    }
  }

  /** Ends early when the journal is closed. */
  private void pause(long millis) {
    synchronized (lock) {
      try {
        if (!closed) {
          lock.wait(millis);
        }
      } catch (InterruptedException e) {
        // Nobody interrupts this thread on purpose; it must not end.
        LOG.fine("interrupted while the disk cannot be written");
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
          // Nobody interrupts this thread on purpose; it must not end.
          LOG.fine("interrupted while waiting for records");
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
      if (found.get().previous() >= position) {
        throw new IOException("damaged: a record at " + position + " follows a later one");
      }
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
