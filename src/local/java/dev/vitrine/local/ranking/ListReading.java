package dev.vitrine.local.ranking;

import dev.vitrine.vocabulary.LabelSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Reads the word lists with the model that looks at pictures, in the background. Begins anew when
 * another model looks, and after a failure, each time with a longer pause.
 */
public final class ListReading implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ListReading.class);
  private static final Duration SHORTEST_PAUSE = Duration.ofMinutes(1);
  private static final int DOUBLINGS = 6;

  /** The terminal names each of this many parts of the whole. */
  private static final int TOLD = 4;

  private final List<LabelSet> parts;
  private final EyesLender eyes;
  private final IntFunction<Duration> pauses;

  /** Guarded by this, as are the next three. */
  private boolean running;

  private boolean closed;

  /** How often it was told to begin. */
  private long begun;

  private Optional<FailedTry> failure = Optional.empty();

  /** The one that reads, or failed. */
  private volatile String model = "";

  /** Phrases that it has read. */
  private volatile int read;

  /** A model that reads. */
  public interface Reader {
    /** {@return its name} */
    String clip();

    /** {@return whether it knows all of the lists} */
    boolean isReady();

    /** {@return whether the part is known now; else it is asked for again} */
    boolean learn(LabelSet part);

    /** {@return what the work gives; what is needed to read stays in memory meanwhile} */
    boolean reading(BooleanSupplier work);

    /** {@return whether both are one opened model} */
    boolean isSameAs(Reader other);
  }

  /** Lends the model that looks at pictures, if there is one. */
  @FunctionalInterface
  public interface EyesLender {
    /** {@return what the work gives; the model stays open for as long as it takes} */
    boolean withReader(Predicate<Optional<Reader>> work);
  }

  private record FailedTry(String model, long nextTry) {}

  /**
   * @param eyes asked again and again
   */
  public ListReading(EyesLender eyes) {
    this(RankedPrompts.parts(), eyes, ListReading::pause);
  }

  /**
   * @param pauses after so many failures in a row
   */
  ListReading(List<LabelSet> parts, EyesLender eyes, IntFunction<Duration> pauses) {
    this.parts = List.copyOf(parts);
    this.eyes = eyes;
    this.pauses = pauses;
  }

  static Duration pause(int failures) {
    return SHORTEST_PAUSE.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
  }

  /** {@return how many phrases the lists have} */
  public int size() {
    return parts.stream().mapToInt(part -> part.labels().size()).sum();
  }

  /** {@return how many of them the model has read that reads now} */
  public int read() {
    return read;
  }

  /** {@return how long the next try of a model that failed is away; empty if it did not fail} */
  public synchronized Optional<Duration> nextTry(String model) {
    return failure
        .filter(last -> last.model().equals(model))
        .map(last -> Duration.ofNanos(Math.max(0, last.nextTry() - System.nanoTime())));
  }

  /** Begins at once, as another model may look now. */
  public synchronized void begin() {
    begun++;
    notifyAll();
    ensureBegun();
  }

  /** Begins unless it is under way, or pauses. */
  public synchronized void ensureBegun() {
    if (!running && !closed) {
      running = true;
      Thread thread = new Thread(this::run, "word-lists");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void run() {
    int failures = 0;
    boolean isDone = false;
    while (!isDone) {
      long turn = turn();
      try {
        isDone = eyes.withReader(reader -> reader.isEmpty() || readWith(reader.get()));
        failures = 0;
      } catch (RuntimeException | Error e) { // also an Error: whoever asked for a prompt has one
        isDone = false;
        failures++;
        pause(turn, failures, e);
      }
      isDone = ends(turn, isDone);
    }
  }

  private synchronized long turn() {
    return begun;
  }

  private synchronized boolean ends(long turn, boolean isDone) {
    boolean ends = closed || (isDone && turn == begun);
    running = !ends;
    return ends;
  }

  private synchronized void pause(long turn, int failures, Throwable e) {
    Duration pause = pauses.apply(failures);
    LOG.warnf(
        e, "the word lists cannot be read, next try in %s; prompts are composed of tags", pause);
    long end = System.nanoTime() + pause.toNanos();
    failure = Optional.of(new FailedTry(model, end));
    try {
      long left = end - System.nanoTime();
      while (!closed && turn == begun && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = end - System.nanoTime();
      }
    } catch (InterruptedException interrupted) {
      closed = true; // nobody but the end of the process interrupts
    }
    failure = Optional.empty();
  }

  /** {@return whether nothing is left to read for this model; false if another one looks now} */
  private boolean readWith(Reader reader) {
    model = reader.clip();
    return reader.isReady() || reader.reading(() -> readAll(reader));
  }

  private boolean readAll(Reader reader) {
    int done = 0;
    int saidPerCent = 0;
    read = 0;
    for (LabelSet part : parts) {
      do { // ends: each turn keeps the phrases that it has read
        if (!isWanted(reader)) {
          return false;
        }
      } while (!reader.learn(part));
      done += part.labels().size();
      read = done;
      if (TOLD * done / size() > saidPerCent) {
        saidPerCent = TOLD * done / size();
        LOG.infof("word lists for prompts: %d of %d phrases are read", done, size());
      }
    }
    return true;
  }

  private boolean isWanted(Reader reader) {
    synchronized (this) {
      if (closed) {
        return false;
      }
    }
    return eyes.withReader(now -> now.filter(reader::isSameAs).isPresent());
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
