package dev.vitrine.event;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deliveries in memory, of one seller and webhook. */
final class MemoryDeliveries implements Deliveries {
  private final Map<String, Delivery> byEvent = new HashMap<>();
  private Runnable meanwhile = () -> {};

  /** Lets something happen between the reading and the writing of whoever writes next. */
  void beforeTheNextReplace(Runnable happens) {
    meanwhile = happens;
  }

  @Override
  public Delivery add(Delivery delivery) {
    Delivery known = byEvent.putIfAbsent(delivery.eventId(), delivery);
    return known == null ? delivery : known;
  }

  @Override
  public Optional<Delivery> find(DeliveryQueue.Message message) {
    return Optional.ofNullable(byEvent.get(message.eventId()));
  }

  @Override
  public boolean replace(Delivery delivery) {
    Runnable happens = meanwhile;
    meanwhile = () -> {};
    happens.run();
    Delivery known = byEvent.get(delivery.eventId());
    boolean isNext = known != null && known.version() == delivery.version() - 1;
    if (isNext) {
      byEvent.put(delivery.eventId(), delivery);
    }
    return isNext;
  }

  @Override
  public List<Delivery> latest(String seller, String webhookId, String before, int most) {
    return byEvent.values().stream()
        .filter(one -> one.eventId().compareTo(before) < 0)
        .sorted(Comparator.comparing(Delivery::eventId).reversed())
        .limit(most)
        .toList();
  }

  @Override
  public void forget(String seller, String webhookId) {
    byEvent.clear();
  }
}
