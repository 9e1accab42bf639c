package dev.vitrine.local.store;

import dev.vitrine.local.store.FairQueue.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * One thread that takes the messages out of a {@link FairQueue} and has them handled, one at a
 * time. A message that fails comes again without end, after a delay that doubles up to a limit;
 * while all fail, the thread pauses longer and longer.
 */
public final class FairWorker implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(FairWorker.class);
  private static final int MOST_DOUBLINGS = 4;
  private static final long LOOK_MILLIS = 500;
  private static final long FIRST_PAUSE_MILLIS = 10;
  private static final int MOST_PAUSE_DOUBLINGS = 10;

  /** Longest wait at the end: the application must end within 10 s of SIGTERM. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final FairQueue queue;
  private final String name;
  private final Duration retryDelay;
  private final BooleanSupplier room;
  private final Handler handler;
  private final Thread thread;
  private int troubles;
  private volatile boolean closed;
  private boolean woken;

  /** What is done with a message. */
  public interface Handler {
    /** Handles it; it comes again if this throws. */
    void handle(Delivery message) throws Exception;
  }

  /**
   * @param name of the queue, for the log
   * @param retryDelay how long after its first failure a message comes again
   * @param room whether a message may be handled now; asked before each
   */
  public FairWorker(
      FairQueue queue, String name, Duration retryDelay, BooleanSupplier room, Handler handler) {
    this.queue = queue;
    this.name = name;
    this.retryDelay = retryDelay;
    this.room = room;
    this.handler = handler;
    this.thread = new Thread(this::work, "queue-" + name);
  }

  /** Begins with what an earlier process left. */
  public void start() {
    thread.start();
  }

  /** {@return whether the thread is there; false before the start} */
  public boolean isWorking() {
    return thread.isAlive();
  }

  /** Has the queue looked at now: a message was sent. */
  public synchronized void wake() {
    woken = true;
    notifyAll();
  }

  /** Catches everything, because nothing replaces this thread. */
  private void work() {
    while (!closed) {
      try {
        Delivery next = room.getAsBoolean() ? queue.poll() : null;
        if (next == null) {
          pause();
        } else {
          work(next);
        }
      } catch (Throwable e) {
        LOG.errorf(e, "a message of %s broke off; it comes again", name);
        pauseAfterTrouble();
      }
    }
  }

  private void work(Delivery message) throws IOException {
    if (isHandled(message)) {
      queue.done(message);
      troubles = 0;
      return;
    }
    int doublings = Math.min(message.deliveries() - 1, MOST_DOUBLINGS);
    queue.again(message, Instant.now().plus(retryDelay.multipliedBy(1L << doublings)));
    pauseAfterTrouble();
  }

  private boolean isHandled(Delivery message) {
    try {
      handler.handle(message);
      return true;
    } catch (Throwable e) { // an Error too: it is the message that failed, not the queue
      LOG.errorf(e, "a message of %s failed", name);
      return false;
    } finally {
      // A handler may leave an interrupt behind, which would end this thread's next wait.
      boolean unused = Thread.interrupted();
    }
  }

  /** Waits until a message is sent, or long enough for one to be due or for room to be there. */
  private synchronized void pause() throws InterruptedException {
    if (!closed && !woken) {
      wait(LOOK_MILLIS);
    }
    woken = false;
  }

  private synchronized void pauseAfterTrouble() {
    try {
      if (!closed) {
        wait(FIRST_PAUSE_MILLIS << Math.min(troubles++, MOST_PAUSE_DOUBLINGS));
      }
    } catch (InterruptedException e) {
      LOG.debugf("interrupted after trouble with %s", name); // Nobody does so on purpose.
    }
  }

  /** Waits for the message that is being handled; the others are handled after a restart. */
  @Override
  public void close() throws InterruptedException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    thread.join(PATIENCE.toMillis());
  }
}
