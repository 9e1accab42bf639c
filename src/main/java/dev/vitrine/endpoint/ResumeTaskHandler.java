package dev.vitrine.endpoint;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.trace.Observed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

/** A notice of an asynchronous endpoint in; the task that waits for it goes on. */
@Observed
@ApplicationScoped
@Named("resume-task")
public class ResumeTaskHandler
    implements RequestHandler<ResumeTaskRequest, ResumeTaskHandler.Result> {
  /**
   * The effect of a batch of notices.
   *
   * @param resumed number of waiting tasks that go on
   */
  public record Result(int resumed) {}

  private final Answers answers;
  private final ObjectMapper json;

  ResumeTaskHandler(Answers answers, ObjectMapper json) {
    this.answers = answers;
    this.json = json;
  }

  @Override
  public Result handleRequest(ResumeTaskRequest request, Context context) {
    int resumed = 0;
    for (ResumeTaskRequest.Notification notification : request.records()) {
      resumed += answers.resume(parse(notification.sns().message())) ? 1 : 0;
    }
    return new Result(resumed);
  }

  private AnswerNotice parse(String message) {
    try {
      return json.readValue(message, AnswerNotice.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a notice of an endpoint", e);
    }
  }
}
