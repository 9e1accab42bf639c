package dev.vitrine.stepfunctions.runner;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Calls Lambda functions, wherever they are. */
public interface FunctionInvoker {

  /**
   * What a function answered.
   *
   * @param payload JSON; of a function that failed {@code {errorType, errorMessage, ...}}
   * @param error null for one that did not fail, else what Lambda says in X-Amz-Function-Error
   */
  record Invocation(String payload, @Nullable String error) {}

  /** Whether there is such a function here. */
  boolean knows(String functionName);

  /**
   * @param functionName without ARN and qualifier
   * @param payload JSON
   * @return a stage that ends exceptionally, best with a {@link
   *     dev.vitrine.stepfunctions.language.TaskFailedException}, when the function could not be
   *     called
   */
  CompletionStage<Invocation> invoke(String functionName, String payload);

  /** This one for the functions it knows, the other for all else. */
  default FunctionInvoker orElse(FunctionInvoker other) {
    FunctionInvoker first = this;
    return new FunctionInvoker() {
      @Override
      public boolean knows(String functionName) {
        return first.knows(functionName) || other.knows(functionName);
      }

      @Override
      public CompletionStage<Invocation> invoke(String functionName, String payload) {
        FunctionInvoker chosen = first.knows(functionName) ? first : other;
        return chosen.invoke(functionName, payload);
      }
    };
  }
}
