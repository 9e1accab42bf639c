package dev.vitrine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;

import dev.vitrine.local.TestApi;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Receivers that take long or never answer, beside one that does at once. */
@QuarkusTest
class SlowReceiverAppTest {
  @TestHTTPResource("/")
  URL url;

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
  void aSlowReceiverHoldsUpNoOther() throws Exception {
    CountDownLatch othersWereTold = new CountDownLatch(1);
    try (WebhookReceiver slow = new WebhookReceiver()) {
      slow.answers(number -> waited(othersWereTold) ? 204 : 500);
      JsonPath slowWebhook = create("hooks-slow", Map.of("url", slow.url()));
      test("hooks-slow", slowWebhook);
      TestApi.await("the slow one is called", () -> slow.received().size() == 1);
      test("hooks-quick", create("hooks-quick", Map.of("url", receiver.url())));
      awaitReceived(1);
      othersWereTold.countDown();
      awaitStatus("hooks-slow", slowWebhook, "delivered");

      assertThat(slow.received()).hasSize(1);
    }
  }

  /** Connections are taken, and never answered; each attempt ends after ten seconds. */
  @Test
  void aReceiverThatNeverAnswersHoldsUpNeitherItsSellersOthersNorOtherSellers() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String address = "http://localhost:" + mute.getLocalPort() + "/hook";
      JsonPath never = create("hooks-mute", Map.of("url", address));
      for (int i = 0; i < 20; i++) {
        test("hooks-mute", never).then().statusCode(202);
      }
      test("hooks-mute", create("hooks-mute", Map.of("url", receiver.url())));
      test("hooks-beside", create("hooks-beside", Map.of("url", receiver.url())));
      awaitReceived(2);

      deliveries("hooks-mute", never)
          .then()
          .body("deliveries", hasSize(20))
          .body("deliveries.attempts.flatten()", empty());
      as("hooks-mute").delete(path(never)).then().statusCode(204);
    }
  }

  private static boolean waited(CountDownLatch latch) {
    try {
      return latch.await(5, TimeUnit.SECONDS); // less than an attempt may take
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private JsonPath create(String seller, Map<String, Object> body) {
    return as(seller).body(body).post("/webhooks").then().statusCode(201).extract().jsonPath();
  }

  private static String path(JsonPath webhook) {
    return "/webhooks/" + webhook.getString("id");
  }

  private Response test(String seller, JsonPath webhook) {
    return as(seller).post(path(webhook) + "/test");
  }

  private Response deliveries(String seller, JsonPath webhook) {
    return as(seller).get(path(webhook) + "/deliveries");
  }

  /** Each event comes at least once, with the same id. */
  private void awaitReceived(int number) throws Exception {
    TestApi.await(
        number + " events",
        () ->
            receiver.received().stream().map(WebhookReceiver.Received::id).distinct().count()
                >= number);
  }

  private void awaitStatus(String seller, JsonPath webhook, String status) throws Exception {
    TestApi.await(
        status,
        () ->
            deliveries(seller, webhook)
                .jsonPath()
                .getString("deliveries[0].status")
                .equals(status));
  }

  private RequestSpecification as(String seller) {
    return TestApi.as(url, seller);
  }
}
