package dev.vitrine.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.image.PictureRef;
import dev.vitrine.workflow.TaskReports;
import dev.vitrine.workflow.WorkflowUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final String ANSWER = "s3://uploads/.vitrine/.later/answers/1.out";
  private static final String FAILURE = "s3://uploads/.vitrine/.later/failures/1-error.out";
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final MemoryMailbox mailbox = new MemoryMailbox();
  private final Reports reports = new Reports();
  private final Answers answers = new Answers(mailbox, reports, new JsonMapper());
  private final ResumeTaskHandler handler = new ResumeTaskHandler(answers, new JsonMapper());

  @Test
  void anAnswersNoticeLetsItsTaskGoOnWithTheAnswersPlace() {
    wait("q1", "token-1");
    wait("q2", "token-2");

    assertThat(notified(completed("q1"))).isEqualTo(1);

    assertThat(reports.told).containsExactly("token-1 {\"answer\":\"" + ANSWER + "\"}");
    assertThat(mailbox.tasks).containsOnlyKeys("q2");
  }

  @Test
  void aSecondNoticeOfTheSameAnswerDoesNothing() {
    wait("q1", "token-1");
    notified(completed("q1"));

    assertThat(notified(completed("q1"))).isZero();

    assertThat(reports.told).hasSize(1);
  }

  @Test
  void anAnswerAboutADeletedPictureIsDeletedWhenItComes() {
    mailbox.abandoned.add("q1");
    mailbox.objects.put(ANSWER, "{}");

    assertThat(notified(completed("q2"))).isZero();
    assertThat(mailbox.objects).containsKey(ANSWER);
    assertThat(notified(completed("q1"))).isZero();

    assertThat(mailbox.objects).isEmpty();
    assertThat(reports.told).isEmpty();
  }

  @Test
  void whereAnAnswerLiesIsRememberedBeforeItsTaskGoesOn() {
    wait("q1", "token-1");
    reports.down.add("token-1");

    assertThatThrownBy(() -> notified(completed("q1")))
        .isInstanceOf(WorkflowUnavailableException.class);

    assertThat(mailbox.answered.get("q1").answer()).isEqualTo(ANSWER);
  }

  @Test
  void whatTheContainerRefusedIsNotTriedAgain() {
    wait("q1", "token-1");

    notified(failed("q1", "Received client error (400) from primary with message \\\"no\\\""));

    assertThat(reports.told.get(0)).startsWith("token-1 " + ModelRefusedException.class.getName());
  }

  @Test
  void whatElseWentWrongMay() {
    wait("q1", "token-1");
    wait("q2", "token-2");

    notified(failed("q1", "Received server error (500) from primary with message \\\"no\\\""));
    notified(failed("q2", "ClientError: Your invocation timed out while waiting for a response"));

    assertThat(reports.told).allMatch(t -> t.contains(ModelUnavailableException.class.getName()));
  }

  @Test
  void aContainerThatSaysLaterIsTriedAgain() {
    for (int status : new int[] {408, 425, 429}) {
      wait("q" + status, "token-1");
      notified(failed("q" + status, "Received client error (" + status + ") from primary"));
    }

    assertThat(reports.told)
        .hasSize(3)
        .allMatch(t -> t.contains(ModelUnavailableException.class.getName()));
  }

  @Test
  void aTaskIsKeptWhenTheWorkflowDoesNotTakeTheCall() {
    wait("q1", "token-1");
    reports.down.add("token-1");

    assertThatThrownBy(() -> notified(completed("q1")))
        .isInstanceOf(WorkflowUnavailableException.class); // so that Lambda calls again
    assertThat(mailbox.tasks).containsOnlyKeys("q1");
  }

  @Test
  void aTaskThatWaitsNoMoreIsForgotten() {
    wait("q1", "token-1");
    reports.over.add("token-1");

    assertThat(notified(completed("q1"))).isZero();
    assertThat(mailbox.tasks).isEmpty();
  }

  @Test
  void lostNoticesAreMadeUpForWhetherOfAnswersOrOfFailures() {
    wait("q1", "token-1");
    mailbox.objects.put(ANSWER, "{}");
    assertThat(answers.resume(NOW, 10)).isEqualTo(1);

    mailbox.objects.remove(ANSWER);
    wait("q2", "token-2");
    mailbox.objects.put(FAILURE, "Received client error (413)");
    assertThat(answers.resume(NOW, 10)).isEqualTo(1);

    assertThat(reports.told.get(0)).contains(ANSWER);
    assertThat(reports.told.get(1)).contains(ModelRefusedException.class.getName(), "413");
    assertThat(mailbox.tasks).isEmpty();
  }

  @Test
  void aQuestionThatIsStillBeingAnsweredIsLeftAlone() {
    wait("q1", "token-1");
    mailbox.keep("q2", new WaitingTask("token-2", null, null, null));

    assertThat(answers.resume(NOW, 10)).isZero();
    assertThat(mailbox.tasks).containsOnlyKeys("q1", "q2");
  }

  @Test
  void oneThatCannotBeHelpedDoesNotKeepTheOthersWaiting() {
    wait("q1", "token-1");
    wait("q2", "token-2");
    reports.down.add("token-1");
    mailbox.objects.put(ANSWER, "{}");

    assertThat(answers.resume(NOW, 10)).isEqualTo(1);
    assertThat(mailbox.tasks).containsOnlyKeys("q1");
  }

  private void wait(String inferenceId, String token) {
    mailbox.keep(inferenceId, new WaitingTask(token, ANSWER, FAILURE, null));
  }

  private int notified(String message) {
    var notification = new ResumeTaskRequest.Notification(new ResumeTaskRequest.Sns(message));
    return handler.handleRequest(new ResumeTaskRequest(List.of(notification)), null).resumed();
  }

  private static String completed(String id) {
    return """
        {"awsRegion": "us-east-1", "invocationStatus": "Completed", "inferenceId": "%s",
         "requestParameters": {"endpointName": "vitrine-sdxl"},
         "responseParameters": {"contentType": "application/json", "outputLocation": "%s"}}"""
        .formatted(id, ANSWER);
  }

  private static String failed(String id, String reason) {
    return """
        {"invocationStatus": "Failed", "failureReason": "%s", "inferenceId": "%s"}"""
        .formatted(reason, id);
  }

  private static final class Reports implements TaskReports {
    final List<String> told = new ArrayList<>();
    final Set<String> down = new HashSet<>();
    final Set<String> over = new HashSet<>();

    @Override
    public boolean succeeded(String taskToken, String result) {
      return tell(taskToken, result);
    }

    @Override
    public boolean failed(String taskToken, String error, String cause) {
      return tell(taskToken, error + " " + cause);
    }

    private boolean tell(String token, String what) {
      if (down.contains(token)) {
        throw new WorkflowUnavailableException("not now", new IllegalStateException());
      }
      told.add(token + " " + what);
      return !over.contains(token);
    }
  }

  private static final class MemoryMailbox implements Mailbox {
    final Map<String, WaitingTask> tasks = new TreeMap<>();
    final Map<String, String> objects = new TreeMap<>();
    final Map<String, WaitingTask> answered = new TreeMap<>();
    final Set<String> abandoned = new HashSet<>();

    @Override
    public String post(String inferenceId, byte[] request) {
      throw new AssertionError("nothing is asked here");
    }

    @Override
    public Optional<byte[]> read(@Nullable String location) {
      return Optional.ofNullable(location).map(objects::get).map(text -> text.getBytes(UTF_8));
    }

    @Override
    public boolean has(String location) {
      return objects.containsKey(location);
    }

    @Override
    public void keep(String inferenceId, WaitingTask task) {
      tasks.put(inferenceId, task);
    }

    @Override
    public Optional<WaitingTask> find(String inferenceId) {
      return Optional.ofNullable(tasks.get(inferenceId));
    }

    @Override
    public void forget(String inferenceId) {
      tasks.remove(inferenceId);
    }

    @Override
    public void answered(String inferenceId, WaitingTask task) {
      answered.put(inferenceId, task);
    }

    @Override
    public void deleteAllAbout(PictureRef picture) {
      throw new AssertionError("nothing is deleted here");
    }

    @Override
    public boolean discard(String inferenceId, @Nullable String location) {
      if (abandoned.contains(inferenceId) && location != null) {
        objects.remove(location);
      }
      return abandoned.contains(inferenceId);
    }

    @Override
    public List<String> abandoned(Instant before, int most) {
      return List.copyOf(abandoned);
    }

    @Override
    public List<String> waiting(Instant before, int most) {
      return tasks.keySet().stream().limit(most).toList();
    }
  }
}
