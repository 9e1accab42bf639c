package dev.vitrine.event;

import dev.vitrine.table.Deadline;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What a seller does with webhooks and their deliveries. */
@ApplicationScoped
public class SellersWebhooks {
  /** What the id of an event looks like. */
  public static final String EVENT_ID = Event.ID;

  private static final int MOST_DELIVERIES = 50;
  private static final int ID_BYTES = 6;

  /** API Gateway waits 29 s for an answer. */
  private static final int FORGETTING_MILLIS = 15_000;

  private static final Logger LOG = Logger.getLogger(SellersWebhooks.class);

  /** A seller has {@value Webhook#MOST} webhooks already. */
  public static final class TooManyWebhooksException extends RuntimeException {}

  private final Webhooks webhooks;
  private final Deliveries deliveries;
  private final EventTeller teller;
  private final DeliveryQueue queue;
  private final WebhookConfig config;
  private final Clock clock;

  SellersWebhooks(
      Webhooks webhooks,
      Deliveries deliveries,
      EventTeller teller,
      DeliveryQueue queue,
      WebhookConfig config,
      Clock clock) {
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.teller = teller;
    this.queue = queue;
    this.config = config;
    this.clock = clock;
  }

  /** A generator that lived in a snapshot of the function would give the same numbers twice. */
  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  /** {@return a seller's webhooks, oldest first} */
  public List<Webhook> of(String seller) {
    return webhooks.of(seller);
  }

  /** {@return the webhook; empty if the seller has none of this id} */
  public Optional<Webhook> find(String seller, String id) {
    return webhooks.of(seller).stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /**
   * {@return the new webhook}
   *
   * @throws IllegalArgumentException with a sentence for the seller when the url is not allowed
   * @throws TooManyWebhooksException when the seller has {@value Webhook#MOST}
   */
  public Webhook create(String seller, String url, Set<EventType> events) {
    WebhookUrl.of(url, config.loopback());
    Webhook webhook =
        Webhook.of(
            HexFormat.of().formatHex(random(ID_BYTES)),
            url,
            events,
            Signature.secret(random(Signature.KEY_BYTES)),
            clock.instant());
    webhooks.change(
        seller,
        all -> {
          if (all.size() >= Webhook.MOST) {
            throw new TooManyWebhooksException();
          }
          List<Webhook> more = new ArrayList<>(all);
          more.add(webhook);
          return more;
        });
    return webhook;
  }

  /**
   * {@return the webhook as it is then; empty if the seller has none of this id}
   *
   * @throws IllegalArgumentException with a sentence for the seller when the url is not allowed
   */
  public Optional<Webhook> set(
      String seller, String id, String url, Set<EventType> events, boolean enabled) {
    WebhookUrl.of(url, config.loopback());
    return changed(seller, id, webhook -> webhook.with(url, events, enabled, clock.instant()));
  }

  /**
   * Makes a new secret. The former one signs too for 24 hours.
   *
   * @return the webhook as it is then; empty if the seller has none of this id
   */
  public Optional<Webhook> renewSecret(String seller, String id) {
    String secret = Signature.secret(random(Signature.KEY_BYTES));
    return changed(seller, id, webhook -> webhook.withSecret(secret, clock.instant()));
  }

  private Optional<Webhook> changed(String seller, String id, UnaryOperator<Webhook> change) {
    webhooks.change(
        seller,
        all -> all.stream().map(one -> one.id().equals(id) ? change.apply(one) : one).toList());
    return find(seller, id);
  }

  /**
   * Forgets a webhook and its deliveries: as many as can be deleted within seconds, and the rest
   * when their 30 days are over.
   *
   * @return whether there was one of this id
   */
  public boolean delete(String seller, String id) {
    boolean known = find(seller, id).isPresent();
    if (known) {
      webhooks.change(seller, all -> all.stream().filter(one -> !one.id().equals(id)).toList());
      forgetDeliveries(seller, id);
    }
    return known;
  }

  /** The webhook is gone whatever happens here, so that no second call would find it. */
  private void forgetDeliveries(String seller, String id) {
    try {
      Deadline.within(
          FORGETTING_MILLIS,
          () -> {
            deliveries.forget(seller, id);
            return true;
          });
    } catch (RuntimeException e) {
      LOG.warnf(e, "deliveries of webhook %s of %s are kept for 30 days", id, seller);
    }
  }

  /** {@return the delivery of a new test event; it was queued, and not yet attempted} */
  public Delivery test(String seller, Webhook webhook) {
    Instant now = clock.instant();
    Event event = Event.test(seller, now, UUID.randomUUID().toString());
    return teller.tell(seller, webhook.id(), event);
  }

  /**
   * {@return the deliveries of the latest events, newest first; at most 50}
   *
   * @param before id of an event: only of earlier ones; null for all
   */
  public List<Delivery> deliveries(String seller, Webhook webhook, @Nullable String before) {
    String end = before == null ? Deliveries.AFTER_ALL : before;
    return deliveries.latest(seller, webhook.id(), end, MOST_DELIVERIES);
  }

  /**
   * Delivers an event again, with the same id and body. Its attempts begin anew, and take the place
   * of one that is pending.
   *
   * @return the delivery, queued; empty if none is remembered
   */
  public Optional<Delivery> replay(String seller, Webhook webhook, String eventId) {
    if (!eventId.matches(Event.ID)) {
      return Optional.empty(); // A key may not be of any length.
    }
    DeliveryQueue.Message message = new DeliveryQueue.Message(seller, webhook.id(), eventId, 0);
    Optional<Delivery> found = deliveries.find(message);
    while (found.isPresent()) {
      Delivery replayed = found.get().replayed(clock.instant());
      if (deliveries.replace(replayed)) {
        queue.send(replayed.message(), Duration.ZERO);
        return Optional.of(replayed);
      }
      found = deliveries.find(message); // An attempt has ended meanwhile, or another replay began.
    }
    return found;
  }

  /**
   * What was replayed of the deliveries that {@link #deliveries} gives.
   *
   * @param count how many of them are delivered again
   * @param before of the next call; null if there are no earlier deliveries
   */
  public record Replayed(int count, @Nullable String before) {}

  /**
   * Delivers again all events whose last attempt failed, also those that wait for the next one.
   *
   * @param before as of {@link #deliveries}
   */
  public Replayed replayFailed(String seller, Webhook webhook, @Nullable String before) {
    List<Delivery> some = deliveries(seller, webhook, before);
    List<Delivery> failed = some.stream().filter(SellersWebhooks::hasFailed).toList();
    failed.forEach(one -> replay(seller, webhook, one.eventId()));
    boolean isLast = some.size() < MOST_DELIVERIES;
    return new Replayed(failed.size(), isLast ? null : some.get(some.size() - 1).eventId());
  }

  private static boolean hasFailed(Delivery delivery) {
    return delivery.status() == Delivery.Status.FAILED
        || (delivery.status() == Delivery.Status.PENDING && !delivery.attempts().isEmpty());
  }

  /** {@return when the last attempt of a delivery is due if all before it fail} */
  public Instant lastDueAt(Delivery delivery) {
    return delivery.lastDueAt(config.pauses());
  }
}
