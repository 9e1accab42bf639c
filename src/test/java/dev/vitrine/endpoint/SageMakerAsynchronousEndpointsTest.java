package dev.vitrine.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.SetClock;
import dev.vitrine.Settings;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import dev.vitrine.table.Deadline;
import dev.vitrine.upload.StorageUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointAsyncRequest;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointAsyncResponse;

class SageMakerAsynchronousEndpointsTest {
  private static final String ANSWER = "s3://uploads/.vitrine/.later/answers/1.out";
  private static final String FAILURE = "s3://uploads/.vitrine/.later/failures/1-error.out";
  private static final PictureRef PICTURE =
      PictureRef.of("uploads", "demo/a.jpg", null, Revision.ofSequencer("01"));

  /** Lambda's time of a function in which there is time for one look only. */
  private static final int ONE_LOOK_MS = 10_000;

  private final SetClock clock = new SetClock();
  private final MemoryMailbox mailbox = new MemoryMailbox();
  private final Endpoint sageMaker = new Endpoint();
  private final SageMakerAsynchronousEndpoints endpoints =
      new SageMakerAsynchronousEndpoints(
          sageMaker,
          mailbox,
          Settings.with(EndpointConfig.class, Map.of("vitrine.endpoint.most-unanswered", "2")),
          new JsonMapper(),
          clock);

  @Test
  void anAnswerThatComesInTimeIsReturned() {
    sageMaker.answers.put(ANSWER, "{\"prompt\":\"a cup\"}");

    assertThat(ask("token").path("prompt").asText()).isEqualTo("a cup");

    InvokeEndpointAsyncRequest asked = sageMaker.asked.get(0);
    assertThat(asked.endpointName()).isEqualTo("vitrine-sdxl");
    assertThat(asked.customAttributes()).isEqualTo("mode=best");
    assertThat(asked.inferenceId()).hasSizeLessThanOrEqualTo(64);
    assertThat(mailbox.bodies).isEmpty();
  }

  @Test
  void aTaskThatComesAgainFindsTheAnswerToWhatItHasAsked() {
    assertThatThrownBy(() -> ask("token")).isInstanceOf(AnswerPendingException.class);
    clock.pass(Duration.ofHours(6));
    mailbox.objects.put(ANSWER, "{\"prompt\":\"a cup\"}");

    assertThat(ask("token").path("prompt").asText()).isEqualTo("a cup");
    assertThat(ask("token").path("prompt").asText()).isEqualTo("a cup"); // its end was not told
    assertThat(sageMaker.asked).hasSize(1);

    ask("another");
    assertThat(sageMaker.asked)
        .extracting(InvokeEndpointAsyncRequest::inferenceId)
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  @Test
  void aQuestionThatSageMakerHasDroppedIsAskedAnew() {
    assertThatThrownBy(() -> ask("token")).isInstanceOf(AnswerPendingException.class);
    clock.pass(Duration.ofHours(7));
    assertThatThrownBy(() -> ask("token")).isInstanceOf(AnswerPendingException.class);

    assertThat(sageMaker.asked).hasSize(2);
  }

  @Test
  void anEndpointIsAskedNoMoreThanItAnswers() {
    for (String task : List.of("one", "two", "three")) {
      assertThatThrownBy(() -> ask(task)).isInstanceOf(AnswerPendingException.class);
    }
    assertThat(sageMaker.asked).hasSize(2);

    mailbox.objects.put(ANSWER, "{}"); // which "one" and "two" have not read yet
    ask("three");
    assertThat(sageMaker.asked).hasSize(3);
  }

  @Test
  void aTaskWhoseEndpointIsNotKnownToHaveItIsAskedAnew() {
    sageMaker.away = true;
    assertThatThrownBy(() -> ask("token")).isInstanceOf(ModelUnavailableException.class);
    assertThat(mailbox.questions).isEmpty();
    assertThat(mailbox.bodies).isEmpty();

    sageMaker.away = false;
    sageMaker.answers.put(ANSWER, "{}");
    ask("token");
    assertThat(sageMaker.asked).hasSize(1);
  }

  @Test
  void whatTheContainerRefusedIsSaidInItsWordsAndNotAskedAgain() {
    sageMaker.answers.put(
        FAILURE,
        "Received client error (400) from primary with message "
            + "\"{\"error\":{\"code\":\"INVALID_PROMPT\",\"message\":\"too long\"}}\"");

    for (int times = 0; times < 2; times++) {
      assertThatThrownBy(() -> ask("token"))
          .isInstanceOf(ModelRefusedException.class)
          .hasMessage("INVALID_PROMPT: too long");
    }
    assertThat(sageMaker.asked).hasSize(1);
    assertThat(mailbox.bodies).isEmpty(); // it takes nobody's place
  }

  @Test
  void anAnswerThatIsNoGoodIsAskedAnew() {
    sageMaker.answers.put(ANSWER, "{\"bad\":true}");
    assertThatThrownBy(() -> ask("token")).isInstanceOf(ModelUnavailableException.class);

    sageMaker.answers.put(ANSWER, "{}");
    ask("token");
    assertThat(sageMaker.asked).hasSize(2);
  }

  @Test
  void whatElseWentWrongIsAskedAnew() {
    List<String> reasons =
        List.of(
            "Received server error (500) from primary with message \"no\"",
            "Received client error (408) from primary",
            "Received client error (425) from primary",
            "Received client error (429) from primary",
            "Received client error (400): \"{\"type\":\"TranslateException\"}\"",
            "ClientError: Your invocation timed out while waiting for a response");
    for (String reason : reasons) {
      sageMaker.answers.put(FAILURE, reason);
      assertThatThrownBy(() -> ask("token"))
          .as(reason)
          .isInstanceOf(ModelUnavailableException.class);
      assertThat(mailbox.objects).isEmpty();
    }
    sageMaker.answers.clear();
    sageMaker.answers.put(ANSWER, "{\"error\":{\"code\":\"MODEL_ERROR\",\"message\":\"no\"}}");
    assertThatThrownBy(() -> ask("token")).isInstanceOf(ModelUnavailableException.class);

    assertThat(sageMaker.asked).hasSize(7);
  }

  @Test
  void aDeletedPictureIsNotWaitedFor() {
    mailbox.deletedWhenRead = true;

    assertThatThrownBy(
            () -> // has a minute
            endpoints.invoke("vitrine-sdxl", request(), PICTURE, "token", this::good))
        .isInstanceOf(AnswerPendingException.class)
        .hasMessageContaining("given up");
  }

  @Test
  void oneLateAnswerThatCannotBeDeletedDoesNotKeepTheOthers() {
    mailbox.abandoned.add("stuck");
    mailbox.abandoned.add("q2");

    endpoints.deleteLateAnswers(Instant.EPOCH, 10);

    assertThat(mailbox.discarded).containsExactly("q2");
  }

  private JsonNode ask(String task) {
    return Deadline.within(
        ONE_LOOK_MS, () -> endpoints.invoke("vitrine-sdxl", request(), PICTURE, task, this::good));
  }

  private JsonNode good(JsonNode answer) {
    if (answer.has("bad")) {
      throw new ModelUnavailableException("an answer without a picture", null);
    }
    return answer;
  }

  private static ModelRequest request() {
    return ModelRequest.jpeg(new byte[] {1}, "mode=best");
  }

  /** Answers at once. It lacks SageMaker's queue and its limits of time (InvokeEndpointAsync). */
  private final class Endpoint implements SageMakerRuntimeClient {
    final List<InvokeEndpointAsyncRequest> asked = new ArrayList<>();
    final Map<String, String> answers = new TreeMap<>();
    boolean away;

    @Override
    public InvokeEndpointAsyncResponse invokeEndpointAsync(InvokeEndpointAsyncRequest request) {
      if (away) {
        throw SdkClientException.create("no route");
      }
      asked.add(request);
      mailbox.objects.putAll(answers);
      return InvokeEndpointAsyncResponse.builder()
          .outputLocation(ANSWER)
          .failureLocation(FAILURE)
          .build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  private static final class MemoryMailbox implements Mailbox {
    final Map<String, OpenQuestion> questions = new TreeMap<>();
    final Map<String, byte[]> bodies = new TreeMap<>();
    final Map<String, String> objects = new TreeMap<>();
    final List<String> abandoned = new ArrayList<>();
    final List<String> discarded = new ArrayList<>();
    boolean deletedWhenRead;

    @Override
    public List<String> unread(String endpoint, Instant since) {
      return List.copyOf(bodies.keySet());
    }

    @Override
    public boolean has(@Nullable String location) {
      return location != null && objects.containsKey(location);
    }

    @Override
    public String post(String endpoint, String inferenceId, byte[] request) {
      bodies.put(inferenceId, request);
      return "s3://uploads/.vitrine/.later/questions/" + inferenceId;
    }

    @Override
    public Optional<byte[]> read(@Nullable String location) {
      if (deletedWhenRead) {
        questions.clear();
      }
      return Optional.ofNullable(location).map(objects::get).map(text -> text.getBytes(UTF_8));
    }

    @Override
    public void keep(String inferenceId, OpenQuestion question) {
      questions.put(inferenceId, question);
    }

    @Override
    public Optional<OpenQuestion> find(String inferenceId) {
      return Optional.ofNullable(questions.get(inferenceId));
    }

    @Override
    public void answered(String endpoint, String inferenceId) {
      bodies.remove(inferenceId);
    }

    @Override
    public void forget(String inferenceId, OpenQuestion question) {
      questions.remove(inferenceId);
      bodies.remove(inferenceId);
      objects.keySet().removeAll(List.of(ANSWER, FAILURE));
    }

    @Override
    public void deleteAllAbout(PictureRef picture) {
      throw new AssertionError("nothing is deleted here");
    }

    @Override
    public void discard(String inferenceId) {
      if (inferenceId.equals("stuck")) {
        throw new StorageUnavailableException("not now", new IllegalStateException());
      }
      discarded.add(inferenceId);
    }

    @Override
    public List<String> abandoned(Instant before, int most) {
      return abandoned;
    }
  }
}
