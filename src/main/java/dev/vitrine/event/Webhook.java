package dev.vitrine.event;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
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
 * @param toldSince for types that it is told since later than that, because it was stopped or was
 *     not told of them: earlier events are not told
 */
public record Webhook(
    String id,
    String url,
    Set<EventType> events,
    boolean enabled,
    @Nullable String disabledBecause,
    String secret,
    Instant createdAt,
    Map<EventType, Instant> toldSince) {
  /** What the id of a webhook looks like. */
  public static final String ID = "[0-9a-f]{12}";

  /** Most webhooks of one seller. */
  public static final int MOST = 5;

  public Webhook {
    if (!id.matches(ID)) {
      throw new IllegalArgumentException("not the id of a webhook: " + id);
    }
    events = Set.copyOf(events);
    toldSince = toldSince == null ? Map.of() : Map.copyOf(toldSince); // those of before had none
  }

  /** {@return a new webhook, which is told of events from now on} */
  static Webhook of(
      String id, String url, Set<EventType> events, String secret, Instant createdAt) {
    return new Webhook(id, url, events, true, null, secret, createdAt, Map.of());
  }

  /** {@return whether it is told of this} */
  boolean wants(Event event) {
    return isTold(event.type())
        && !event.at().isBefore(toldSince.getOrDefault(event.type(), createdAt));
  }

  private boolean isTold(EventType type) {
    return enabled && (events.isEmpty() || events.contains(type));
  }

  /**
   * {@return the webhook with other settings} One that Vitrine stopped is told again. Types that it
   * was not told of before are told from now on.
   */
  public Webhook with(String newUrl, Set<EventType> newEvents, boolean nowEnabled, Instant now) {
    Webhook changed =
        new Webhook(id, newUrl, newEvents, nowEnabled, null, secret, createdAt, toldSince);
    Map<EventType, Instant> since = new EnumMap<>(EventType.class);
    since.putAll(toldSince);
    Arrays.stream(EventType.values())
        .filter(type -> changed.isTold(type) && !isTold(type))
        .forEach(type -> since.put(type, now));
    return new Webhook(id, newUrl, newEvents, nowEnabled, null, secret, createdAt, since);
  }

  Webhook stopped(String why) {
    return new Webhook(id, url, events, false, why, secret, createdAt, toldSince);
  }

  /**
   * Without the secret and the url, whose query may be a secret too: neither may get into a log.
   */
  @Override
  public String toString() {
    return "Webhook[" + id + "]";
  }
}
