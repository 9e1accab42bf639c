package dev.vitrine.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vitrine.TestContext;
import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.MemoryCatalog;
import dev.vitrine.table.StreamEvents;
import dev.vitrine.table.StreamFailures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/**
 * An event bus that refuses, and a webhook beside it, both on loopback: both functions with the
 * real clients, the queue and the table in memory.
 */
class BusBesideWebhooksTest {
  private static final JsonMapper JSON = new JsonMapper();

  private final Clock clock = Clock.fixed(Examples.NOW.plusSeconds(1), ZoneOffset.UTC);
  private final MemoryCatalog catalog = new MemoryCatalog();
  private final Map<DeliveryQueue.Message, Delivery> table = new HashMap<>();
  private final List<DeliveryQueue.Message> queued = new ArrayList<>();
  private final List<String> posted = new CopyOnWriteArrayList<>();
  private final List<String> put = new CopyOnWriteArrayList<>();
  private volatile boolean refuses = true;
  private HttpServer server;
  private EventBridgeClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/hook", this::receive);
    server.createContext("/", this::take);
    server.start();
    client =
        EventBridgeClient.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .endpointOverride(address(""))
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void aBusThatRefusesHoldsUpNoWebhookAndIsToldLaterOnce() throws Exception {
    EventBus bus = new EventBridgeEventBus(client, () -> Optional.of("default"), clock);
    catalog.put(Examples.done("demo/cup.jpg", "cup"));
    catalog.put(Examples.done("demo/pot.jpg", "pot"));

    tell(bus, "demo/cup.jpg", "demo/pot.jpg");
    List<DeliveryQueue.Message> refused = deliver(bus, queued);

    assertThat(posted).as("told at once").hasSize(2);
    assertThat(refused).hasSize(2).allMatch(message -> message.webhookId().equals("bus"));
    assertThat(put).isEmpty();
    tell(bus, "demo/cup.jpg", "demo/pot.jpg");
    assertThat(queued).as("what the stream names again while the bus refuses").hasSize(4);
    assertThat(deliver(bus, refused)).as("the bus refuses still").isEqualTo(refused);
    assertThat(table.values())
        .filteredOn(Delivery::isForBus)
        .allSatisfy(one -> assertThat(one.attempts()).hasSize(2));
    refuses = false;
    assertThat(deliver(bus, refused)).isEmpty();
    assertThat(deliver(bus, refused)).as("messages that came twice").isEmpty();
    tell(bus, "demo/cup.jpg");

    assertThat(put).containsExactlyInAnyOrderElementsOf(posted);
    assertThat(queued).as("what the stream names again").hasSize(4);
  }

  @Test
  void whatIsOnItsWayToABusThatWasGivenUpEnds() throws Exception {
    EventBus bus = new EventBridgeEventBus(client, () -> Optional.of("default"), clock);
    catalog.put(Examples.done("demo/cup.jpg", "cup"));
    tell(bus, "demo/cup.jpg");

    assertThat(deliver(new EventBridgeEventBus(client, Optional::empty, clock), queued)).isEmpty();

    assertThat(table.values())
        .filteredOn(Delivery::isForBus)
        .extracting(Delivery::status)
        .containsExactly(Delivery.Status.FAILED);
  }

  private void tell(EventBus bus, String... keys) throws Exception {
    List<String> records = new ArrayList<>();
    for (String key : keys) {
      String id = Examples.received(key).imageId().value();
      records.add(StreamEvents.record(records.size(), "demo#image#" + id, "image"));
    }
    String stream = "{\"Records\": [" + String.join(",", records) + "]}";
    EventTeller teller =
        new EventTeller(
            catalog, new NoneNoted(), new OneWebhook(), new InMemory(), this::queue, bus, clock);
    StreamFailures failures =
        new StreamFailures(
            (record, why) -> {
              throw new AssertionError("nothing is given up here", why);
            },
            clock);
    TellEventsHandler.Result result =
        new TellEventsHandler(teller, failures)
            .handleRequest(
                JSON.readValue(stream, TellEventsHandler.Request.class), TestContext.A_MINUTE);
    assertThat(result.failures()).as("what the stream would bring again").isEmpty();
  }

  /** {@return the messages that come again} */
  private List<DeliveryQueue.Message> deliver(EventBus bus, List<DeliveryQueue.Message> messages) {
    List<DeliveryQueue.Message> some = List.copyOf(messages);
    SQSEvent batch = new SQSEvent();
    batch.setRecords(new ArrayList<>());
    for (int i = 0; i < some.size(); i++) {
      SQSMessage message = new SQSMessage();
      message.setMessageId(Integer.toString(i));
      message.setBody(some.get(i).toJson());
      batch.getRecords().add(message);
    }
    Courier courier =
        new Courier(new OneWebhook(), new InMemory(), this::queue, bus, new Loopback(), clock);
    return new DeliverEventHandler(courier)
        .handleRequest(batch, TestContext.A_MINUTE).getBatchItemFailures().stream()
            .map(BatchItemFailure::getItemIdentifier)
            .map(id -> some.get(Integer.parseInt(id)))
            .toList();
  }

  private void queue(DeliveryQueue.Message message, Duration delay) {
    assertThat(delay).isZero();
    queued.add(message);
  }

  private URI address(String path) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + path);
  }

  private void receive(HttpExchange call) throws IOException {
    posted.add(new String(call.getRequestBody().readAllBytes(), UTF_8));
    call.sendResponseHeaders(204, -1);
    call.close();
  }

  private void take(HttpExchange call) throws IOException {
    JsonNode entry = JSON.readTree(call.getRequestBody()).path("Entries").path(0);
    if (!refuses) {
      put.add(entry.path("Detail").asText());
    }
    byte[] answer =
        (refuses
                ? "{\"__type\": \"AccessDeniedException\", \"message\": \"not authorized\"}"
                : "{\"FailedEntryCount\": 0, \"Entries\": [{\"EventId\": \"1\"}]}")
            .getBytes(UTF_8);
    call.sendResponseHeaders(refuses ? 400 : 200, answer.length);
    call.getResponseBody().write(answer);
    call.close();
  }

  private final class OneWebhook implements Webhooks {
    @Override
    public List<Webhook> of(String seller) {
      String secret = Signature.secret(new byte[Signature.KEY_BYTES]);
      String url = address("/hook").toString();
      return List.of(
          Webhook.of("000000000001", url, Set.of(), secret, Examples.NOW.minusSeconds(60)));
    }

    @Override
    public void change(String seller, UnaryOperator<List<Webhook>> change) {
      throw new AssertionError("nothing changes a webhook here");
    }
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

  private final class InMemory implements Deliveries {
    @Override
    public Delivery add(Delivery delivery) {
      Delivery known = table.putIfAbsent(delivery.message(), delivery);
      return known == null ? delivery : known;
    }

    @Override
    public Optional<Delivery> find(DeliveryQueue.Message message) {
      return Optional.ofNullable(table.get(message));
    }

    @Override
    public boolean replace(Delivery delivery) {
      boolean isNext = table.get(delivery.message()).version() == delivery.version() - 1;
      if (isNext) {
        table.put(delivery.message(), delivery);
      }
      return isNext;
    }

    @Override
    public List<Delivery> latest(String seller, String webhookId, String before, int most) {
      return List.of();
    }

    @Override
    public void forget(String seller, String webhookId) {
      throw new AssertionError("no webhook is deleted here");
    }
  }

  private static final class Loopback implements WebhookConfig {
    @Override
    public Optional<String> queue() {
      return Optional.empty();
    }

    @Override
    public List<Duration> pauses() {
      return List.of();
    }

    @Override
    public boolean loopback() {
      return true;
    }
  }
}
