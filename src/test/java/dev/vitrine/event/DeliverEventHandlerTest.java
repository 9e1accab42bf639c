package dev.vitrine.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.vitrine.TestContext;
import dev.vitrine.event.Delivery.Status;
import dev.vitrine.table.TableUnavailableException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

/** Attempts without a network: every name is one of a private address, or none. */
class DeliverEventHandlerTest {
  private static final Instant NOW = Instant.parse("2026-11-29T03:00:00Z");
  private static final Webhook WEBHOOK =
      Webhook.of(
          "5f0c1d2e3a4b",
          "https://shop.example/",
          Set.of(),
          Signature.secret(new byte[Signature.KEY_BYTES]),
          NOW.minusSeconds(60));

  private final Map<DeliveryQueue.Message, Delivery> table = new HashMap<>();
  private final List<Duration> queued = new ArrayList<>();
  private final List<Webhook> webhooks = new ArrayList<>(List.of(WEBHOOK));
  private boolean tableAnswers = true;
  private boolean changedMeanwhile;
  private String address = "10.0.0.1";
  private Supplier<Socket> sockets = Socket::new;

  @Test
  void anAttemptThatFailsIsRememberedBeforeTheNextIsQueued() {
    Delivery delivery = remembered(NOW);

    assertThat(failures(delivery)).isEmpty();

    Delivery after = table.get(delivery.message());
    assertThat(after.status()).isEqualTo(Status.PENDING);
    assertThat(after.attempts())
        .extracting(Delivery.Attempt::problem)
        .containsExactly("ADDRESS_REFUSED");
    assertThat(after.dueAt()).isEqualTo(NOW.plusSeconds(5));
    assertThat(queued).containsExactly(Duration.ofSeconds(5));
  }

  @Test
  void aNameThatDnsDoesNotKnowIsSaidToBeUnknown() {
    address = "";
    Delivery delivery = remembered(NOW);

    failures(delivery);

    assertThat(table.get(delivery.message()).attempts())
        .extracting(Delivery.Attempt::problem)
        .containsExactly("UNKNOWN_HOST");
  }

  @Test
  void theDeliveryHasFailedAfterTheLastPause() {
    Delivery delivery = remembered(NOW);
    for (int i = 0; i < 3; i++) {
      table.computeIfPresent(delivery.message(), (key, one) -> dueAt(one, NOW));
      failures(delivery);
    }

    Delivery after = table.get(delivery.message());
    assertThat(after.status()).isEqualTo(Status.FAILED);
    assertThat(after.tries()).isEqualTo(3);
    assertThat(queued).containsExactly(Duration.ofSeconds(5), Duration.ofHours(10));
    failures(delivery); // a message that came twice
    assertThat(table.get(delivery.message())).isEqualTo(after);
  }

  @Test
  void aMessageThatComesTooEarlyIsQueuedForTheRest() {
    Delivery delivery = remembered(NOW.plusSeconds(7200));

    assertThat(failures(delivery)).isEmpty();

    assertThat(queued).containsExactly(Duration.ofHours(2));
    assertThat(table.get(delivery.message()).attempts()).isEmpty();
  }

  @Test
  void whatSomebodyElseAttemptedMeanwhileIsLeftToThem() {
    changedMeanwhile = true;
    Delivery delivery = remembered(NOW);

    assertThat(failures(delivery)).isEmpty();

    assertThat(queued).isEmpty();
  }

  @Test
  void aStoppedWebhookIsToldNothing() {
    webhooks.set(0, WEBHOOK.stopped("GONE"));
    Delivery delivery = remembered(NOW);

    failures(delivery);

    assertThat(table.get(delivery.message()).status()).isEqualTo(Status.FAILED);
    assertThat(table.get(delivery.message()).attempts()).isEmpty();
  }

  @Test
  void anAddressThatIsGoneStopsItsWebhook() {
    webhooks.set(0, at("http://localhost/old"));
    address = "127.0.0.1";
    sockets = () -> new AnsweringReceiver(410, () -> {});

    failures(remembered(NOW));

    assertThat(webhooks.get(0).enabled()).isFalse();
    assertThat(webhooks.get(0).disabledBecause()).isEqualTo("GONE");
  }

  @Test
  void anAddressThatIsGoneDoesNotStopOneThatTookItsPlaceMeanwhile() {
    webhooks.set(0, at("http://localhost/old"));
    address = "127.0.0.1";
    sockets = () -> new AnsweringReceiver(410, () -> webhooks.set(0, at("http://localhost/new")));

    failures(remembered(NOW));

    assertThat(webhooks).containsExactly(at("http://localhost/new"));
    assertThat(webhooks.get(0).enabled()).isTrue();
  }

  private static Webhook at(String url) {
    return WEBHOOK.with(url, Set.of(), true, NOW);
  }

  @Test
  void aMessageComesAgainWhileTheTableDoesNotAnswer() {
    Delivery delivery = remembered(NOW);
    tableAnswers = false;

    assertThat(failures(delivery)).containsExactly("0");
    assertThat(queued).isEmpty();
  }

  @Test
  void aMessageThatCannotBeReadFailsAloneAndOneOfNoDeliveryIsDropped() {
    Delivery delivery = remembered(NOW);
    String unknown = new DeliveryQueue.Message("demo", WEBHOOK.id(), "evt_none", 0).toJson();

    assertThat(failures("no JSON", unknown, delivery.message().toJson())).containsExactly("0");
    assertThat(table.get(delivery.message()).attempts()).hasSize(1);
  }

  @Test
  void messagesAndDeliveriesOfEarlierReleasesCountNoReplays() {
    Delivery delivery = remembered(NOW);
    String earlier = EventJson.write(delivery).replace("\"replays\":0,", "");
    assertThat(earlier).doesNotContain("replays");
    assertThat(EventJson.read(earlier, Delivery.class)).isEqualTo(delivery);

    assertThat(failures(delivery.message().toJson().replace(",\"replays\":0", ""))).isEmpty();

    assertThat(table.get(delivery.message()).attempts()).hasSize(1);
  }

  private Delivery remembered(Instant due) {
    Event event = Event.test("demo", NOW, "x");
    Delivery delivery = dueAt(Delivery.of("demo", WEBHOOK.id(), event, NOW), due);
    table.put(delivery.message(), delivery);
    return delivery;
  }

  private static Delivery dueAt(Delivery one, Instant due) {
    return new Delivery(
        one.seller(),
        one.webhookId(),
        one.eventId(),
        one.type(),
        one.body(),
        one.at(),
        one.status(),
        one.tries(),
        due,
        one.attempts(),
        one.replays(),
        one.version());
  }

  private List<String> failures(Delivery delivery) {
    return failures(delivery.message().toJson());
  }

  private List<String> failures(String... bodies) {
    List<SQSMessage> messages = new ArrayList<>();
    for (String body : bodies) {
      SQSMessage message = new SQSMessage();
      message.setMessageId(Integer.toString(messages.size()));
      message.setBody(body);
      messages.add(message);
    }
    SQSEvent batch = new SQSEvent();
    batch.setRecords(messages);
    SQSBatchResponse response =
        new DeliverEventHandler(courier()).handleRequest(batch, TestContext.A_MINUTE);
    return response.getBatchItemFailures().stream()
        .map(BatchItemFailure::getItemIdentifier)
        .toList();
  }

  private Courier courier() {
    return new Courier(
        new SellersOwn(),
        new Remembered(),
        (message, delay) -> queued.add(delay),
        new NoBus(),
        new SqsDeliveryQueueTest.Settings(
            List.of(Duration.ofSeconds(5), Duration.ofHours(10)), true),
        Clock.fixed(NOW, ZoneOffset.UTC),
        new WebhookPost(
            (SSLSocketFactory) SSLSocketFactory.getDefault(), this::addresses, sockets));
  }

  private InetAddress[] addresses(String host) throws UnknownHostException {
    if (address.isEmpty()) {
      throw new UnknownHostException(host);
    }
    return InetAddress.getAllByName(address);
  }

  private final class SellersOwn implements Webhooks {
    @Override
    public List<Webhook> of(String seller) {
      return List.copyOf(webhooks);
    }

    @Override
    public void change(String seller, UnaryOperator<List<Webhook>> change) {
      List<Webhook> changed = change.apply(List.copyOf(webhooks));
      webhooks.clear();
      webhooks.addAll(changed);
    }
  }

  private final class Remembered implements Deliveries {
    @Override
    public Delivery add(Delivery delivery) {
      throw new AssertionError("an attempt makes no delivery");
    }

    @Override
    public Optional<Delivery> find(DeliveryQueue.Message message) {
      if (!tableAnswers) {
        throw new TableUnavailableException("by the test", new IllegalStateException());
      }
      return Optional.ofNullable(table.get(message));
    }

    @Override
    public boolean replace(Delivery delivery) {
      if (changedMeanwhile || table.get(delivery.message()).version() != delivery.version() - 1) {
        return false;
      }
      table.put(delivery.message(), delivery);
      return true;
    }

    @Override
    public List<Delivery> latest(String seller, String webhookId, String before, int most) {
      return List.copyOf(table.values());
    }

    @Override
    public void forget(String seller, String webhookId) {
      throw new AssertionError("no webhook is deleted here");
    }
  }
}
