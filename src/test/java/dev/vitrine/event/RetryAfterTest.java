package dev.vitrine.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.LoopbackSqs;
import dev.vitrine.SentMessages;
import dev.vitrine.SetClock;
import dev.vitrine.Settings;
import dev.vitrine.event.Delivery.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A receiver that is busy and says until when, with the pauses of the default. */
class RetryAfterTest {
  private static final String SELLER = "demo";

  /** The test's clock stands at 10:00:00 of that day. */
  private static final String IN_AN_HOUR = "Sat, 28 Nov 2026 11:00:00 GMT";

  private final SetClock clock = new SetClock();
  private final MemoryWebhooks webhooks = new MemoryWebhooks();
  private final MemoryDeliveries deliveries = new MemoryDeliveries();
  private final List<Duration> delays = new ArrayList<>();
  private final List<Instant> posts = new ArrayList<>();
  private final WebhookConfig config =
      Settings.with(WebhookConfig.class, Map.of("vitrine.webhook.loopback", "true"));
  private int status = 503;
  private String retryAfter = "3600";

  @BeforeEach
  void create() {
    Webhook webhook =
        Webhook.of(
            "5f0c1d2e3a4b",
            "http://localhost/hook",
            Set.of(),
            Signature.secret(new byte[Signature.KEY_BYTES]),
            clock.instant());
    webhooks.change(SELLER, all -> List.of(webhook));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "503 | 3600           | PT1H",
        "429 | " + IN_AN_HOUR + " | PT1H",
        "503 | 0              | PT5S",
        "503 | 4              | PT5S",
        "503 | 6              | PT6S",
        "500 | 3600           | PT5S",
        "503 | Sat, 28 Nov 2026 09:00:00 GMT | PT5S",
        "503 | Sun, 28 Nov 2027 10:00:00 GMT | PT24H",
        "503 | 86401          | PT24H",
        "503 | 999999999999999999 | PT24H",
        "503 | 9999999999999999999999 | PT5S",
        "503 | -5             | PT5S",
        "503 | soon           | PT5S",
        "503 | 1.5            | PT5S"
      })
  void theNextAttemptComesNoEarlierAndAtMostTheLongestPauseLater(
      int answered, String header, Duration pause) {
    status = answered;
    retryAfter = header;
    Delivery delivery = remembered();

    courier(this::queue).deliver(delivery.message());

    assertThat(delays).containsExactly(pause);
    assertThat(now(delivery).dueAt()).isEqualTo(clock.instant().plus(pause));
    assertThat(now(delivery).attempts())
        .extracting(Delivery.Attempt::answer)
        .containsExactly(answered);
  }

  @Test
  void aLongerPauseOfTheScheduleStays() {
    Delivery delivery = remembered();
    attempt(delivery, 4);
    assertThat(delays.subList(0, 3)).as("an hour each").containsOnly(Duration.ofHours(1));

    assertThat(delays.get(3)).as("after the fourth attempt").isEqualTo(Duration.ofHours(2));
  }

  @Test
  void aReceiverThatAlwaysAsksForMoreIsAttemptedTenTimesInNineDaysAndStopped() {
    retryAfter = "31536000";
    Delivery delivery = remembered();
    Instant start = clock.instant();

    attempt(delivery, 10);

    assertThat(posts).hasSize(10);
    assertThat(Duration.between(start, posts.get(9))).isEqualTo(Duration.ofDays(9));
    assertThat(delays).as("none after the last").hasSize(9);
    assertThat(now(delivery).status()).isEqualTo(Status.FAILED);
    assertThat(webhooks.of(SELLER).get(0).disabledBecause()).isEqualTo("FAILING");
  }

  @Test
  void thePauseIsOfOneAttemptOnly() {
    Delivery delivery = remembered();
    attempt(delivery, 1);
    retryAfter = "soon";

    attempt(delivery, 1);

    assertThat(delays).containsExactly(Duration.ofHours(1), Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3600", IN_AN_HOUR})
  void inSqsItIsMadeOfQuartersOfAnHour(String header) throws IOException {
    retryAfter = header;
    SentMessages sent = new SentMessages();
    try (LoopbackSqs sqs = new LoopbackSqs(sent)) {
      Courier courier =
          courier(
              new SqsDeliveryQueue(
                  sqs.client(), new SqsDeliveryQueueTest.Settings(config.pauses(), true)));
      Delivery delivery = remembered();

      courier.deliver(delivery.message());
      for (int quarters = 0; quarters < 3; quarters++) {
        clock.pass(Duration.ofMinutes(15));
        courier.deliver(delivery.message());
      }

      assertThat(posts).as("none of the messages that came earlier made an attempt").hasSize(1);
      assertThat(sent.requests())
          .extracting(request -> request.path("DelaySeconds").asInt())
          .containsExactly(900, 900, 900, 900);
      clock.pass(Duration.ofMinutes(15));
      courier.deliver(delivery.message());
      assertThat(posts).hasSize(2);
    }
  }

  private Delivery remembered() {
    Event event = Event.test(SELLER, clock.instant(), "x");
    return deliveries.add(Delivery.of(SELLER, "5f0c1d2e3a4b", event, clock.instant()));
  }

  private Delivery now(Delivery delivery) {
    return deliveries.find(delivery.message()).orElseThrow();
  }

  /** Makes attempts, each when it is due. */
  private void attempt(Delivery delivery, int times) {
    IntStream.range(0, times)
        .forEach(
            attempt -> {
              Duration left = Duration.between(clock.instant(), now(delivery).dueAt());
              clock.pass(left);
              courier(this::queue).deliver(delivery.message());
            });
  }

  private void queue(DeliveryQueue.Message message, Duration delay) {
    delays.add(delay);
  }

  private Courier courier(DeliveryQueue queue) {
    WebhookPost post =
        new WebhookPost(
            (SSLSocketFactory) SSLSocketFactory.getDefault(),
            InetAddress::getAllByName,
            () ->
                new AnsweringReceiver(
                    status,
                    "Retry-After: " + retryAfter + "\r\n",
                    () -> posts.add(clock.instant())));
    return new Courier(webhooks, deliveries, queue, new NoBus(), config, clock, post);
  }
}
