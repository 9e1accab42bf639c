package dev.vitrine.event;

import dev.vitrine.table.TableKeys;
import dev.vitrine.table.TableUnavailableException;
import java.util.Map;
import java.util.Optional;

/**
 * Events that follow from no change of an image, such as exports. They are written into the table,
 * so that its stream delivers them like the others. Every method throws {@link
 * TableUnavailableException} when the table does not answer now.
 */
interface NotedEvents {

  /** Which event was noted. */
  record Name(String seller, String eventId) {
    /**
     * {@return the event of a partition of the table}
     *
     * @throws IllegalArgumentException when it is no event's
     */
    static Name ofPartition(String partition) {
      Map.Entry<String, String> sellerAndId = TableKeys.eventOf(partition);
      return new Name(sellerAndId.getKey(), sellerAndId.getValue());
    }
  }

  void note(String seller, Event event);

  Optional<Event> find(Name name);
}
