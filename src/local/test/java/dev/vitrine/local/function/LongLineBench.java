package dev.vitrine.local.function;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import dev.vitrine.stepfunctions.language.Values;
import dev.vitrine.stepfunctions.runner.FunctionCall;
import dev.vitrine.stepfunctions.runner.FunctionInvoker;
import dev.vitrine.stepfunctions.runner.FunctionResult;
import dev.vitrine.stepfunctions.runner.Integrations;
import dev.vitrine.stepfunctions.runner.StateMachineRunner;
import dev.vitrine.stepfunctions.runner.StepFunctionsApi;
import dev.vitrine.workflow.WorkflowInput;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Executions that all wait in the line before the functions, at the heap of local mode, which
 * {@code bench/burst line} sets: what they take of it, and whether each of them comes to its end.
 * The rest of the application is not there.
 */
public final class LongLineBench {
  private static final int PICTURES = 20_000;
  private static final int STARTS_AT_ONCE = 500;

  private static final String MACHINE =
      """
      {"QueryLanguage": "JSONata", "StartAt": "RenderImage", "States": {
        "RenderImage": {"Type": "Task", "End": true, "TimeoutSeconds": 60,
          "Resource": "arn:aws:lambda:us-east-1:000000000000:function:render-image",
          "Arguments": "{% {'image': $states.input.image} %}"}}}
      """;

  private final FunctionLine line = new FunctionLine(1, 1);
  private final CountDownLatch gate = new CountDownLatch(1);
  private final Semaphore ended = new Semaphore(0);
  private final int pictures;

  private LongLineBench(int pictures) {
    this.pictures = pictures;
  }

  /**
   * @param arguments how many pictures
   */
  public static void main(String[] arguments) throws Exception {
    new LongLineBench(arguments.length > 0 ? Integer.parseInt(arguments[0]) : PICTURES).run();
  }

  private void run() throws Exception {
    Integrations integrations = new Integrations(new GatedFunctions());
    try (StateMachineRunner runner =
        new StateMachineRunner(Files.createTempDirectory("vitrine-line"), integrations)) {
      runner.define("m", MACHINE);
      runner.start();
      long before = usedBytes();
      start(new StepFunctionsApi(runner));
      while (line.length() < pictures - 1) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      long used = usedBytes();
      print("executions that wait", "%,d".formatted(line.length()));
      print("heap used, at most", "%d MB, %d MB".formatted(megabytes(used), megabytes(most())));
      print("bytes each", "%,d".formatted((used - before) / pictures));
      gate.countDown();
      ended.acquire(pictures);
      print("functions done", "%,d".formatted(pictures));
    }
    line.close();
  }

  private static long usedBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static long most() {
    return Runtime.getRuntime().maxMemory();
  }

  private static long megabytes(long bytes) {
    return bytes >> 20;
  }

  private static void print(String what, String figure) {
    System.out.printf("%-55s %s%n", what, figure);
  }

  private void start(StepFunctionsApi api) throws Exception {
    JsonMapper json = JsonMapper.builder().findAndAddModules().build();
    List<CompletionStage<StepFunctionsApi.Response>> answers = new ArrayList<>();
    for (int i = 0; i < pictures; i++) {
      String key = "demo/picture-%05d.jpg".formatted(i);
      WorkflowInput input =
          WorkflowInput.describe(PictureRef.of("bucket", key, null, Revision.ofSequencer("01")));
      Map<String, String> call =
          Map.of(
              "stateMachineArn", "arn:aws:states:us-east-1:000000000000:stateMachine:m",
              "name", input.executionName(),
              "input", json.writeValueAsString(input));
      answers.add(api.handle("AWSStepFunctions.StartExecution", Values.write(call)));
      if (answers.size() == STARTS_AT_ONCE) {
        await(answers);
      }
    }
    await(answers);
  }

  private static void await(List<CompletionStage<StepFunctionsApi.Response>> answers)
      throws Exception {
    for (CompletionStage<StepFunctionsApi.Response> answer : answers) {
      StepFunctionsApi.Response response = answer.toCompletableFuture().get(60, TimeUnit.SECONDS);
      if (response.status() != 200) {
        throw new IllegalStateException(response.body());
      }
    }
    answers.clear();
  }

  /** Functions behind the line; none ends before the gate is open. */
  private final class GatedFunctions implements FunctionInvoker {
    @Override
    public CompletionStage<FunctionResult> invoke(String functionName, String payload) {
      throw new UnsupportedOperationException("the line needs the whole call");
    }

    @Override
    public CompletionStage<FunctionResult> invoke(FunctionCall call, Runnable begun) {
      return line.enter(true, Turn.of(call.executionInput()), this::work, begun);
    }

    private FunctionResult work() {
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      ended.release();
      return new FunctionResult("{}", null);
    }
  }
}
