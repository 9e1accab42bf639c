package dev.vitrine.event;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageIndex;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes deliveries of what the table's stream names. The stream may name the same image many times.
 */
@ApplicationScoped
class EventTeller {
  /** The stream names a write for a day, and a correction names an image again at any time. */
  private static final Duration TOLD_WITHIN = Duration.ofHours(25);

  private final Catalog catalog;
  private final NotedEvents noted;
  private final Webhooks webhooks;
  private final Deliveries deliveries;
  private final DeliveryQueue queue;
  private final EventBus bus;
  private final Clock clock;

  EventTeller(
      Catalog catalog,
      NotedEvents noted,
      Webhooks webhooks,
      Deliveries deliveries,
      DeliveryQueue queue,
      EventBus bus,
      Clock clock) {
    this.catalog = catalog;
    this.noted = noted;
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.queue = queue;
    this.bus = bus;
    this.clock = clock;
  }

  /** Tells all who want to know, and reads the webhooks of a seller once for a batch. */
  final class BatchTeller {
    private final Map<String, List<Webhook>> bySeller = new HashMap<>();

    /** Tells the end of an image's work, if it has ended. */
    void tell(ImageIndex.Name image) {
      tell(
          image.seller(),
          () -> catalog.find(image.seller(), image.imageId()).flatMap(Event::ofEnd));
    }

    /** Tells an event, if it is still noted. */
    void tell(NotedEvents.Name name) {
      tell(name.seller(), () -> noted.find(name));
    }

    private void tell(String seller, Supplier<Optional<Event>> find) {
      List<Webhook> all = bySeller.computeIfAbsent(seller, webhooks::of);
      if (all.stream().noneMatch(Webhook::enabled) && !bus.exists()) {
        return; // Most sellers: what happened need not be read.
      }
      Instant now = clock.instant();
      Optional<Event> event = find.get().filter(one -> one.at().isAfter(now.minus(TOLD_WITHIN)));
      if (event.isPresent()) {
        all.stream()
            .filter(webhook -> webhook.wants(event.get()))
            .forEach(webhook -> EventTeller.this.tell(seller, webhook.id(), event.get()));
        if (bus.exists()) {
          EventTeller.this.tell(seller, Delivery.BUS, event.get());
        }
      }
    }
  }

  BatchTeller batch() {
    return new BatchTeller();
  }

  /**
   * Makes the delivery of an event to a webhook, or onto the bus. If a call before ended between
   * the table and the queue, this one sends its message.
   *
   * @return the delivery as it is by then
   */
  Delivery tell(String seller, String webhookId, Event event) {
    Delivery delivery = deliveries.add(Delivery.of(seller, webhookId, event, clock.instant()));
    if (delivery.status() == Delivery.Status.PENDING && delivery.attempts().isEmpty()) {
      queue.send(delivery.message(), Duration.ZERO);
    }
    return delivery;
  }
}
