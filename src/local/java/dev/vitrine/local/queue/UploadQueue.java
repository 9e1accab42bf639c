package dev.vitrine.local.queue;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.vitrine.image.ImageKey;
import dev.vitrine.local.queue.MessageFolder.Message;
import dev.vitrine.local.s3.ObjectEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * The queue of S3's events, in a folder, with a function at its end. An event is delivered at least
 * once, also after the process was killed. Sellers take turns.
 */
public final class UploadQueue implements AutoCloseable {
  /** The turn that events of no seller share, with those of earlier releases. */
  private static final String NO_SELLER = "-";

  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);

  private final FairQueue queue;
  private final FairWorker worker;

  /**
   * @param folder for the events, made if need be
   * @param name of the queue, as it appears in events
   * @param retryDelay how long after its first failure an event comes again
   * @param consumer is called on one thread, with one event at a time; it failed if it throws
   */
  public UploadQueue(
      Path folder, String name, Duration retryDelay, Function<SQSEvent, SQSBatchResponse> consumer)
      throws IOException {
    this.queue = new FairQueue(folder);
    this.worker =
        new FairWorker(
            List.of(queue),
            name,
            1,
            new FairWorker.Delays(retryDelay, FIRST_PAUSE),
            () -> true,
            message -> !SqsEvents.isRefused(consumer.apply(SqsEvents.of(name, message))));
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
    worker.wake();
  }

  private static String seller(String key) {
    return ImageKey.namesAnOriginal(key) ? key.substring(0, key.indexOf('/')) : NO_SELLER;
  }

  /** Begins to deliver, first what an earlier process left. */
  public void start() {
    worker.start();
  }

  /** {@return whether the thread that delivers is there; false before the start} */
  public boolean isDelivering() {
    return worker.isWorking();
  }

  /** Waits for the event in delivery; the others are delivered after a restart. */
  @Override
  public void close() {
    worker.close();
  }
}
