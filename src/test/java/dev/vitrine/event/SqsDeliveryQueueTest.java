package dev.vitrine.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.vitrine.LoopbackSqs;
import dev.vitrine.table.TableUnavailableException;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sends to an SQS on loopback, which answers as the service's reference says: the message's id and
 * the MD5 of its body, which the SDK compares. What it lacks: limits, throttling, and permissions,
 * which {@code LeastPrivilegeTest} checks.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">SendMessage</a>
 */
class SqsDeliveryQueueTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String URL = "http://127.0.0.1/123456789012/deliveries";
  private static final DeliveryQueue.Message MESSAGE =
      new DeliveryQueue.Message("demo", "5f0c1d2e3a4b", "evt_0199c8a1b2c3_9f86d081884c7d65");

  private final List<JsonNode> sent = new CopyOnWriteArrayList<>();
  private volatile boolean failing;
  private LoopbackSqs sqs;
  private SqsDeliveryQueue queue;

  @BeforeEach
  void start() throws IOException {
    sqs = new LoopbackSqs(this::answer);
    queue = new SqsDeliveryQueue(sqs.client(), new Settings(List.of(), false));
  }

  @AfterEach
  void stop() {
    sqs.close();
  }

  /** The settings of the queue's function. */
  record Settings(List<Duration> pauses, boolean loopback) implements WebhookConfig {
    @Override
    public Optional<String> queue() {
      return Optional.of(URL);
    }
  }

  private void answer(HttpExchange call) throws IOException {
    JsonNode request = JSON.readTree(call.getRequestBody());
    assertThat(call.getRequestHeaders().getFirst("X-Amz-Target"))
        .isEqualTo("AmazonSQS.SendMessage");
    sent.add(request);
    Map<String, String> answer =
        failing
            ? Map.of("__type", "com.amazonaws.sqs#QueueDoesNotExist")
            : Map.of(
                "MessageId",
                "5fea7756-0ea4-451a-a703-a558b933e274",
                "MD5OfMessageBody",
                md5(request.path("MessageBody").asText()));
    byte[] body = JSON.writeValueAsBytes(answer);
    call.sendResponseHeaders(failing ? 400 : 200, body.length);
    call.getResponseBody().write(body);
    call.close();
  }

  private static String md5(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theSellerIsTheGroupAndTheBodyIsReadAgain() {
    queue.send(MESSAGE, Duration.ZERO);

    assertThat(sent).hasSize(1);
    JsonNode request = sent.get(0);
    assertThat(request.path("QueueUrl").asText()).isEqualTo(URL);
    assertThat(request.path("MessageGroupId").asText()).isEqualTo("demo");
    assertThat(EventJson.read(request.path("MessageBody").asText(), DeliveryQueue.Message.class))
        .isEqualTo(MESSAGE);
  }

  @ParameterizedTest
  @CsvSource({"PT-3S, 0", "PT0S, 0", "PT0.3S, 1", "PT5S, 5", "PT15M, 900", "PT10H, 900"})
  void aPauseIsWholeSecondsAndAtMostWhatSqsAllows(Duration pause, int seconds) {
    queue.send(MESSAGE, pause);

    assertThat(sent.get(0).path("DelaySeconds").asInt(-1)).isEqualTo(seconds);
  }

  @Test
  void aQueueThatDoesNotTakeItIsATroubleThatPasses() {
    failing = true;

    assertThatThrownBy(() -> queue.send(MESSAGE, Duration.ZERO))
        .isInstanceOf(TableUnavailableException.class);
  }
}
