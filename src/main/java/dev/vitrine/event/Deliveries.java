package dev.vitrine.event;

import dev.vitrine.table.TableUnavailableException;
import java.util.List;
import java.util.Optional;

/**
 * Remembers deliveries for 30 days. Every method throws {@link TableUnavailableException} when the
 * table does not answer now.
 */
interface Deliveries {
  /** Comes after the id of every event. */
  String AFTER_ALL = "evt_~";

  /** {@return the delivery as it is remembered: the given one, if there was none of its event} */
  Delivery add(Delivery delivery);

  /** {@return the delivery that a message is about, however often it was replayed since} */
  Optional<Delivery> find(DeliveryQueue.Message message);

  /**
   * Writes a delivery, unless somebody else has changed it.
   *
   * @param delivery one version after the one that was read
   * @return whether it was written
   */
  boolean replace(Delivery delivery);

  /**
   * {@return the deliveries of the latest events, newest first}
   *
   * @param before id of an event: only of earlier ones; {@value #AFTER_ALL} for all
   */
  List<Delivery> latest(String seller, String webhookId, String before, int most);

  /**
   * Deletes the deliveries of a webhook, until the present thread's deadline: of very many, some
   * may be left.
   */
  void forget(String seller, String webhookId);
}
