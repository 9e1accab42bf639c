package dev.vitrine.stepfunctions.runner;

import dev.vitrine.stepfunctions.language.Execution;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The threads of a runner: some that run the interpreter, and one that wakes timers. */
final class RunnerThreads {

  private static final Logger LOG = Logger.getLogger(RunnerThreads.class.getName());

  /** Work that reads or writes the disk. */
  interface DiskWork {
    void run() throws IOException;
  }

  private final ExecutorService workers;
  private final ScheduledThreadPoolExecutor clock;
  private final AwakeClock awake;
  private volatile boolean stopped;

  /**
   * @param time the clock by which limits are counted
   */
  RunnerThreads(Clock time) {
    awake = new AwakeClock(time);
    AtomicInteger count = new AtomicInteger();
    int cores = Math.max(2, Runtime.getRuntime().availableProcessors());
    workers =
        Executors.newFixedThreadPool(
            cores, work -> daemon(work, "state-machine-" + count.incrementAndGet()));
    clock = new ScheduledThreadPoolExecutor(1, work -> daemon(work, "state-machine-clock"));
    clock.setRemoveOnCancelPolicy(true);
    clock.scheduleWithFixedDelay(
        awake::millis, AwakeClock.LOOK_MILLIS, AwakeClock.LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(null, work, name, Execution.STACK_BYTES);
    thread.setDaemon(true);
    return thread;
  }

  /** Nothing is begun any more once the runner is closing: the next start does it. */
  void execute(Runnable work) {
    if (!stopped) {
      workers.execute(work);
    }
  }

  /** The threads that run the interpreter. */
  Executor workers() {
    return workers;
  }

  /** {@return milliseconds in which this process was not suspended, since its start} */
  long awakeMillis() {
    return awake.millis();
  }

  /** Runs something later, on the thread of the timers. */
  Future<?> after(long millis, Runnable work) {
    return clock.schedule(work, millis, TimeUnit.MILLISECONDS);
  }

  /**
   * Does something that must not be lost: at once or, if that fails because the machine is out of
   * memory, once a second until it succeeds.
   */
  void insist(Runnable work) {
    try {
      work.run();
    } catch (JournalUnavailableException | RejectedExecutionException e) {
      LOG.log(Level.FINE, "left to the next start", e);
    } catch (RuntimeException | Error e) {
      LOG.log(Level.SEVERE, "tried again in a second", e);
      if (!stopped) {
        after(1_000, () -> insist(work));
      }
    }
  }

  /** Takes no more work; timers no longer fire. */
  void stop() {
    stopped = true;
    clock.shutdownNow();
    workers.shutdown();
  }

  /** Waits a little for the work that has begun. */
  void awaitEnd() {
    try {
      workers.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
