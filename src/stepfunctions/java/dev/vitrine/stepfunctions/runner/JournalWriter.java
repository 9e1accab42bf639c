package dev.vitrine.stepfunctions.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes the journal. It takes all that gathered during the write before, so
 * many executions share one fsync. Nothing but {@link #close} ends it.
 */
final class JournalWriter {

  private static final Logger LOG = Logger.getLogger(JournalWriter.class.getName());
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final Path directory;
  private final Segments segments;
  private final Journal.Tables tables;
  private final Object lock;
  private final int keptSegments;
  private final LongSupplier needed;
  private final Deque<Batch> waiting = new ArrayDeque<>();
  private final Thread thread = new Thread(this::write, "state-machine-journal");
  private boolean closed;

  /** Why the last write failed; null if it succeeded. */
  private @Nullable Throwable failure;

  /**
   * @param lock guards what is waiting; the journal adds to the last batch under it
   * @param needed number of the oldest segment that an execution needs
   */
  JournalWriter(
      Path directory,
      Segments segments,
      Journal.Tables tables,
      Object lock,
      int keptSegments,
      LongSupplier needed) {
    this.directory = directory;
    this.segments = segments;
    this.tables = tables;
    this.lock = lock;
    this.keptSegments = keptSegments;
    this.needed = needed;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** The batch that was added last and is not being written yet; the caller holds the lock. */
  @Nullable Batch last() {
    return waiting.peekLast();
  }

  void add(Batch batch) {
    synchronized (lock) {
      waiting.add(batch);
      lock.notifyAll();
    }
  }

  boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  /** Why the last write failed; empty if it succeeded. */
  Optional<Throwable> failure() {
    synchronized (lock) {
      return Optional.ofNullable(failure);
    }
  }

  private void write() {
    boolean writing = true;
    for (Batch batch = take(); batch != null && writing; batch = take()) {
      writing = write(batch);
    }
  }

  /**
   * Tries until the batch is on disk and its callbacks have run: a full disk is emptied some day,
   * and running executions wait for that.
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
    segments.deleteBefore(needed.getAsLong(), keptSegments);
  }

  /** Writes what is waiting, as far as the disk takes it, then ends the thread. */
  void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
