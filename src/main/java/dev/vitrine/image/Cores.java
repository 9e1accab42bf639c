package dev.vitrine.image;

import java.util.concurrent.Semaphore;

/**
 * The processor's cores, for work that does nothing but compute on pixels. More such threads than
 * cores finish nothing sooner: they take turns with each other, and with the requests of an open
 * page, which then wait for all of them. Whoever finds no core free waits in line, first come,
 * first served.
 *
 * <p>While it has a core, work must wait for nothing, neither memory nor a file. So a share of the
 * {@link MemoryBudget} is taken first, and the core inside it.
 */
public final class Cores {
  private static final Semaphore FREE =
      new Semaphore(Runtime.getRuntime().availableProcessors(), /* fair= */ true);

  private Cores() {}

  /** A core that is in use until it is closed. */
  @FunctionalInterface
  public interface Core extends AutoCloseable {
    @Override
    void close();
  }

  /** Waits until a core is free, however long that takes. */
  public static Core take() {
    FREE.acquireUninterruptibly();
    return FREE::release;
  }
}
