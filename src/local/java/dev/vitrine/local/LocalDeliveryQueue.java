package dev.vitrine.local;

import dev.vitrine.event.DeliverEventHandler;
import dev.vitrine.event.DeliveryQueue;
import dev.vitrine.image.Sha256;
import dev.vitrine.local.function.LocalContext;
import dev.vitrine.local.queue.DurableQueue;
import dev.vitrine.table.TableUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * The queue of deliveries to webhooks, with {@code deliver-event} at its end. A receiver that never
 * answers has a quarter of the threads at most, and a seller with several of them three quarters.
 */
@ApplicationScoped
class LocalDeliveryQueue implements DeliveryQueue {
  /**
   * While the table or the disk does not answer, for about three days. Then the delivery stays
   * pending, and is replayed by its seller or at the next start.
   */
  static final DurableQueue.Failures FAILURES =
      new DurableQueue.Failures(Duration.ofSeconds(5), Duration.ofHours(1), 80);

  /** A seller has at most five receivers; an attempt takes at most ten seconds. */
  static final DurableQueue.Shares SHARES = new DurableQueue.Shares(16, 12, 4);

  private final DurableQueue queue;

  LocalDeliveryQueue(LocalStores stores, Instance<DeliverEventHandler> function)
      throws IOException {
    queue =
        new DurableQueue(
            stores.folder("deliveries"),
            "vitrine-deliveries",
            FAILURES,
            SHARES,
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
      queue.send(owner(message.seller()), message.webhookId(), message.toJson(), delay);
    } catch (UncheckedIOException e) {
      throw new TableUnavailableException("the disk does not take a delivery", e);
    }
  }

  /** {@return a seller's name in letters and digits, which it need not have} */
  private static String owner(String seller) {
    return HexFormat.of().formatHex(Sha256.of(seller), 0, 8);
  }
}
