package dev.vitrine.local;

import dev.vitrine.event.DeliverEventHandler;
import dev.vitrine.event.DeliveryQueue;
import dev.vitrine.local.function.LocalContext;
import dev.vitrine.local.queue.DurableQueue;
import dev.vitrine.table.TableUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * The queue of deliveries to webhooks, with {@code deliver-event} at its end. After a restart all
 * messages come at once; the function sends those that are not due yet again.
 */
@ApplicationScoped
class LocalDeliveryQueue implements DeliveryQueue {
  /**
   * While the table or the disk does not answer, for about three days. Then the delivery stays
   * pending, and is replayed by its seller or at the next start.
   */
  static final DurableQueue.Failures FAILURES =
      new DurableQueue.Failures(Duration.ofSeconds(5), Duration.ofHours(1), 80);

  /** As many as in AWS. */
  private static final int AT_ONCE = 10;

  private final DurableQueue queue;

  LocalDeliveryQueue(LocalStores stores, Instance<DeliverEventHandler> function)
      throws IOException {
    queue =
        new DurableQueue(
            stores.folder("deliveries"),
            "vitrine-deliveries",
            FAILURES,
            AT_ONCE,
            batch -> function.get().handleRequest(batch, new LocalContext("deliver-event")));
  }

  void start() throws IOException {
    queue.start();
  }

  boolean isWorking() {
    return queue.isDelivering();
  }

  void close() throws InterruptedException {
    queue.close();
  }

  @Override
  public void send(Message message, Duration delay) {
    try {
      queue.send(message.toJson(), delay);
    } catch (UncheckedIOException e) {
      throw new TableUnavailableException("the disk does not take a delivery", e);
    }
  }
}
