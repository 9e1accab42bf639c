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
import java.util.function.Consumer;

/** Makes deliveries of what the table's stream names. May be told of the same image many times. */
@ApplicationScoped
class EventTeller {
  /** The stream names a write for a day, and a correction names an image again at any time. */
  private static final Duration TOLD_WITHIN = Duration.ofHours(25);

  private final Catalog catalog;
  private final Webhooks webhooks;
  private final Deliveries deliveries;
  private final DeliveryQueue queue;
  private final Clock clock;

  EventTeller(
      Catalog catalog, Webhooks webhooks, Deliveries deliveries, DeliveryQueue queue, Clock clock) {
    this.catalog = catalog;
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * {@return what tells all who want to know if an image's work has ended} It reads the webhooks of
   * a seller once, however many of the seller's images the batch has.
   */
  Consumer<ImageIndex.Name> ofOneBatch() {
    Map<String, List<Webhook>> bySeller = new HashMap<>();
    return image -> tell(image, bySeller.computeIfAbsent(image.seller(), webhooks::of));
  }

  private void tell(ImageIndex.Name image, List<Webhook> all) {
    if (all.stream().noneMatch(Webhook::enabled)) {
      return; // Most sellers: the image need not be read.
    }
    Instant now = clock.instant();
    Optional<Event> event =
        catalog
            .find(image.seller(), image.imageId())
            .flatMap(Event::ofEnd)
            .filter(end -> end.at().isAfter(now.minus(TOLD_WITHIN)));
    if (event.isPresent()) {
      all.stream()
          .filter(webhook -> webhook.wants(event.get()))
          .forEach(webhook -> tell(image.seller(), webhook, event.get()));
    }
  }

  /**
   * Makes the delivery of an event to a webhook. If a call before ended between the table and the
   * queue, this one sends its message.
   *
   * @return the delivery as it is by then
   */
  Delivery tell(String seller, Webhook webhook, Event event) {
    Delivery delivery = deliveries.add(Delivery.of(seller, webhook, event, clock.instant()));
    if (delivery.status() == Delivery.Status.PENDING && delivery.attempts().isEmpty()) {
      queue.send(delivery.message(), Duration.ZERO);
    }
    return delivery;
  }
}
