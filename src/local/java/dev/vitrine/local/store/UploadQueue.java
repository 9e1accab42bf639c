package dev.vitrine.local.store;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.vitrine.image.ImageKey;
import dev.vitrine.local.store.FairQueue.Delivery;
import dev.vitrine.local.store.MessageFolder.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The queue of S3's events, in a folder, with a function at its end. An event is delivered at least
 * once, also after the process was killed; one that fails comes again, after a delay that doubles
 * up to a limit. Sellers take turns.
 *
 * <p>Events are delivered only while there is room for more work: here a picture waits on the disk,
 * in the workflow in memory. So the memory that a catalogue takes does not grow with its pictures.
 */
public final class UploadQueue implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(UploadQueue.class);
  private static final int MOST_DOUBLINGS = 4;
  private static final long LOOK_MILLIS = 500;

  /** Longest wait at the end: the application must end within 10 s of SIGTERM. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** The turn that events of no seller share, with those of earlier releases. */
  private static final String NO_SELLER = "-";

  private final FairQueue queue;
  private final String name;
  private final Duration retryDelay;
  private final BooleanSupplier room;
  private final Function<SQSEvent, SQSBatchResponse> consumer;
  private final Thread worker;
  private volatile boolean closed;
  private boolean sent;

  /**
   * @param folder for the events, made if need be
   * @param name of the queue, as it appears in events
   * @param retryDelay how long after its first failure an event comes again
   * @param room whether an event may be delivered now; asked before each
   * @param consumer is called on one thread, with one event at a time; it failed if it throws
   */
  public UploadQueue(
      Path folder,
      String name,
      Duration retryDelay,
      BooleanSupplier room,
      Function<SQSEvent, SQSBatchResponse> consumer)
      throws IOException {
    this.queue = new FairQueue(folder);
    this.name = name;
    this.retryDelay = retryDelay;
    this.room = room;
    this.consumer = consumer;
    this.worker = new Thread(this::work, "queue-" + name);
  }

  /**
   * Takes over what an earlier release left: its queue took events in one order.
   *
   * @param folder of that queue; nothing happens if there is none
   */
  public void takeOver(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    MessageFolder earlier = new MessageFolder(folder);
    earlier.revive();
    for (List<Message> some = earlier.oldest(100); !some.isEmpty(); some = earlier.oldest(100)) {
      for (Message message : some) {
        queue.send(NO_SELLER, earlier.body(message));
        earlier.remove(message);
      }
    }
  }

  /**
   * Stores an event; it is on the disk when this returns.
   *
   * @throws UncheckedIOException when it cannot be stored; it may be sent again
   */
  public void send(ObjectEvent event) {
    try {
      queue.send(seller(event.key()), event.toNotification());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    synchronized (this) {
      sent = true;
      notifyAll();
    }
  }

  private static String seller(String key) {
    return ImageKey.namesAnOriginal(key) ? key.substring(0, key.indexOf('/')) : NO_SELLER;
  }

  /** Begins to deliver, first what an earlier process left. */
  public void start() {
    worker.start();
  }

  /** {@return how many events wait, of all sellers} */
  public int waiting() {
    return queue.waiting();
  }

  /** {@return whether the thread that delivers is there; false before the start} */
  public boolean isDelivering() {
    return worker.isAlive();
  }

  /** Catches everything, because nothing replaces this thread. */
  private void work() {
    while (!closed) {
      try {
        Delivery next = room.getAsBoolean() ? queue.poll() : null;
        if (next == null) {
          pause();
        } else if (isHandled(next)) {
          queue.done(next);
        } else {
          int doublings = Math.min(next.deliveries() - 1, MOST_DOUBLINGS);
          queue.again(next, Instant.now().plus(retryDelay.multipliedBy(1L << doublings)));
        }
      } catch (InterruptedException e) {
        LOG.debugf("interrupted before the next event of %s", name); // on purpose by nobody
      } catch (Throwable e) {
        LOG.errorf(e, "an event of %s broke off; it comes again", name);
        pauseAfterTrouble();
      }
    }
  }

  private boolean isHandled(Delivery event) {
    try {
      SQSBatchResponse response = consumer.apply(SqsEvents.of(name, event));
      return response == null
          || response.getBatchItemFailures() == null
          || response.getBatchItemFailures().isEmpty();
    } catch (Throwable e) { // an Error too: it is the event that failed, not the queue
      LOG.errorf(e, "an event of %s failed", name);
      return false;
    } finally {
      // A function may leave an interrupt behind, which would end this thread's next wait.
      boolean unused = Thread.interrupted();
    }
  }

  /** Waits until an event is sent, or long enough for one to be due or for room to be there. */
  private synchronized void pause() throws InterruptedException {
    if (!closed && !sent) {
      wait(LOOK_MILLIS);
    }
    sent = false;
  }

  private void pauseAfterTrouble() {
    try {
      pause();
    } catch (InterruptedException e) {
      LOG.debugf("interrupted after trouble with %s", name);
    }
  }

  /** Waits for the event in delivery; the others are delivered after a restart. */
  @Override
  public void close() throws InterruptedException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    worker.join(PATIENCE.toMillis());
  }
}
