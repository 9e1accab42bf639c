package dev.vitrine.stepfunctions.runner;

import dev.vitrine.stepfunctions.language.TaskCall;
import dev.vitrine.stepfunctions.language.TaskType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The table of task integrations: a state machine can name what is in it, and nothing else.
 *
 * <pre>{@code
 * new Integrations(functions)
 *     .with("aws-sdk:sqs:sendMessage", call -> ...)
 * }</pre>
 */
public final class Integrations implements TaskType.Registry {

  private static final Pattern FUNCTION =
      Pattern.compile("arn:aws[\\w-]*:lambda:[^:]*:[^:]*:function:.+");

  private static final Pattern SERVICE =
      Pattern.compile(
          "arn:aws[\\w-]*:states:::((?:aws-sdk:)?[\\w-]+):(\\w+)(\\.waitForTaskToken)?");

  private final Integration function;
  private final Map<String, Integration> services = new HashMap<>();

  /** Knows functions by their ARN and {@code lambda:invoke}. */
  public Integrations(FunctionInvoker functions) {
    LambdaIntegration lambda = new LambdaIntegration(functions);
    this.function = lambda.byArn();
    services.put("lambda:invoke", lambda.byInvoke());
  }

  /**
   * @param name as in a Resource, after {@code arn:aws:states:::}
   */
  public Integrations with(String name, Integration integration) {
    services.put(name, integration);
    return this;
  }

  @Override
  public Optional<TaskType> find(String resource) {
    if (FUNCTION.matcher(resource).matches()) {
      return Optional.of(new TaskType(resource, null, "", false));
    }
    Matcher m = SERVICE.matcher(resource);
    if (!m.matches() || !services.containsKey(m.group(1) + ":" + m.group(2))) {
      return Optional.empty();
    }
    boolean waits = m.group(3) != null;
    String action = waits ? m.group(2) + m.group(3) : m.group(2);
    return Optional.of(new TaskType(resource, m.group(1), action, waits));
  }

  /**
   * Starts a task.
   *
   * @param begun runs once the task's work starts, which may be later
   * @return a stage; it also ends exceptionally if the integration throws
   */
  CompletionStage<@Nullable Object> call(TaskCall call, Runnable begun) {
    try {
      return integration(call.type()).call(call, begun);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Integration integration(TaskType type) {
    String service = type.service();
    if (service == null) {
      return function;
    }
    String action = type.action();
    int suffix = action.indexOf('.');
    Integration found =
        services.get(service + ":" + (suffix < 0 ? action : action.substring(0, suffix)));
    if (found == null) {
      throw new IllegalStateException("no integration for " + type.resource());
    }
    return found;
  }
}
