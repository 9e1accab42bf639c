package dev.vitrine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.LoopbackSqs;
import dev.vitrine.SentMessages;
import dev.vitrine.table.TableUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sends to an SQS on loopback, see {@link SentMessages}. */
class SqsDeliveryQueueTest {
  private static final String URL = "http://127.0.0.1/123456789012/deliveries";
  private static final DeliveryQueue.Message MESSAGE =
      new DeliveryQueue.Message("demo", "5f0c1d2e3a4b", "evt_0199c8a1b2c3_9f86d081884c7d65", 2);

  private final SentMessages sent = new SentMessages();
  private LoopbackSqs sqs;
  private SqsDeliveryQueue queue;

  @BeforeEach
  void start() throws IOException {
    sqs = new LoopbackSqs(sent);
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

  @Test
  void theReceiverIsTheGroupAndTheBodyIsReadAgain() {
    queue.send(MESSAGE, Duration.ZERO);

    assertThat(sent.requests()).hasSize(1);
    JsonNode request = sent.requests().get(0);
    assertThat(request.path("QueueUrl").asText()).isEqualTo(URL);
    assertThat(request.path("MessageGroupId").asText()).isEqualTo("demo/5f0c1d2e3a4b");
    assertThat(EventJson.read(request.path("MessageBody").asText(), DeliveryQueue.Message.class))
        .isEqualTo(MESSAGE);
  }

  @ParameterizedTest
  @CsvSource({"PT-3S, 0", "PT0S, 0", "PT0.3S, 1", "PT5S, 5", "PT15M, 900", "PT10H, 900"})
  void aPauseIsWholeSecondsAndAtMostWhatSqsAllows(Duration pause, int seconds) {
    queue.send(MESSAGE, pause);

    assertThat(sent.requests().get(0).path("DelaySeconds").asInt(-1)).isEqualTo(seconds);
  }

  @Test
  void aQueueThatDoesNotTakeItIsATroubleThatPasses() {
    sent.fail();

    assertThatThrownBy(() -> queue.send(MESSAGE, Duration.ZERO))
        .isInstanceOf(TableUnavailableException.class);
  }
}
