package dev.vitrine.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import dev.vitrine.table.Deadline;
import dev.vitrine.trace.Counted;
import dev.vitrine.trace.Metric;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;

/** The real client and an endpoint on loopback that answers when the test lets it. */
class SageMakerEndpointsTest {
  private static final ModelRequest REQUEST =
      ModelRequest.json(new JsonMapper().createObjectNode());

  private final CountDownLatch answers = new CountDownLatch(1);
  private HttpServer server;
  private SageMakerRuntimeClient client;
  private SageMakerEndpoints endpoints;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/endpoints/slow/invocations",
        call -> {
          try {
            answers.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          byte[] body = "{\"embeddings\": []}".getBytes(UTF_8);
          call.sendResponseHeaders(200, body.length);
          call.getResponseBody().write(body);
          call.close();
        });
    server.start();
    client =
        SageMakerRuntimeClient.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
            .build();
    endpoints = new SageMakerEndpoints(client, new JsonMapper());
  }

  @AfterEach
  void stop() {
    answers.countDown();
    client.close();
    server.stop(0);
  }

  @Test
  void aCallerWhoCannotWaitIsToldThatTheModelIsAway() {
    assertThatThrownBy(() -> endpoints.invoke("slow", REQUEST.within(Duration.ofMillis(200))))
        .isInstanceOf(ModelUnavailableException.class);
    assertThat(answers.getCount()).isEqualTo(1); // it still has not answered
  }

  @Test
  void aCallEndsBeforeItsFunction() {
    assertThatThrownBy(() -> Deadline.within(2_300, () -> endpoints.invoke("slow", REQUEST)))
        .isInstanceOf(ModelUnavailableException.class);
    assertThat(answers.getCount()).isEqualTo(1);
  }

  @Test
  void anAnswerInTimeIsRead() {
    answers.countDown();

    assertThat(endpoints.invoke("slow", REQUEST.within(Duration.ofSeconds(20))).toString())
        .isEqualTo("{\"embeddings\":[]}");
    assertThat(endpoints.invoke("slow", REQUEST).toString()).isEqualTo("{\"embeddings\":[]}");
  }

  /** The alarm on this number says that pictures wait. */
  @Test
  void onlyACallerWhoCanWaitCountsAModelThatIsAway() {
    assertThat(refused("none", REQUEST.within(Duration.ofSeconds(20)))).isEmpty();
    assertThat(refused("none", REQUEST)).isEqualTo(Map.of(Metric.MODEL_CALLS_REFUSED, 1.0));
  }

  private Map<Metric, Double> refused(String endpoint, ModelRequest request) {
    return Counted.during(
        () ->
            assertThatThrownBy(() -> endpoints.invoke(endpoint, request))
                .isInstanceOf(ModelUnavailableException.class));
  }
}
