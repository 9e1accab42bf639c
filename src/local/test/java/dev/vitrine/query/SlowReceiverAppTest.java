package dev.vitrine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;

import dev.vitrine.local.TestApi;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
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
      TestWebhook slowWebhook = new TestWebhook(url, "hooks-slow", slow.url());
      slowWebhook.test();
      TestApi.await("the slow one is called", () -> slow.received().size() == 1);
      new TestWebhook(url, "hooks-quick", receiver.url()).test();
      awaitReceived(1);
      othersWereTold.countDown();
      slowWebhook.awaitStatus("delivered");

      assertThat(slow.received()).hasSize(1);
    }
  }

  /** Connections are taken, and never answered; each attempt ends after ten seconds. */
  @Test
  void aReceiverThatNeverAnswersHoldsUpNeitherItsSellersOthersNorOtherSellers() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String address = "http://localhost:" + mute.getLocalPort() + "/hook";
      TestWebhook never = new TestWebhook(url, "hooks-mute", address);
      for (int i = 0; i < 20; i++) {
        never.test().then().statusCode(202);
      }
      new TestWebhook(url, "hooks-mute", receiver.url()).test();
      new TestWebhook(url, "hooks-beside", receiver.url()).test();
      awaitReceived(2);

      never
          .deliveries()
          .then()
          .body("deliveries", hasSize(20))
          .body("deliveries.attempts.flatten()", empty());
      never.as().delete(never.path()).then().statusCode(204);
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

  /** Each event comes at least once, with the same id. */
  private void awaitReceived(int number) throws Exception {
    TestApi.await(
        number + " events",
        () ->
            receiver.received().stream().map(WebhookReceiver.Received::id).distinct().count()
                >= number);
  }
}
