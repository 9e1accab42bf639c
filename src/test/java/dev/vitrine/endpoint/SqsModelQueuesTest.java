package dev.vitrine.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.vitrine.LoopbackSqs;
import dev.vitrine.SetClock;
import dev.vitrine.Settings;
import dev.vitrine.endpoint.ModelQueues.Length;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Asks an SQS on loopback, which answers as the service's reference says: the attributes that a
 * call names and no others. What it lacks: numbers that are only about right, throttling, and
 * permissions, which {@code LeastPrivilegeTest} checks.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html">GetQueueAttributes</a>
 */
class SqsModelQueuesTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String URL = "http://127.0.0.1/123456789012/";

  /** Queues named after what waits in them. */
  private static final Map<String, String> SIX =
      Map.of(
          "vitrine.queue.tag-image", URL + "tag",
          "vitrine.queue.tag-image-urgent", URL + "tag-urgent",
          "vitrine.queue.write-prompt", URL + "prompt",
          "vitrine.queue.write-prompt-urgent", URL + "prompt-urgent",
          "vitrine.queue.restyle-image", URL + "restyle",
          "vitrine.queue.restyle-image-urgent", URL + "restyle-urgent");

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final SetClock clock = new SetClock();
  private volatile boolean failing;
  private LoopbackSqs sqs;
  private SqsModelQueues queues;

  @BeforeEach
  void start() throws Exception {
    sqs = new LoopbackSqs(this::answer);
    queues = new SqsModelQueues(sqs.client(), Settings.with(QueueConfig.class, SIX), clock);
  }

  @AfterEach
  void stop() {
    sqs.close();
  }

  /** As many messages wait in a queue as its name has letters: every queue another number. */
  private void answer(HttpExchange call) throws IOException {
    JsonNode request = JSON.readTree(call.getRequestBody());
    String queue = request.path("QueueUrl").asText().replace(URL, "");
    asked.add(queue);
    ObjectNode answer = JSON.createObjectNode();
    if (failing) {
      answer.put("__type", "com.amazonaws.sqs#QueueDoesNotExist");
    } else {
      ObjectNode attributes = answer.putObject("Attributes");
      for (JsonNode name : request.path("AttributeNames")) {
        assertThat(name.asText()).isEqualTo("ApproximateNumberOfMessages");
        attributes.put(name.asText(), Integer.toString(queue.length()));
      }
    }
    byte[] body = JSON.writeValueAsBytes(answer);
    call.sendResponseHeaders(failing ? 400 : 200, body.length);
    call.getResponseBody().write(body);
    call.close();
  }

  @Test
  void saysHowManyWaitBeforeEachModel() {
    assertThat(queues.lengths())
        .containsEntry(WaitsFor.TAGS, new Length(3, 10))
        .containsEntry(WaitsFor.PROMPT, new Length(6, 13))
        .containsEntry(WaitsFor.RESTYLE, new Length(7, 14))
        .hasSize(3);
  }

  @Test
  void asksEachQueueOnceInTenSecondsHoweverManyWantToKnow() {
    for (int i = 0; i < 100; i++) {
      queues.lengths();
    }
    assertThat(asked).hasSize(6).doesNotHaveDuplicates();

    clock.pass(Duration.ofSeconds(11));
    queues.lengths();
    assertThat(asked).hasSize(12);
  }

  @Test
  void aServiceThatRefusesIsNotAskedAgainAtOnce() {
    failing = true;

    assertThat(queues.lengths()).isEmpty();
    int calls = asked.size();
    assertThat(queues.lengths()).isEmpty();
    assertThat(asked).hasSize(calls);
  }
}
