package dev.vitrine.event;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An address of a seller's that is told of events.
 *
 * @param id 12 hexadecimal digits
 * @param url where events are posted, see {@link WebhookUrl}
 * @param events the types that it is told; empty for all
 * @param enabled whether it is told of anything
 * @param disabledBecause why Vitrine stopped telling it; null if it did not
 * @param secret {@code whsec_} and the key of the signature in base64
 * @param createdAt earlier events are not told
 */
public record Webhook(
    String id,
    String url,
    Set<EventType> events,
    boolean enabled,
    @Nullable String disabledBecause,
    String secret,
    Instant createdAt) {
  /** What the id of a webhook looks like. */
  public static final String ID = "[0-9a-f]{12}";

  /** Most webhooks of one seller. */
  public static final int MOST = 5;

  public Webhook {
    if (!id.matches(ID)) {
      throw new IllegalArgumentException("not the id of a webhook: " + id);
    }
    events = Set.copyOf(events);
  }

  /** {@return whether it is told of this} */
  boolean wants(Event event) {
    return enabled
        && (events.isEmpty() || events.contains(event.type()))
        && !event.at().isBefore(createdAt);
  }

  /** {@return the webhook with other settings; those Vitrine stopped are told again} */
  public Webhook with(String newUrl, Set<EventType> newEvents, boolean nowEnabled) {
    return new Webhook(id, newUrl, newEvents, nowEnabled, null, secret, createdAt);
  }

  Webhook stopped(String why) {
    return new Webhook(id, url, events, false, why, secret, createdAt);
  }

  /**
   * Without the secret and the url, whose query may be a secret too: neither may get into a log.
   */
  @Override
  public String toString() {
    return "Webhook[" + id + "]";
  }
}
