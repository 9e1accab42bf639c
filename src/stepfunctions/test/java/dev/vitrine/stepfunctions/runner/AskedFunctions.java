package dev.vitrine.stepfunctions.runner;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Functions that answer when a test says so. */
final class AskedFunctions implements FunctionInvoker {

  final LinkedBlockingQueue<CompletableFuture<FunctionResult>> open = new LinkedBlockingQueue<>();

  @Override
  public CompletionStage<FunctionResult> invoke(String functionName, String payload) {
    CompletableFuture<FunctionResult> answer = new CompletableFuture<>();
    open.add(answer);
    return answer;
  }

  /** {@return the answer that the next call waits for} */
  CompletableFuture<FunctionResult> next() throws InterruptedException {
    return Objects.requireNonNull(open.poll(20, TimeUnit.SECONDS), "nothing was called");
  }

  void answerNext() throws InterruptedException {
    next().complete(new FunctionResult("\"yes\"", null));
  }
}
