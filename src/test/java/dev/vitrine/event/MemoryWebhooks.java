package dev.vitrine.event;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Webhooks in memory. */
final class MemoryWebhooks implements Webhooks {
  private final Map<String, List<Webhook>> bySeller = new HashMap<>();

  @Override
  public List<Webhook> of(String seller) {
    return bySeller.getOrDefault(seller, List.of());
  }

  @Override
  public void change(String seller, UnaryOperator<List<Webhook>> change) {
    bySeller.put(seller, List.copyOf(change.apply(of(seller))));
  }
}
