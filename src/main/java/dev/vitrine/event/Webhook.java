package dev.vitrine.event;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param failingSince since when attempts fail repeatedly and its receiver takes nothing; null if
 *     they do not
 * @param secret {@code whsec_} and the key of the signature in base64
 * @param formerSecrets those before it, oldest first; at most {@value #MOST_FORMER_SECRETS}
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
    @Nullable Instant failingSince,
    String secret,
    List<FormerSecret> formerSecrets,
    Instant createdAt,
    Map<EventType, Instant> toldSince) {
  /** What the id of a webhook looks like. */
  public static final String ID = "[0-9a-f]{12}";

  /** Most webhooks of one seller. */
  public static final int MOST = 5;

  /** The receiver has answered 410. */
  static final String GONE = "GONE";

  /** The receiver has taken nothing for days. */
  static final String FAILING = "FAILING";

  /** Most secrets that sign besides the present one, if several are made within a day. */
  static final int MOST_FORMER_SECRETS = 3;

  /** How long a former secret signs: long enough to give the new one to the receiver. */
  static final Duration FORMER_SECRET_SIGNS = Duration.ofHours(24);

  public Webhook {
    if (!id.matches(ID)) {
      throw new IllegalArgumentException("not the id of a webhook: " + id);
    }
    events = Set.copyOf(events);
    // Those that earlier releases stored have neither.
    formerSecrets = formerSecrets == null ? List.of() : List.copyOf(formerSecrets);
    toldSince = toldSince == null ? Map.of() : Map.copyOf(toldSince);
  }

  /**
   * A secret in whose place another has come.
   *
   * @param until when it signs no more
   */
  public record FormerSecret(String secret, Instant until) {
    /** Without the secret. */
    @Override
    public String toString() {
      return "FormerSecret[" + until + "]";
    }
  }

  /** {@return a new webhook, which is told of events from now on} */
  static Webhook of(
      String id, String url, Set<EventType> events, String secret, Instant createdAt) {
    return new Webhook(id, url, events, true, null, null, secret, List.of(), createdAt, Map.of());
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
   * {@return the webhook with other settings} One that Vitrine stopped is started again. Types that
   * it was not told of before are told from now on.
   */
  public Webhook with(String newUrl, Set<EventType> newEvents, boolean nowEnabled, Instant now) {
    boolean isSameReceiver = enabled && nowEnabled && url.equals(newUrl);
    Webhook changed =
        new Webhook(
            id,
            newUrl,
            newEvents,
            nowEnabled,
            null,
            isSameReceiver ? failingSince : null,
            secret,
            formerSecrets,
            createdAt,
            toldSince);
    Map<EventType, Instant> since = new EnumMap<>(EventType.class);
    since.putAll(toldSince);
    Arrays.stream(EventType.values())
        .filter(type -> changed.isTold(type) && !isTold(type))
        .forEach(type -> since.put(type, now));
    return changed.withToldSince(since);
  }

  private Webhook withToldSince(Map<EventType, Instant> since) {
    return new Webhook(
        id,
        url,
        events,
        enabled,
        disabledBecause,
        failingSince,
        secret,
        formerSecrets,
        createdAt,
        since);
  }

  Webhook stopped(String why) {
    return new Webhook(
        id, url, events, false, why, failingSince, secret, formerSecrets, createdAt, toldSince);
  }

  /**
   * {@return the webhook after an attempt}
   *
   * @param since see {@link #failingSince}
   */
  Webhook withFailingSince(@Nullable Instant since) {
    return new Webhook(
        id,
        url,
        events,
        enabled,
        disabledBecause,
        since,
        secret,
        formerSecrets,
        createdAt,
        toldSince);
  }

  /** {@return the webhook with a new secret; the present one signs for a day more} */
  Webhook withSecret(String newSecret, Instant now) {
    List<FormerSecret> former = new ArrayList<>(signingBesides(now));
    former.add(new FormerSecret(secret, now.plus(FORMER_SECRET_SIGNS)));
    return new Webhook(
        id,
        url,
        events,
        enabled,
        disabledBecause,
        failingSince,
        newSecret,
        former.subList(Math.max(0, former.size() - MOST_FORMER_SECRETS), former.size()),
        createdAt,
        toldSince);
  }

  /** {@return the former secrets that still sign, oldest first} */
  private List<FormerSecret> signingBesides(Instant now) {
    return formerSecrets.stream().filter(one -> one.until().isAfter(now)).toList();
  }

  /** {@return the secrets that sign, the present one first} */
  List<String> signingSecrets(Instant now) {
    List<String> secrets = new ArrayList<>(List.of(secret));
    signingBesides(now).forEach(one -> secrets.add(1, one.secret()));
    return secrets;
  }

  /** {@return when the last of the former secrets signs no more; empty if none signs now} */
  public Optional<Instant> formerSecretsUntil(Instant now) {
    List<FormerSecret> former = signingBesides(now);
    return former.isEmpty() ? Optional.empty() : Optional.of(former.get(former.size() - 1).until());
  }

  /**
   * Without the secret and the url, whose query may be a secret too: neither may get into a log.
   */
  @Override
  public String toString() {
    return "Webhook[" + id + "]";
  }
}
