package dev.vitrine.local.queue;

import dev.vitrine.local.queue.FairQueue.TakenMessage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * Threads that take the messages out of one or several {@link FairQueue}s and have them handled. A
 * message that fails comes again without end, after a delay that doubles up to a limit; while all
 * fail, the threads pause longer and longer.
 */
public final class FairWorker implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(FairWorker.class);
  private static final int MOST_DOUBLINGS = 4;
  private static final long LOOK_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 16_000;
  private static final int MOST_PAUSE_DOUBLINGS = 10;

  /** Longest wait at the end: the application must end within 10 s of SIGTERM. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final List<FairQueue> queues;
  private final String name;
  private final Delays delays;
  private final BooleanSupplier room;
  private final Handler handler;
  private final List<Thread> threads;
  private final AtomicInteger failures = new AtomicInteger();
  private volatile boolean closed;
  private int wakes;

  /** What is done with a message. */
  public interface Handler {
    /**
     * Handles a message. It also comes again if this throws.
     *
     * @return whether it was handled; if not, it comes again
     */
    boolean isHandled(TakenMessage message) throws Exception;
  }

  /**
   * How long to wait after failures.
   *
   * @param retry how long after its first failure a message comes again
   * @param firstPause how long a thread pauses after the first of several failures in a row
   */
  public record Delays(Duration retry, Duration firstPause) {}

  /**
   * @param queues a message of the first one is taken first
   * @param name of the queues, for the log
   * @param atOnce how many messages are handled at the same time
   * @param room whether a message may be handled now; asked before each
   */
  public FairWorker(
      List<FairQueue> queues,
      String name,
      int atOnce,
      Delays delays,
      BooleanSupplier room,
      Handler handler) {
    this.queues = List.copyOf(queues);
    this.name = name;
    this.delays = delays;
    this.room = room;
    this.handler = handler;
    this.threads = IntStream.range(0, atOnce).mapToObj(this::thread).toList();
  }

  private Thread thread(int number) {
    Thread thread = new Thread(this::work, "queue-" + name + "-" + number);
    thread.setDaemon(true);
    return thread;
  }

  /** Begins with what an earlier process left. */
  public void start() {
    threads.forEach(Thread::start);
  }

  /** {@return whether all threads are there; false before the start} */
  public boolean isWorking() {
    return threads.stream().allMatch(Thread::isAlive);
  }

  /** {@return whether the message that was tried last failed} */
  public boolean isFailing() {
    return failures.get() > 0;
  }

  /** Has the queues looked at now: a message was sent. */
  public synchronized void wake() {
    wakes++;
    notifyAll();
  }

  private synchronized int wakes() {
    return wakes;
  }

  /** Catches everything, because nothing replaces a thread that ends. */
  private void work() {
    while (!closed) {
      try {
        int before = wakes();
        if (!room.getAsBoolean() || !hasTriedOne()) {
          pause(before);
        }
      } catch (Throwable e) {
        LOG.errorf(e, "a message of %s broke off; it comes again", name);
        pauseAfterFailure();
      }
    }
  }

  /** Tries the next message. {@return whether there was one} */
  private boolean hasTriedOne() throws IOException {
    for (FairQueue queue : queues) {
      TakenMessage next = queue.poll();
      if (next != null) {
        tryOne(queue, next);
        return true;
      }
    }
    return false;
  }

  private void tryOne(FairQueue queue, TakenMessage message) throws IOException {
    if (isHandled(message)) {
      queue.done(message);
      failures.set(0);
      return;
    }
    int doublings = Math.min(message.deliveries() - 1, MOST_DOUBLINGS);
    queue.again(message, Instant.now().plus(delays.retry().multipliedBy(1L << doublings)));
    pauseAfterFailure();
  }

  private boolean isHandled(TakenMessage message) {
    try {
      return handler.isHandled(message);
    } catch (Throwable e) { // an Error too: it is the message that failed, not the queue
      LOG.errorf(e, "a message of %s failed", name);
      return false;
    } finally {
      // A handler may leave an interrupt behind, which would end this thread's next wait.
      boolean unused = Thread.interrupted();
    }
  }

  /**
   * Waits until a message is sent, or long enough for one to be due or for room to be there.
   *
   * @param before {@link #wakes} before the queues were looked at: what was sent since is not
   *     waited for
   */
  private synchronized void pause(int before) throws InterruptedException {
    if (!closed && wakes == before) {
      wait(LOOK_MILLIS);
    }
  }

  /** Waits longer and longer, so that what is away is asked now and then only. */
  private synchronized void pauseAfterFailure() {
    int doublings = Math.min(failures.getAndIncrement(), MOST_PAUSE_DOUBLINGS);
    try {
      if (!closed) {
        wait(Math.min(delays.firstPause().toMillis() << doublings, LONGEST_PAUSE_MILLIS));
      }
    } catch (InterruptedException e) {
      LOG.debugf("interrupted after a failure of %s", name); // Nobody does so on purpose.
    }
  }

  /** Waits a little for messages that are being handled; the others are handled after a restart. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (Thread thread : threads) {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
