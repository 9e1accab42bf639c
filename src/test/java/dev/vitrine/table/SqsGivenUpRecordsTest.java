package dev.vitrine.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.LoopbackSqs;
import dev.vitrine.SentMessages;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sends to an SQS on loopback, see {@link SentMessages}. */
class SqsGivenUpRecordsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String URL = "http://127.0.0.1/123456789012/given-up";
  private static final StreamRecord RECORD =
      StreamRecord.of("demo#image#a", "image", "700", StreamEvents.WRITTEN);
  private static final RuntimeException WHY = new IllegalStateException("\uffff cannot be read");

  private final SentMessages sent = new SentMessages();
  private LoopbackSqs sqs;

  @BeforeEach
  void start() throws IOException {
    sqs = new LoopbackSqs(sent);
  }

  @AfterEach
  void stop() {
    sqs.close();
  }

  @Test
  void aPersonLearnsWhichItemItIsAndWhy() throws Exception {
    new SqsGivenUpRecords(sqs.client(), () -> Optional.of(URL)).add(RECORD, WHY);

    assertThat(sent.requests().get(0).path("QueueUrl").asText()).isEqualTo(URL);
    assertThat(JSON.readTree(sent.requests().get(0).path("MessageBody").asText()))
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
    assertThat(sent.requests()).isEmpty();
  }

  @Test
  void aQueueThatDoesNotTakeItIsATroubleThatPasses() {
    sent.fail();

    assertThatThrownBy(
            () -> new SqsGivenUpRecords(sqs.client(), () -> Optional.of(URL)).add(RECORD, WHY))
        .isInstanceOf(TableUnavailableException.class);
  }
}
