package dev.vitrine.stepfunctions.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vitrine.stepfunctions.language.Failure;
import dev.vitrine.stepfunctions.language.TaskCall;
import dev.vitrine.stepfunctions.language.TaskFailedException;
import dev.vitrine.stepfunctions.language.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Both ways to call a function: by its ARN, where the task's result is the payload, and by {@code
 * lambda:invoke}, where the payload is one field of the result.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html">Invoke a
 *     function</a>
 */
final class LambdaIntegration {

  private static final Set<String> ARGUMENTS =
      Set.of("FunctionName", "Payload", "Qualifier", "InvocationType");

  /** Which function, and which version or alias of it. */
  private record Function(String name, String qualifier) {}

  private final FunctionInvoker functions;

  LambdaIntegration(FunctionInvoker functions) {
    this.functions = functions;
  }

  /** The integration of a Resource that is a function's ARN. */
  Integration byArn() {
    return new Integration() {
      @Override
      public CompletionStage<@Nullable Object> call(TaskCall call) {
        return call(call, () -> {});
      }

      @Override
      public CompletionStage<@Nullable Object> call(TaskCall call, Runnable begun) {
        Function function = function(call.type().resource(), null);
        return payload(function, call.arguments(), false, call.executionInput(), begun);
      }
    };
  }

  /** The integration of the Resource {@code lambda:invoke}. */
  Integration byInvoke() {
    return new Integration() {
      @Override
      public CompletionStage<@Nullable Object> call(TaskCall call) {
        return call(call, () -> {});
      }

      @Override
      public CompletionStage<@Nullable Object> call(TaskCall call, Runnable begun) {
        return invoke(call.arguments(), call.executionInput(), begun);
      }
    };
  }

  private CompletionStage<@Nullable Object> invoke(
      @Nullable Object given, @Nullable Object executionInput, Runnable begun) {
    if (!(given instanceof Map<?, ?> arguments)
        || !(arguments.get("FunctionName") instanceof String name)) {
      throw new TaskFailedException(Failure.RUNTIME, "The argument FunctionName is required.");
    }
    for (Object argument : arguments.keySet()) {
      if (!ARGUMENTS.contains(argument)) {
        throw new TaskFailedException(
            Failure.RUNTIME, "lambda:invoke does not support the argument " + argument + " here.");
      }
    }
    Object payload = arguments.containsKey("Payload") ? arguments.get("Payload") : Map.of();
    Object type = arguments.get("InvocationType");
    if (type != null && !type.equals("RequestResponse") && !type.equals("Event")) {
      throw new TaskFailedException(
          Failure.RUNTIME, "InvocationType is RequestResponse or Event here, not " + type + ".");
    }
    boolean asEvent = "Event".equals(type);
    Function function = function(name, arguments.get("Qualifier"));
    return payload(function, payload, asEvent, executionInput, begun)
        .thenApply(answer -> result(function, asEvent ? "" : answer, asEvent ? 202 : 200));
  }

  /** What the service makes of Lambda's answer. */
  private static Map<String, @Nullable Object> result(
      Function function, @Nullable Object payload, int status) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    String request = UUID.randomUUID().toString();
    if (status == 200) {
      result.put("ExecutedVersion", function.qualifier());
    }
    result.put("Payload", payload);
    Map<String, Object> http = new LinkedHashMap<>();
    http.put("AllHttpHeaders", Map.of("x-amzn-RequestId", List.of(request)));
    http.put("HttpHeaders", Map.of("x-amzn-RequestId", request));
    http.put("HttpStatusCode", status);
    result.put("SdkHttpMetadata", http);
    result.put("SdkResponseMetadata", Map.of("RequestId", request));
    result.put("StatusCode", status);
    return result;
  }

  private CompletionStage<@Nullable Object> payload(
      Function function,
      @Nullable Object payload,
      boolean asEvent,
      @Nullable Object executionInput,
      Runnable begun) {
    if (!functions.knows(function.name())) {
      return CompletableFuture.failedFuture(FunctionInvoker.notFound(function.name()));
    }
    FunctionCall call =
        new FunctionCall(function.name(), function.qualifier(), payload, asEvent, executionInput);
    return functions.invoke(call, begun).thenApply(LambdaIntegration::payloadOf);
  }

  private static @Nullable Object payloadOf(FunctionResult result) {
    try {
      Object payload = result.payload().isEmpty() ? null : Values.parse(result.payload());
      if (result.error() == null) {
        return payload;
      }
      Object type = payload instanceof Map<?, ?> error ? error.get("errorType") : null;
      throw new TaskFailedException(
          type == null ? "Lambda.Unknown" : String.valueOf(type), result.payload());
    } catch (JsonProcessingException e) {
      throw new TaskFailedException(
          "Lambda.Unknown", "The function did not answer with JSON: " + e.getOriginalMessage());
    }
  }

  /**
   * @param function an ARN, a partial ARN or a name, with or without a qualifier
   * @param given the argument Qualifier; null if there is none
   * @throws TaskFailedException if both name a qualifier and they differ
   */
  private static Function function(String function, @Nullable Object given) {
    FunctionName named = FunctionName.parse(function);
    String inName = named.qualifier();
    if (given != null && !(given instanceof String)) {
      throw new TaskFailedException(Failure.RUNTIME, "The argument Qualifier is not a string.");
    }
    if (inName != null && given != null && !inName.equals(given)) {
      throw new TaskFailedException(
          "Lambda.InvalidParameterValueException",
          "The derived qualifier from the function name does not match the specified qualifier.");
    }
    String qualifier =
        inName != null ? inName : given instanceof String text ? text : FunctionCall.LATEST;
    return new Function(named.name(), qualifier);
  }
}
