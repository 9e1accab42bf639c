package dev.vitrine.stepfunctions.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vitrine.stepfunctions.language.TaskCall;
import dev.vitrine.stepfunctions.language.TaskFailedException;
import dev.vitrine.stepfunctions.language.Values;
import dev.vitrine.stepfunctions.runner.FunctionInvoker.Invocation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Both ways to call a function: by its ARN, where the result is the payload, and by {@code
 * lambda:invoke}, where the payload is a part of the result.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html">Invoke a
 *     function</a>
 */
final class LambdaIntegration {

  private final FunctionInvoker functions;

  LambdaIntegration(FunctionInvoker functions) {
    this.functions = functions;
  }

  CompletionStage<@Nullable Object> callFunction(TaskCall call) {
    return payload(call.type().resource(), call.arguments());
  }

  CompletionStage<@Nullable Object> invoke(TaskCall call) {
    if (!(call.arguments() instanceof Map<?, ?> arguments)
        || !(arguments.get("FunctionName") instanceof String function)) {
      throw new TaskFailedException("States.Runtime", "The argument FunctionName is required.");
    }
    Object payload = arguments.containsKey("Payload") ? arguments.get("Payload") : Map.of();
    return payload(function, payload)
        .thenApply(
            answer -> {
              Map<String, @Nullable Object> result = new LinkedHashMap<>();
              result.put("ExecutedVersion", "$LATEST");
              result.put("Payload", answer);
              result.put("StatusCode", 200);
              return result;
            });
  }

  private CompletionStage<@Nullable Object> payload(String function, @Nullable Object payload) {
    String name = name(function);
    if (!functions.knows(name)) {
      return CompletableFuture.failedFuture(
          new TaskFailedException(
              "Lambda.ResourceNotFoundException",
              "Function not found: " + function + " (Service: Lambda, Status Code: 404)"));
    }
    return functions.invoke(name, Values.write(payload)).thenApply(LambdaIntegration::result);
  }

  private static @Nullable Object result(Invocation invocation) {
    try {
      Object answer = invocation.payload().isEmpty() ? null : Values.parse(invocation.payload());
      if (invocation.error() == null) {
        return answer;
      }
      Object type = answer instanceof Map<?, ?> error ? error.get("errorType") : null;
      throw new TaskFailedException(
          type == null ? "Lambda.Unknown" : String.valueOf(type), invocation.payload());
    } catch (JsonProcessingException e) {
      throw new TaskFailedException(
          "Lambda.Unknown", "The function did not answer with JSON: " + e.getOriginalMessage());
    }
  }

  /** {@code name} of an ARN, a partial ARN or a name, with or without a qualifier. */
  private static String name(String function) {
    int at = function.indexOf("function:");
    String name = at < 0 ? function : function.substring(at + "function:".length());
    int qualifier = name.indexOf(':');
    return qualifier < 0 ? name : name.substring(0, qualifier);
  }
}
