package dev.vitrine.endpoint;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.TestContext;
import dev.vitrine.endpoint.QueuedTasks.Message;
import dev.vitrine.endpoint.QueuedTasks.QueueEvent;
import dev.vitrine.endpoint.QueuedTasks.Unanswered;
import dev.vitrine.workflow.TaskReports;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A task as it comes out of the queue before a model, done by its handler. */
public final class OneTask implements TaskReports {
  private static final JsonMapper JSON = JsonMapper.builder().findAndAddModules().build();

  private static final AtomicInteger NEXT_TOKEN = new AtomicInteger();

  private @Nullable String result;

  private OneTask() {}

  /** {@return what takes tasks out of the queue, and tells these reports how they ended} */
  public static QueuedTasks tasks(TaskReports reports) {
    return new QueuedTasks(reports, JSON, Clock.systemUTC());
  }

  /**
   * @param handler made with what takes the tasks out of the queue
   * @throws IllegalStateException if the task fails or stays in the queue
   */
  public static <T> T ask(
      Function<QueuedTasks, RequestHandler<QueueEvent, Unanswered>> handler,
      Object request,
      Class<T> type) {
    OneTask task = new OneTask();
    try {
      String token = "token-" + NEXT_TOKEN.getAndIncrement();
      String body = JSON.writeValueAsString(Map.of("request", request, "taskToken", token));
      handler
          .apply(new QueuedTasks(task, JSON, Clock.systemUTC()))
          .handleRequest(
              new QueueEvent(List.of(new Message("message", body, Map.of()))),
              TestContext.A_MINUTE);
      if (task.result == null) {
        throw new IllegalStateException("it stays in the queue");
      }
      return JSON.readValue(task.result, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean succeeded(String taskToken, String result) {
    this.result = result;
    return true;
  }

  @Override
  public boolean failed(String taskToken, String error, String cause) {
    throw new IllegalStateException(error + ": " + cause);
  }
}
