package dev.vitrine.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.vitrine.LoopbackSqs;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sends to an SQS on loopback, which answers as the service's reference says. */
class SqsGivenUpRecordsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String URL = "http://127.0.0.1/123456789012/given-up";
  private static final StreamRecord RECORD =
      StreamRecord.of("demo#image#a", "image", "700", StreamEvents.WRITTEN);
  private static final RuntimeException WHY = new IllegalStateException("\uffff cannot be read");

  private final List<JsonNode> sent = new CopyOnWriteArrayList<>();
  private volatile boolean failing;
  private LoopbackSqs sqs;

  @BeforeEach
  void start() throws IOException {
    sqs = new LoopbackSqs(this::answer);
  }

  @AfterEach
  void stop() {
    sqs.close();
  }

  @Test
  void aPersonLearnsWhichItemItIsAndWhy() throws Exception {
    new SqsGivenUpRecords(sqs.client(), () -> Optional.of(URL)).add(RECORD, WHY);

    assertThat(sent.get(0).path("QueueUrl").asText()).isEqualTo(URL);
    assertThat(JSON.readTree(sent.get(0).path("MessageBody").asText()))
        .isEqualTo(
            JSON.readTree(
                """
                {"partition": "demo#image#a", "sequenceNumber": "700",
                 "error": "java.lang.IllegalStateException"}"""));
  }

  @Test
  void withoutAQueueNothingIsSent() {
    SqsGivenUpRecords log = new SqsGivenUpRecords(sqs.client(), Optional::empty);

    assertThatCode(() -> log.add(RECORD, WHY)).doesNotThrowAnyException();
    assertThat(sent).isEmpty();
  }

  @Test
  void aQueueThatDoesNotTakeItIsATroubleThatPasses() {
    failing = true;

    assertThatThrownBy(
            () -> new SqsGivenUpRecords(sqs.client(), () -> Optional.of(URL)).add(RECORD, WHY))
        .isInstanceOf(TableUnavailableException.class);
  }

  private void answer(HttpExchange call) throws IOException {
    JsonNode request = JSON.readTree(call.getRequestBody());
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
}
