package dev.vitrine.event;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Puts each event onto the bus, at least once: twice only if the function ends between bus and
 * table.
 */
@ApplicationScoped
class BusTeller {
  private final EventBus bus;
  private final BusMemory memory;

  BusTeller(EventBus bus, BusMemory memory) {
    this.bus = bus;
    this.memory = memory;
  }

  /** {@return whether anybody is told} */
  boolean hasBus() {
    return bus.exists();
  }

  void tell(String seller, Event event) {
    if (bus.exists() && !memory.has(seller, event)) {
      bus.put(event.type(), event.body());
      memory.remember(seller, event);
    }
  }
}
