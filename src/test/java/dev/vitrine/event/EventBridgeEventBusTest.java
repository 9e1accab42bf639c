package dev.vitrine.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vitrine.SetClock;
import dev.vitrine.catalog.Examples;
import dev.vitrine.table.TableUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/**
 * Puts events with the real client onto an EventBridge on loopback, which answers as the service's
 * reference says. What it lacks: rules, limits, throttling, and permissions, which {@code
 * LeastPrivilegeTest} checks.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html">PutEvents</a>
 */
class EventBridgeEventBusTest {
  private static final JsonMapper JSON = new JsonMapper();

  /** Only a bus that does not answer is waited for so long. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final String TAKEN =
      """
      {"FailedEntryCount": 0, "Entries": [{"EventId": "11710aed-b79e-4468-a20b-bb3c0c3b4860"}]}
      """;
  private static final String NOT_TAKEN =
      """
      {"FailedEntryCount": 1,
       "Entries": [{"ErrorCode": "ThrottlingException", "ErrorMessage": "Rate exceeded"}]}
      """;

  private final List<JsonNode> entries = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch over = new CountDownLatch(1);
  private final SetClock clock = new SetClock();
  private volatile boolean isSilent;
  private volatile String notTaken = "nothing";
  private volatile int status = 200;
  private HttpServer server;
  private EventBridgeClient client;
  private EventBridgeEventBus bus;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    client =
        EventBridgeClient.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .overrideConfiguration(o -> o.apiCallTimeout(PATIENCE))
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .build();
    bus = new EventBridgeEventBus(client, () -> Optional.of("default"), clock);
  }

  @AfterEach
  void stop() {
    over.countDown();
    client.close();
    server.stop(0);
    threads.shutdown();
  }

  private void answer(HttpExchange call) throws IOException {
    assertThat(call.getRequestHeaders().getFirst("X-Amz-Target")).isEqualTo("AWSEvents.PutEvents");
    JsonNode request = JSON.readTree(call.getRequestBody());
    request.path("Entries").forEach(entries::add);
    if (isSilent) {
      waitForTheEnd();
    }
    String answer =
        status != 200
            ? "{\"__type\": \"AccessDeniedException\", \"message\": \"not authorized\"}"
            : request.toString().contains(notTaken) ? NOT_TAKEN : TAKEN;
    byte[] body = answer.getBytes(UTF_8);
    call.sendResponseHeaders(status, body.length);
    call.getResponseBody().write(body);
    call.close();
  }

  private void waitForTheEnd() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anEventHasTheSourceItsTypeAndTheBodyOfWebhooks() throws Exception {
    Event event = Event.ofEnd(Examples.done("demo/cup.jpg", "cup")).orElseThrow();

    bus.put(event.type(), event.body());

    assertThat(bus.exists()).isTrue();
    assertThat(entries).hasSize(1);
    JsonNode entry = entries.get(0);
    assertThat(entry.path("EventBusName").asText()).isEqualTo("default");
    assertThat(entry.path("Source").asText()).isEqualTo("vitrine");
    assertThat(entry.path("DetailType").asText()).isEqualTo("image.done");
    assertThat(entry.path("Detail").asText()).isEqualTo(event.body());
    assertThat(JSON.readTree(event.body()).path("id").asText()).isEqualTo(event.id());
  }

  @Test
  void whatAnAnswerDidNotTakeIsAnErrorAlthoughItIs200() {
    notTaken = "two.csv";

    bus.put(EventType.IMAGES_EXPORTED, export("one.csv").body());
    assertThatThrownBy(() -> bus.put(EventType.IMAGES_EXPORTED, export("two.csv").body()))
        .isInstanceOf(TableUnavailableException.class)
        .hasMessageContaining("ThrottlingException");
  }

  @Test
  void aBusThatRefusesIsSaidInTheLog() {
    status = 400;

    assertThatThrownBy(() -> bus.put(EventType.IMAGE_DONE, "{}"))
        .isInstanceOf(TableUnavailableException.class)
        .hasMessageContaining("not authorized");
  }

  @Test
  void aBusThatDoesNotAnswerIsLeftAloneForAMinute() {
    isSilent = true;
    assertNotAnswered();
    int asked = entries.size();
    clock.pass(Duration.ofSeconds(59));
    assertNotAnswered();
    assertThat(entries).as("within the minute").hasSize(asked);

    isSilent = false;
    clock.pass(Duration.ofSeconds(1));
    bus.put(EventType.IMAGE_DONE, "{}");

    assertThat(entries).hasSize(asked + 1);
  }

  private void assertNotAnswered() {
    assertThatThrownBy(() -> bus.put(EventType.IMAGE_DONE, "{}"))
        .isInstanceOf(TableUnavailableException.class)
        .hasMessageStartingWith("EventBridge does not answer");
  }

  @Test
  void aBusThatRefusesIsAskedAgainAtOnce() {
    status = 400;
    assertThatThrownBy(() -> bus.put(EventType.IMAGE_DONE, "{}"))
        .hasMessageStartingWith("EventBridge does not take an event");
    status = 200;

    bus.put(EventType.IMAGE_DONE, "{}");

    assertThat(entries).hasSize(2);
  }

  @Test
  void withoutANameThereIsNoBus() {
    EventBridgeEventBus none = new EventBridgeEventBus(client, Optional::empty, clock);

    assertThat(none.exists()).isFalse();
  }

  private static Event export(String file) {
    return Event.export(
        "demo", new Event.ExportedFile(file, 1, "all", null, null), Examples.NOW, file);
  }
}
