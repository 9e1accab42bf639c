package dev.vitrine.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.workflow.TaskReports;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** Passes the answers of asynchronous endpoints on to the tasks that wait for them. */
@ApplicationScoped
class Answers implements LostNotices {
  private static final Logger LOG = Logger.getLogger(Answers.class);

  /** SageMaker's words for a status 4xx of the container. */
  private static final Pattern CLIENT_ERROR = Pattern.compile("(?i)client error \\((4\\d\\d)\\)");

  private final Mailbox mailbox;
  private final TaskReports tasks;
  private final ObjectMapper json;

  Answers(Mailbox mailbox, TaskReports tasks, ObjectMapper json) {
    this.mailbox = mailbox;
    this.tasks = tasks;
    this.json = json;
  }

  /** {@return whether a task goes on because of the notice; false for a repeated notice} */
  boolean resume(AnswerNotice notice) {
    String id = notice.inferenceId();
    Optional<WaitingTask> task = mailbox.find(id);
    if (task.isEmpty()) {
      LOG.infof("no task waits for request %s any more", id);
      AnswerNotice.Answer answer = notice.responseParameters();
      mailbox.discard(id, answer == null ? null : answer.outputLocation());
      return false;
    }
    return notice.responseParameters() == null
        ? fail(id, task.get(), String.valueOf(notice.failureReason()))
        : succeed(id, task.get(), notice.responseParameters().outputLocation());
  }

  @Override
  public int resume(Instant before, int most) {
    int resumed = 0;
    for (String id : mailbox.waiting(before, most)) {
      try {
        resumed += mailbox.find(id).filter(task -> resumeIfAnswered(id, task)).isPresent() ? 1 : 0;
      } catch (RuntimeException e) {
        // One that fails must not keep the others waiting.
        LOG.errorf(e, "request %s is left to the next sweep", id);
      }
    }
    for (String id : mailbox.abandoned(before, most)) {
      try {
        mailbox.discard(id, null);
      } catch (RuntimeException e) {
        LOG.errorf(e, "the answer to request %s is left to the next sweep", id);
      }
    }
    return resumed;
  }

  private boolean resumeIfAnswered(String id, WaitingTask task) {
    if (task.answer() != null && mailbox.has(task.answer())) {
      return succeed(id, task, task.answer());
    }
    return mailbox
        .read(task.failure())
        .map(reason -> fail(id, task, new String(reason, StandardCharsets.UTF_8)))
        .orElse(false);
  }

  private boolean succeed(String id, WaitingTask task, String location) {
    // Before the task goes on, so that whoever deletes the picture finds the answer as well.
    mailbox.answered(id, task.answeredAt(location, task.failure()));
    boolean waited = tasks.succeeded(task.taskToken(), result(location));
    mailbox.forget(id);
    return waited;
  }

  private boolean fail(String id, WaitingTask task, String reason) {
    Class<?> error =
        isRefusal(reason) ? ModelRefusedException.class : ModelUnavailableException.class;
    boolean waited = tasks.failed(task.taskToken(), error.getName(), reason);
    mailbox.forget(id);
    return waited;
  }

  private static boolean isRefusal(String reason) {
    Matcher error = CLIENT_ERROR.matcher(reason);
    return error.find() && !AnswerParser.isTransient(Integer.parseInt(error.group(1)));
  }

  private String result(String location) {
    try {
      return json.writeValueAsString(Map.of("answer", location));
    } catch (JsonProcessingException e) {
      throw new AssertionError("a string is JSON", e);
    }
  }
}
