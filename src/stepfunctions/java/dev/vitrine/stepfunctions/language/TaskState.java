package dev.vitrine.stepfunctions.language;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * @see <a href="https://states-language.net/#task-state">Task state</a>
 */
final class TaskState extends State {

  static final Set<String> FIELDS =
      Set.of(
          "Resource",
          "Arguments",
          "TimeoutSeconds",
          "HeartbeatSeconds",
          "Next",
          "End",
          "Output",
          "Assign",
          "Retry",
          "Catch");

  private final @Nullable TaskType taskType;
  private final @Nullable Template arguments;
  private final @Nullable Template timeoutSeconds;
  private final @Nullable Template heartbeatSeconds;

  TaskState(String name, Fields fields, TaskType.Registry catalog) {
    super(name, "Task", fields);
    requireTransition(fields);
    fields.require("Resource");
    taskType = taskType(fields, catalog);
    arguments = fields.template("Arguments");
    timeoutSeconds = fields.wholeNumber("TimeoutSeconds", 1);
    heartbeatSeconds = fields.wholeNumber("HeartbeatSeconds", 1);
    if (fields.get("HeartbeatSeconds") instanceof Integer heartbeat
        && fields.get("TimeoutSeconds") instanceof Integer timeout
        && heartbeat >= timeout) {
      fields.problem("HeartbeatSeconds", "Expected less than TimeoutSeconds");
    }
  }

  private static @Nullable TaskType taskType(Fields fields, TaskType.Registry catalog) {
    String resource = fields.text("Resource");
    Optional<TaskType> found = resource == null ? Optional.empty() : catalog.find(resource);
    if (resource != null && found.isEmpty()) {
      fields.problem("Resource", "The resource provided " + resource + " is not recognized");
    }
    return found.orElse(null);
  }

  @Override
  void run(Visit visit) throws StateFailedException {
    if (taskType == null) {
      throw new IllegalStateException("a machine with problems cannot be run");
    }
    Execution execution = visit.branch.execution;
    long id = execution.newId();
    String token = taskType.waitsForToken() ? execution.token(id) : "";
    View view = View.of(visit);
    if (taskType.waitsForToken()) {
      view.context("Task", Map.of("Token", token));
    }
    Object given = arguments == null ? visit.input : arguments.evaluate(view);
    visit.limit(given);
    TaskCall call = new TaskCall(id, taskType, given, token, execution.info.input());
    TaskRun run = new TaskRun(visit, call);
    run.start(seconds(timeoutSeconds, visit), seconds(heartbeatSeconds, visit));
  }

  /** 0 when there is no limit. */
  private static int seconds(@Nullable Template template, Visit visit) throws StateFailedException {
    return template == null ? 0 : visit.wholeNumber(template, 1);
  }
}
