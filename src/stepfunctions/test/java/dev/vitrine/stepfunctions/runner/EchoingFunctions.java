package dev.vitrine.stepfunctions.runner;

import dev.vitrine.stepfunctions.language.TaskFailedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The function {@code broken} fails; every other one gives back its payload. */
final class EchoingFunctions implements FunctionInvoker {
  @Override
  public CompletionStage<FunctionResult> invoke(String functionName, String payload) {
    return functionName.equals("broken")
        ? CompletableFuture.failedFuture(new TaskFailedException("Broken", "as always"))
        : CompletableFuture.completedFuture(new FunctionResult(payload, null));
  }
}
