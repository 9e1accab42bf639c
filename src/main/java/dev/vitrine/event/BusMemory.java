package dev.vitrine.event;

import dev.vitrine.table.TableUnavailableException;

/**
 * Remembers which events were put onto the bus, longer than the table's stream names what they
 * tell. Every method throws {@link TableUnavailableException} when the table does not answer now.
 */
interface BusMemory {

  boolean has(String seller, Event event);

  void remember(String seller, Event event);
}
