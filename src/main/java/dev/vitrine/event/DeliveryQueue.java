package dev.vitrine.event;

import dev.vitrine.table.TableUnavailableException;
import java.time.Duration;

/** Deliveries that are due now or later; hands each over at least once. */
public interface DeliveryQueue {

  /**
   * Which delivery is due.
   *
   * @param webhookId {@value Delivery#BUS} for the account's bus
   * @param replays of the delivery when the message was sent: a later replay has a message of its
   *     own, and makes this one void
   */
  record Message(String seller, String webhookId, String eventId, int replays) {
    /** {@return the message's body} */
    public String toJson() {
      return EventJson.write(this);
    }
  }

  /**
   * @param delay after which the message is handed over; it may be earlier, never much later
   * @throws TableUnavailableException when the queue does not take it now
   */
  void send(Message message, Duration delay);
}
