package dev.vitrine.query;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.vitrine.event.Delivery;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to a webhook.
 *
 * @param eventId the header webhook-id, the same in each attempt and replay
 * @param dueAt when the next attempt is due; null if none is. If that was long ago, the attempt was
 *     lost: replay the delivery
 * @param lastDueAt when the last attempt is due if all before it fail; null if none is due
 * @param attempts the latest 10, oldest first
 * @param body what is sent
 */
@Schema(name = "Delivery")
public record DeliveryView(
    @Schema(required = true, examples = "\"evt_0199c8a1b2c3_9f86d081884c7d65\"") String eventId,
    @Schema(required = true, examples = "\"image.done\"") String type,
    @Schema(required = true) Instant at,
    @Schema(
            required = true,
            enumeration = {"pending", "delivered", "failed"})
        String status,
    @Nullable Instant dueAt,
    @Nullable Instant lastDueAt,
    @Schema(required = true) List<AttemptView> attempts,
    @Schema(required = true, implementation = Object.class) @JsonRawValue String body) {

  /**
   * One request to the receiver.
   *
   * @param answer its HTTP status
   * @param problem why there was no answer: ADDRESS_REFUSED, UNKNOWN_HOST, REFUSED, TIMEOUT, TLS,
   *     CONNECTION or NOT_HTTP
   */
  @Schema(name = "DeliveryAttempt")
  public record AttemptView(
      @Schema(required = true) Instant at,
      @Nullable Integer answer,
      @Nullable String problem,
      @Schema(required = true) long millis) {}

  /**
   * @param lastDueAt if it is pending
   */
  static DeliveryView of(Delivery delivery, Instant lastDueAt) {
    boolean isPending = delivery.status() == Delivery.Status.PENDING;
    return new DeliveryView(
        delivery.eventId(),
        delivery.type().word(),
        delivery.at(),
        delivery.status().word(),
        isPending ? delivery.dueAt() : null,
        isPending ? lastDueAt : null,
        delivery.attempts().stream()
            .map(one -> new AttemptView(one.at(), one.answer(), one.problem(), one.millis()))
            .toList(),
        delivery.body());
  }
}
