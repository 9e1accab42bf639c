package dev.vitrine.event;

import java.util.HashSet;
import java.util.Set;

/** Which events were put onto the bus, for tests. */
final class RememberedInMemory implements BusMemory {
  private final Set<String> ids = new HashSet<>();

  @Override
  public boolean has(String seller, Event event) {
    return ids.contains(event.id());
  }

  @Override
  public void remember(String seller, Event event) {
    ids.add(event.id());
  }
}
