package dev.vitrine.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.SetClock;
import dev.vitrine.Settings;
import dev.vitrine.catalog.MemoryCatalog;
import dev.vitrine.event.Delivery.Attempt;
import dev.vitrine.event.Delivery.Status;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

/** Days of deliveries to a receiver that fails, with the pauses of the default. */
class FailingReceiverTest {
  private static final String SELLER = "demo";

  private final SetClock clock = new SetClock();
  private final MemoryWebhooks webhooks = new MemoryWebhooks();
  private final MemoryDeliveries deliveries = new MemoryDeliveries();
  private final List<QueuedMessage> queued = new ArrayList<>();
  private final List<Instant> posts = new ArrayList<>();
  private final WebhookConfig config =
      Settings.with(WebhookConfig.class, Map.of("vitrine.webhook.loopback", "true"));
  private final SellersWebhooks sellers = sellersWebhooks();
  private int answer = 503;

  private record QueuedMessage(Instant at, DeliveryQueue.Message message) {}

  @Test
  void isAskedAsStandardWebhooksRecommendsAndIsThenStopped() {
    Webhook webhook = sellers.create(SELLER, "http://localhost/hook", Set.of());
    Instant start = clock.instant();
    Delivery test = sellers.test(SELLER, webhook);
    assertThat(sellers.lastDueAt(test)).isEqualTo(start.plus(Duration.parse("PT75H35M5S")));

    passUntilTheQueueIsEmpty();

    assertThat(posts.stream().map(at -> Duration.between(start, at)))
        .as("the table of the convention, as time since start")
        .extracting(Duration::toString)
        .containsExactly(
            "PT0S",
            "PT5S",
            "PT5M5S",
            "PT35M5S",
            "PT2H35M5S",
            "PT7H35M5S",
            "PT17H35M5S",
            "PT31H35M5S",
            "PT51H35M5S",
            "PT75H35M5S");
    assertThat(now(test).status()).isEqualTo(Status.FAILED);
    assertThat(now(test).attempts()).as("all are remembered").hasSize(10);
    assertThat(now(webhook).enabled()).isFalse();
    assertThat(now(webhook).disabledBecause()).isEqualTo("FAILING");
    assertThat(now(webhook).failingSince()).isEqualTo(start.plus(Duration.parse("PT5M5S")));
  }

  @Test
  void isToldAgainOnRequestAndGetsWhatItMissedByAReplay() {
    Webhook webhook = sellers.create(SELLER, "http://localhost/hook", Set.of());
    Delivery test = sellers.test(SELLER, webhook);
    passUntilTheQueueIsEmpty();
    answer = 204;

    Optional<Webhook> told = sellers.set(SELLER, webhook.id(), webhook.url(), Set.of(), true);
    sellers.replay(SELLER, told.orElseThrow(), test.eventId());
    passUntilTheQueueIsEmpty();

    assertThat(now(test).status()).isEqualTo(Status.DELIVERED);
    assertThat(now(webhook).enabled()).isTrue();
    assertThat(now(webhook).disabledBecause()).isNull();
    assertThat(now(webhook).failingSince()).isNull();
  }

  @Test
  void goesOnIfItTakesAnotherEventMeanwhile() {
    Webhook webhook = sellers.create(SELLER, "http://localhost/hook", Set.of());
    Delivery refused = sellers.test(SELLER, webhook);
    pass(Duration.ofHours(20));
    assertThat(now(webhook).failingSince()).isNotNull();
    answer = 204;
    Delivery taken = sellers.test(SELLER, webhook);
    pass(Duration.ZERO);
    assertThat(now(taken).status()).isEqualTo(Status.DELIVERED);
    assertThat(now(webhook).failingSince()).isNull();
    answer = 503;

    passUntilTheQueueIsEmpty();

    assertThat(now(refused).status()).isEqualTo(Status.FAILED);
    assertThat(now(webhook).enabled()).isTrue();
  }

  @Test
  void isNotStoppedByAFewFailuresEvenAfterAWeekInWhichNothingHappened() {
    Webhook webhook = sellers.create(SELLER, "http://localhost/hook", Set.of());
    sellers.test(SELLER, webhook);
    pass(Duration.ofHours(1));
    sellers.set(SELLER, webhook.id(), webhook.url(), Set.of(), false);
    passUntilTheQueueIsEmpty();
    clock.pass(Duration.ofDays(7));
    sellers.set(SELLER, webhook.id(), webhook.url(), Set.of(), true);

    sellers.test(SELLER, webhook);
    pass(Duration.ofDays(3));

    assertThat(now(webhook).enabled()).isTrue();
    assertThat(now(webhook).failingSince()).isAfter(clock.instant().minus(Duration.ofDays(3)));
  }

  @Test
  void aReplayTakesThePlaceOfThePendingAttempt() {
    Webhook webhook = sellers.create(SELLER, "http://localhost/hook", Set.of());
    Delivery test = sellers.test(SELLER, webhook);
    pass(Duration.ofSeconds(10));
    assertThat(posts).hasSize(2);
    assertThat(now(test).dueAt()).isAfter(clock.instant());

    sellers.replay(SELLER, webhook, test.eventId());
    Instant replayed = clock.instant();
    passUntilTheQueueIsEmpty();

    assertThat(posts.stream().skip(2).map(at -> Duration.between(replayed, at).toSeconds()))
        .as("no other attempt than those of the replay")
        .startsWith(0L, 5L, 305L)
        .hasSize(10)
        .doesNotHaveDuplicates();
  }

  @Test
  void allThatFailedIsReplayedPartByPart() {
    Webhook webhook = sellers.create(SELLER, "http://localhost/hook", Set.of());
    Delivery taken = sellers.test(SELLER, webhook);
    answer = 204;
    passUntilTheQueueIsEmpty();
    answer = 503;
    for (int i = 0; i < 60; i++) {
      clock.pass(Duration.ofSeconds(1));
      sellers.test(SELLER, webhook);
    }
    passUntilTheQueueIsEmpty();
    answer = 204;
    posts.clear();
    Webhook told = sellers.set(SELLER, webhook.id(), webhook.url(), Set.of(), true).orElseThrow();

    SellersWebhooks.Replayed first = sellers.replayFailed(SELLER, told, null);
    SellersWebhooks.Replayed second = sellers.replayFailed(SELLER, told, first.before());
    passUntilTheQueueIsEmpty();

    assertThat(List.of(first.count(), second.count())).containsExactly(50, 10);
    assertThat(second.before()).isNull();
    assertThat(posts).as("without the one that was taken").hasSize(60);
    assertThat(now(taken).replays()).isZero();
    assertThat(deliveries.latest(SELLER, webhook.id(), Deliveries.AFTER_ALL, 99))
        .extracting(Delivery::status)
        .containsOnly(Status.DELIVERED);
  }

  @Test
  void whatWaitsForItsNextAttemptIsReplayedWithAllThatFailed() {
    Webhook webhook = sellers.create(SELLER, "http://localhost/hook", Set.of());
    for (int i = 0; i < 3; i++) {
      sellers.test(SELLER, webhook);
      pass(Duration.ofHours(1));
    }
    answer = 204;
    posts.clear();

    SellersWebhooks.Replayed replayed = sellers.replayFailed(SELLER, now(webhook), null);
    pass(Duration.ofSeconds(1));

    assertThat(replayed.count()).isEqualTo(3);
    assertThat(posts).as("at once, not when the next attempts are due").hasSize(3);
  }

  @Test
  void aReplayIsNotLostWhenAnAttemptEndsMeanwhile() {
    Webhook webhook = sellers.create(SELLER, "http://localhost/hook", Set.of());
    Delivery test = sellers.test(SELLER, webhook);
    answer = 204;
    deliveries.beforeTheNextReplace(() -> deliver(queued.remove(0)));

    Optional<Delivery> replayed = sellers.replay(SELLER, webhook, test.eventId());

    assertThat(replayed.orElseThrow().status()).isEqualTo(Status.PENDING);
    passUntilTheQueueIsEmpty();
    assertThat(posts).hasSize(2);
    assertThat(now(test).attempts()).extracting(Attempt::answer).containsExactly(204, 204);
  }

  private Delivery now(Delivery delivery) {
    return deliveries.find(delivery.message()).orElseThrow();
  }

  private Webhook now(Webhook webhook) {
    return sellers.find(SELLER, webhook.id()).orElseThrow();
  }

  private void passUntilTheQueueIsEmpty() {
    pass(Duration.ofDays(30));
  }

  /** Lets time pass until then, or until nothing is queued any more. */
  private void pass(Duration time) {
    Instant end = clock.instant().plus(time);
    while (!queued.isEmpty()) {
      QueuedMessage next =
          queued.stream().min(Comparator.comparing(QueuedMessage::at)).orElseThrow();
      if (next.at().isAfter(end)) {
        clock.pass(Duration.between(clock.instant(), end));
        return;
      }
      queued.remove(next);
      if (next.at().isAfter(clock.instant())) {
        clock.pass(Duration.between(clock.instant(), next.at()));
      }
      deliver(next);
    }
  }

  private void deliver(QueuedMessage one) {
    courier(
            () -> {
              posts.add(clock.instant());
              deliverWhatIsDueToo();
            })
        .deliver(one.message());
  }

  /** As other threads do during an attempt. */
  private void deliverWhatIsDueToo() {
    for (QueuedMessage other : List.copyOf(queued)) {
      if (!other.at().isAfter(clock.instant()) && queued.remove(other)) {
        deliver(other);
      }
    }
  }

  private void queue(DeliveryQueue.Message message, Duration delay) {
    queued.add(new QueuedMessage(clock.instant().plus(delay), message));
  }

  /** A courier whose attempts are answered with {@link #answer}, after something has happened. */
  private Courier courier(Runnable meanwhile) {
    WebhookPost post =
        new WebhookPost(
            (SSLSocketFactory) SSLSocketFactory.getDefault(),
            InetAddress::getAllByName,
            () -> new AnsweringReceiver(answer, meanwhile));
    return new Courier(webhooks, deliveries, this::queue, new NoBus(), config, clock, post);
  }

  private SellersWebhooks sellersWebhooks() {
    EventTeller teller =
        new EventTeller(
            new MemoryCatalog(),
            new NoneNoted(),
            webhooks,
            deliveries,
            this::queue,
            new NoBus(),
            clock);
    return new SellersWebhooks(webhooks, deliveries, teller, this::queue, config, clock);
  }

  private static final class NoneNoted implements NotedEvents {
    @Override
    public void note(String seller, Event event) {
      throw new AssertionError("nothing is noted here");
    }

    @Override
    public Optional<Event> find(Name name) {
      return Optional.empty();
    }
  }
}
