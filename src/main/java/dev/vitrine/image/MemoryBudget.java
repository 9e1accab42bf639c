package dev.vitrine.image;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The memory that large work may take together: decoding, painting, models, bodies of requests.
 * Work that does not fit beside what is running waits in line, first come, first served. One budget
 * serves a whole process; work that holds a share must not ask for another.
 */
public final class MemoryBudget {
  private static final long MEBIBYTE = 1 << 20;

  /**
   * The rest is for requests and for the application itself, whose live objects took 62 MB when
   * measured.
   */
  private static final double SHARE_OF_HEAP = 0.6;

  private final int mebibytes;
  private final Semaphore free;
  private @Nullable MemoryBudget waiting;

  /**
   * @param bytes at least 1 MiB
   */
  public MemoryBudget(long bytes) {
    if (bytes < MEBIBYTE) {
      throw new IllegalArgumentException("a budget is at least 1 MiB: " + bytes);
    }
    this.mebibytes = (int) Math.min(Integer.MAX_VALUE, bytes / MEBIBYTE);
    this.free = new Semaphore(mebibytes, /* fair= */ true);
  }

  /** {@return what this process can spare: six tenths of its largest heap} */
  public static MemoryBudget ofThisProcess() {
    return new MemoryBudget((long) (SHARE_OF_HEAP * Runtime.getRuntime().maxMemory()));
  }

  /**
   * {@return a second budget, a quarter as large, for bytes that are held while their work waits
   * for a share of this one; every call returns the same} Take from the second budget before taking
   * from this one.
   */
  public synchronized MemoryBudget ofWaitingWork() {
    if (waiting == null) {
      waiting = new MemoryBudget(Math.max(MEBIBYTE, bytes() / 4));
    }
    return waiting;
  }

  /** {@return all there is, in bytes} */
  public long bytes() {
    return mebibytes * MEBIBYTE;
  }

  /** Memory that is in use until it is closed. */
  @FunctionalInterface
  public interface Share extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits until the memory is free, however long that takes.
   *
   * @param bytes more than the whole budget is the same as the whole budget
   */
  public Share take(long bytes) {
    int permits = permits(bytes);
    free.acquireUninterruptibly(permits);
    return share(permits);
  }

  /**
   * Waits for the memory as long as the caller can.
   *
   * @param bytes more than the whole budget is the same as the whole budget
   * @return empty when the memory did not become free in time
   */
  public Optional<Share> take(long bytes, Duration patience) throws InterruptedException {
    int permits = permits(bytes);
    return free.tryAcquire(permits, patience.toMillis(), TimeUnit.MILLISECONDS)
        ? Optional.of(share(permits))
        : Optional.empty();
  }

  private int permits(long bytes) {
    return (int) Math.min(mebibytes, Math.max(0, bytes) / MEBIBYTE + 1);
  }

  private Share share(int permits) {
    return () -> free.release(permits);
  }
}
