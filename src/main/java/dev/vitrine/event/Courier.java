package dev.vitrine.event;

import dev.vitrine.event.Delivery.Attempt;
import dev.vitrine.event.Delivery.Status;
import dev.vitrine.table.TableUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.jboss.logging.Logger;

/**
 * Makes the attempts of deliveries. A message leaves the queue only after its delivery has ended or
 * a message for the next attempt was sent, so a function that dies loses nothing: the receiver may
 * get an event twice, with the same id.
 */
@ApplicationScoped
class Courier {
  private static final Logger LOG = Logger.getLogger(Courier.class);

  /** For one attempt; the function has 30 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Webhooks webhooks;
  private final Deliveries deliveries;
  private final DeliveryQueue queue;
  private final EventBus bus;
  private final WebhookConfig config;
  private final Clock clock;
  private final WebhookPost post;

  @Inject
  Courier(
      Webhooks webhooks,
      Deliveries deliveries,
      DeliveryQueue queue,
      EventBus bus,
      WebhookConfig config,
      Clock clock) {
    this(
        webhooks,
        deliveries,
        queue,
        bus,
        config,
        clock,
        new WebhookPost(
            (SSLSocketFactory) SSLSocketFactory.getDefault(), InetAddress::getAllByName));
  }

  Courier(
      Webhooks webhooks,
      Deliveries deliveries,
      DeliveryQueue queue,
      EventBus bus,
      WebhookConfig config,
      Clock clock,
      WebhookPost post) {
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.queue = queue;
    this.bus = bus;
    this.config = config;
    this.clock = clock;
    this.post = post;
  }

  /** Attempts a delivery if it is due, and sees to the next attempt. */
  void deliver(DeliveryQueue.Message message) {
    Delivery delivery = deliveries.find(message).orElse(null);
    if (delivery == null
        || delivery.status() != Status.PENDING
        || message.replays() < delivery.replays()) {
      return;
    }
    Instant now = clock.instant();
    if (delivery.dueAt().isAfter(now)) {
      queue.send(message, Duration.between(now, delivery.dueAt()));
      return;
    }
    if (delivery.isForBus()) {
      putOntoBus(delivery, now);
      return;
    }
    Optional<Webhook> webhook =
        webhooks.of(message.seller()).stream()
            .filter(one -> one.id().equals(message.webhookId()) && one.enabled())
            .findFirst();
    if (webhook.isEmpty()) {
      deliveries.replace(delivery.givenUp(now));
      return;
    }
    AttemptEnd end = attempt(webhook.get(), delivery, now);
    Attempt attempt = end.attempt();
    Delivery after = delivery.after(attempt, config.pauses(), end.pause(), clock.instant());
    if (!deliveries.replace(after)) {
      return; // Somebody else has attempted it too, and sees to the next attempt.
    }
    new AttemptOutcome(webhook.get(), after, attempt)
        .change()
        .ifPresent(change -> change(message.seller(), webhook.get(), change));
    if (after.status() == Status.PENDING) {
      queue.send(message, Duration.between(clock.instant(), after.dueAt()));
    }
  }

  /**
   * If the bus does not take it, its message comes again, and after an hour is put aside. The
   * attempt is remembered: who tells events makes no second message of a delivery that was
   * attempted.
   */
  private void putOntoBus(Delivery delivery, Instant now) {
    if (!bus.exists()) {
      deliveries.replace(delivery.givenUp(now));
      return;
    }
    long begun = System.nanoTime();
    try {
      bus.put(delivery.type(), delivery.body());
    } catch (TableUnavailableException e) {
      deliveries.replace(
          delivery.stillDue(new Attempt(now, null, "NOT_TAKEN", millisSince(begun))));
      throw e;
    }
    deliveries.replace(
        delivery.after(
            new Attempt(now, 200, null, millisSince(begun)),
            List.of(),
            Duration.ZERO,
            clock.instant()));
  }

  private static long millisSince(long begun) {
    return (System.nanoTime() - begun) / 1_000_000;
  }

  /**
   * How an attempt ended.
   *
   * @param pause how long the receiver wants no further one
   */
  private record AttemptEnd(Attempt attempt, Duration pause) {}

  private AttemptEnd attempt(Webhook webhook, Delivery delivery, Instant now) {
    long begun = System.nanoTime();
    String problem;
    try {
      WebhookUrl url = WebhookUrl.of(webhook.url(), config.loopback());
      WebhookAnswer answer =
          post.send(url, headers(webhook, delivery, now), delivery.body(), PATIENCE);
      return new AttemptEnd(
          new Attempt(now, answer.status(), null, millisSince(begun)),
          answer.pause(clock.instant()));
    } catch (IllegalArgumentException | WebhookUrl.AddressRefusedException e) {
      problem = "ADDRESS_REFUSED";
    } catch (IOException e) {
      LOG.debugf(e, "webhook %s of %s was not reached", webhook.id(), delivery.seller());
      problem = problem(e);
    }
    return new AttemptEnd(new Attempt(now, null, problem, millisSince(begun)), Duration.ZERO);
  }

  private static Map<String, String> headers(Webhook webhook, Delivery delivery, Instant now) {
    String id = delivery.eventId();
    long seconds = now.getEpochSecond();
    return Map.of(
        "webhook-id",
        id,
        "webhook-timestamp",
        Long.toString(seconds),
        "webhook-signature",
        Signature.header(webhook.signingSecrets(now), id, seconds, delivery.body()));
  }

  static String problem(IOException e) {
    if (e instanceof UnknownHostException) {
      return "UNKNOWN_HOST";
    }
    if (e instanceof SocketTimeoutException) {
      return "TIMEOUT";
    }
    if (e instanceof SSLException) {
      return "TLS";
    }
    if (e instanceof WebhookPost.NotHttpException) {
      return "NOT_HTTP";
    }
    return e instanceof ConnectException ? "REFUSED" : "CONNECTION";
  }

  /**
   * Changes a webhook after an attempt. A webhook that got another address meanwhile, or was
   * stopped or started, stays as it is.
   */
  private void change(String seller, Webhook attempted, UnaryOperator<Webhook> change) {
    webhooks.change(
        seller,
        all ->
            all.stream()
                .map(one -> isUnchanged(attempted, one) ? change.apply(one) : one)
                .toList());
  }

  private static boolean isUnchanged(Webhook one, Webhook other) {
    return one.id().equals(other.id())
        && one.url().equals(other.url())
        && one.enabled() == other.enabled();
  }
}
