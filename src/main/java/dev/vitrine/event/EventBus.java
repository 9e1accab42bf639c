package dev.vitrine.event;

import dev.vitrine.table.TableUnavailableException;

/** The event bus of the account that runs Vitrine. Local mode has none. */
public interface EventBus {

  /** {@return whether there is one} */
  boolean exists();

  /**
   * Puts an event onto the bus.
   *
   * @param type the type's name
   * @param body JSON, as webhooks get it
   * @throws TableUnavailableException when the bus does not take it now
   */
  void put(EventType type, String body);
}
