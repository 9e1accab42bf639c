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
  public boolean knows(String functionName) {
    return true;
  }

  @Override
  public CompletionStage<FunctionResult> invoke(String functionName, String payload) {
    CompletableFuture<FunctionResult> answer = new CompletableFuture<>();
    open.add(answer);
    return answer;
  }

  void answerNext() throws InterruptedException {
    Objects.requireNonNull(open.poll(20, TimeUnit.SECONDS), "nothing was called")
        .complete(new FunctionResult("\"yes\"", null));
  }
}
