package dev.vitrine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.local.TestApi;
import dev.vitrine.query.WebhookReceiver.Received;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks over HTTP, with a receiver of HTTP on this machine, and the table's real stream. */
@QuarkusTest
class WebhooksAppTest {
  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;

  private WebhookReceiver receiver;

  @BeforeEach
  void listen() throws IOException {
    receiver = new WebhookReceiver();
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void theEndOfAPictureIsToldOnceAndSigned() throws Exception {
    pictures.done("hooks-done", "cup"); // before the webhook
    TestWebhook webhook = create("hooks-done", receiver.url());
    ImageRecord done = pictures.done("hooks-done", "cup");
    awaitReceived(1);
    as("hooks-done").put("/images/" + done.imageId() + "/tags/mug").then().statusCode(200);
    ImageRecord failed = pictures.failed("hooks-done");
    awaitReceived(2);

    Received first = events().get(0);
    JsonNode body = first.json();
    assertThat(first.isSignedWith(webhook.secret())).isTrue();
    assertThat(body.path("id").asText()).isEqualTo(first.id());
    assertThat(body.path("type").asText()).isEqualTo("image.done");
    assertThat(Instant.parse(body.path("timestamp").asText())).isEqualTo(done.finishedAt());
    JsonNode data = body.path("data");
    assertThat(data.path("imageId").asText()).isEqualTo(done.imageId().value());
    assertThat(data.path("key").asText()).isEqualTo(done.picture().key());
    assertThat(data.path("revision").asText()).isEqualTo(done.picture().revision().value());
    assertThat(data.path("status").asText()).isEqualTo("done");
    assertThat(data.has("error")).isFalse();
    JsonNode second = events().get(1).json();
    assertThat(second.path("type").asText()).isEqualTo("image.failed");
    assertThat(second.path("data").path("imageId").asText()).isEqualTo(failed.imageId().value());
    assertThat(second.path("data").path("error").path("code").asText()).isNotEmpty();
    webhook
        .deliveries()
        .then()
        .body("deliveries.type", equalTo(List.of("image.failed", "image.done")))
        .body("deliveries[1].eventId", equalTo(first.id()))
        .body("deliveries[1].body.data.imageId", equalTo(done.imageId().value()));
  }

  @Test
  void aPictureThatIsRestoredFromTheBinIsNotToldAgain() throws Exception {
    TestWebhook webhook = create("hooks-bin", receiver.url());
    ImageRecord done = pictures.done("hooks-bin", "cup");
    awaitReceived(1);

    as("hooks-bin").delete("/images/" + done.imageId()).then().statusCode(204);
    as("hooks-bin").post("/bin/" + done.imageId() + "/restore").then().statusCode(200);
    pictures.failed("hooks-bin"); // after it in the stream
    awaitReceived(2);

    assertThat(events().get(1).json().path("type").asText()).isEqualTo("image.failed");
    webhook
        .deliveries()
        .then()
        .body("deliveries.type", equalTo(List.of("image.failed", "image.done")));
  }

  @Test
  void aSignatureThatWasTamperedWithIsRecognized() throws Exception {
    TestWebhook webhook = create("hooks-signed", receiver.url());
    webhook.test().then().statusCode(202).body("status", equalTo("pending"));
    awaitReceived(1);

    String secret = webhook.secret();
    Received it = receiver.received().get(0);
    assertThat(it.isSignedWith(secret)).isTrue();
    assertThat(it.json().path("type").asText()).isEqualTo("webhook.test");
    assertThat(it.with(it.id(), it.timestamp(), it.body() + " ").isSignedWith(secret)).isFalse();
    assertThat(it.with("evt_x", it.timestamp(), it.body()).isSignedWith(secret)).isFalse();
    assertThat(it.with(it.id(), "1614265330", it.body()).isSignedWith(secret)).isFalse();
    String others = create("hooks-signed", receiver.url()).secret();
    assertThat(it.isSignedWith(others)).isFalse();
    String renewed =
        as("hooks-signed").post(webhook.path() + "/secret").jsonPath().getString("secret");
    webhook.test();
    awaitReceived(2);
    assertThat(events().get(1).isSignedWith(renewed)).isTrue();
    assertThat(events().get(1).isSignedWith(secret)).as("for a day more").isTrue();
    assertThat(it.isSignedWith(renewed)).isFalse();
  }

  @Test
  void anEventIsRepeatedUntilItIsTaken() throws Exception {
    receiver.answers(number -> number < 3 ? 500 : 200);
    TestWebhook webhook = create("hooks-busy", receiver.url());
    webhook.test();
    webhook.awaitStatus("delivered");

    assertThat(receiver.received()).hasSize(3);
    assertThat(receiver.received().stream().map(Received::id).collect(Collectors.toSet()))
        .hasSize(1);
    webhook
        .deliveries()
        .then()
        .body("deliveries[0].attempts.answer", equalTo(List.of(500, 500, 200)))
        .body("deliveries[0].dueAt", nullValue());
  }

  @Test
  void whatWasNotTakenIsReplayedOnRequest() throws Exception {
    receiver.answers(number -> number <= 3 ? 302 : 204);
    TestWebhook webhook = create("hooks-down", receiver.url());
    String event = webhook.test().jsonPath().getString("eventId");
    webhook.awaitStatus("failed");
    String path = webhook.path() + "/deliveries/";

    as("hooks-down")
        .post(path + event + "/replay")
        .then()
        .statusCode(202)
        .body("status", equalTo("pending"));
    webhook.awaitStatus("delivered");

    assertThat(receiver.received()).hasSize(4);
    assertThat(receiver.received().get(3).id()).isEqualTo(event);
    assertThat(receiver.received().get(3).body()).isEqualTo(receiver.received().get(0).body());
    ApiAppTest.problem(
        as("hooks-down").post(path + "evt_000000000000_0000000000000000/replay"),
        404,
        "DELIVERY_NOT_FOUND");
    String longer = path + "e".repeat(1_100) + "/replay";
    ApiAppTest.problem(as("hooks-down").post(longer), 404, "DELIVERY_NOT_FOUND");
  }

  @Test
  void aReceiverThatIsGoneIsToldNothingMore() throws Exception {
    receiver.answers(number -> 410);
    TestWebhook webhook = create("hooks-gone", receiver.url());
    webhook.test();
    webhook.awaitStatus("failed");
    TestApi.await(
        "stopped", () -> !as("hooks-gone").get(webhook.path()).jsonPath().getBoolean("enabled"));

    as("hooks-gone").get(webhook.path()).then().body("disabledBecause", equalTo("GONE"));
    ApiAppTest.problem(webhook.test(), 409, "WEBHOOK_DISABLED");
    receiver.answers(number -> 200);
    as("hooks-gone")
        .body(Map.of("url", receiver.url(), "events", List.of("image.failed")))
        .put(webhook.path())
        .then()
        .statusCode(200)
        .body("enabled", equalTo(true))
        .body("disabledBecause", nullValue());
    pictures.done("hooks-gone", "cup"); // which it does not want to know
    pictures.failed("hooks-gone");
    awaitReceived(2);
    assertThat(events().get(1).json().path("type").asText()).isEqualTo("image.failed");
  }

  @Test
  void aReceiverThatDoesNotListenIsTriedAgain() throws Exception {
    TestWebhook webhook = create("hooks-deaf", receiver.url());
    receiver.close();
    webhook.test();
    webhook.awaitStatus("failed");

    webhook
        .deliveries()
        .then()
        .body("deliveries[0].attempts.problem", equalTo(List.of("REFUSED", "REFUSED", "REFUSED")));
  }

  @Test
  void aHostInsideANetworkIsRefusedWhenItIsToBeCalled() throws Exception {
    TestWebhook webhook = create("hooks-inside", "https://169.254.169.254/latest");
    webhook.test();
    webhook.awaitStatus("failed");

    webhook
        .deliveries()
        .then()
        .body("deliveries[0].attempts[0].problem", equalTo("ADDRESS_REFUSED"));
  }

  private TestWebhook create(String seller, String address) {
    return new TestWebhook(url, seller, address);
  }

  private void awaitReceived(int number) throws Exception {
    TestApi.await(number + " events", () -> events().size() >= number);
    assertThat(events()).hasSize(number);
  }

  /** Each event once: deliveries are promised at least once, with the same id. */
  private List<Received> events() {
    Set<String> ids = new HashSet<>();
    return receiver.received().stream().filter(one -> ids.add(one.id())).toList();
  }

  private RequestSpecification as(String seller) {
    return TestApi.as(url, seller);
  }
}
