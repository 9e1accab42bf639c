package dev.vitrine.stepfunctions.runner;

import dev.vitrine.stepfunctions.language.TaskFailedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Calls Lambda functions, wherever they run. */
public interface FunctionInvoker {

  /** Whether this invoker has a function of that name. One that cannot know says yes. */
  default boolean knows(String functionName) {
    return true;
  }

  /**
   * Calls the latest version of a function and waits for its result. Must not block.
   *
   * @param functionName without ARN and qualifier
   * @param payload JSON
   * @return a stage that ends exceptionally if the function could not be called, best with a {@link
   *     TaskFailedException}
   */
  CompletionStage<FunctionResult> invoke(String functionName, String payload);

  /**
   * Calls a function in the way the call asks for. An invoker that lets calls wait in a line
   * overrides this method and runs {@code begun} when the function starts; until then the
   * TimeoutSeconds of the task do not count.
   *
   * @param begun to be run once, on any thread, when the function starts
   */
  default CompletionStage<FunctionResult> invoke(FunctionCall call, Runnable begun) {
    begun.run();
    if (!call.qualifier().equals(FunctionCall.LATEST)) {
      return CompletableFuture.failedFuture(notFound(call.name() + ":" + call.qualifier()));
    }
    CompletionStage<FunctionResult> result = invoke(call.name(), call.payloadJson());
    return call.asEvent()
        ? CompletableFuture.completedFuture(new FunctionResult("", null))
        : result;
  }

  /** {@return the error of Lambda for a function or a qualifier that does not exist} */
  static TaskFailedException notFound(String function) {
    return new TaskFailedException(
        "Lambda.ResourceNotFoundException",
        "Function not found: " + function + " (Service: Lambda, Status Code: 404)");
  }

  /**
   * {@return an invoker that asks this one for the functions it knows and the other for the rest}
   */
  default FunctionInvoker orElse(FunctionInvoker other) {
    FunctionInvoker first = this;
    return new FunctionInvoker() {
      @Override
      public boolean knows(String functionName) {
        return first.knows(functionName) || other.knows(functionName);
      }

      @Override
      public CompletionStage<FunctionResult> invoke(String functionName, String payload) {
        return chosen(functionName).invoke(functionName, payload);
      }

      @Override
      public CompletionStage<FunctionResult> invoke(FunctionCall call, Runnable begun) {
        return chosen(call.name()).invoke(call, begun);
      }

      private FunctionInvoker chosen(String functionName) {
        return first.knows(functionName) ? first : other;
      }
    };
  }
}
