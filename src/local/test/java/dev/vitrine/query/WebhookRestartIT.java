package dev.vitrine.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.OnlyInCi;
import dev.vitrine.local.TestApi;
import dev.vitrine.local.VitrineProcess;
import dev.vitrine.local.s3.TestS3;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** An event that was not delivered yet when the process was killed is delivered by the next. */
@OnlyInCi
class WebhookRestartIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Map<String, String> SETTINGS = Map.of("VITRINE_WEBHOOK_LOOPBACK", "true");
  private static final Path COFFEE =
      Path.of("src/main/resources/META-INF/resources/samples/coffee.jpg");

  @TempDir Path home;
  private final int port = VitrineProcess.freePort();

  @Test
  void anEventSurvivesKillDashNineBetweenItsAttempts() throws Exception {
    try (WebhookReceiver receiver = new WebhookReceiver()) {
      String secret;
      receiver.answers(number -> 503);
      try (VitrineProcess vitrine = VitrineProcess.start(home, port, SETTINGS).awaitReady()) {
        secret = created(vitrine, receiver.url()).path("secret").asText();
        upload(vitrine);
        TestApi.await("the first attempt", () -> !receiver.received().isEmpty());
        vitrine.kill();
      }
      String id = receiver.received().get(0).id();
      receiver.answers(number -> 204);
      int before = receiver.received().size();
      try (VitrineProcess vitrine = VitrineProcess.start(home, port, SETTINGS).awaitReady()) {
        TestApi.await("the next attempt", () -> receiver.received().size() > before);
      }
      WebhookReceiver.Received next = receiver.received().get(before);
      assertThat(next.id()).isEqualTo(id);
      assertThat(next.body()).isEqualTo(receiver.received().get(0).body());
      assertThat(next.isSignedWith(secret)).isTrue();
      assertThat(next.json().path("data").path("key").asText()).isEqualTo("demo/coffee.jpg");
    }
  }

  private static JsonNode created(VitrineProcess vitrine, String address) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(vitrine.url("/webhooks"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    JSON.writeValueAsString(Map.of("url", address))))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return JSON.readTree(answer.body());
  }

  private static void upload(VitrineProcess vitrine) throws IOException {
    try (S3Client s3 = TestS3.client(vitrine.s3(), TestS3.ANY)) {
      s3.putObject(
          o -> o.bucket("vitrine-uploads").key("demo/coffee.jpg"),
          RequestBody.fromBytes(Files.readAllBytes(COFFEE)));
    }
  }
}
