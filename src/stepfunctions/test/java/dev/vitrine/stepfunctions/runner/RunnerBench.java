package dev.vitrine.stepfunctions.runner;

import dev.vitrine.stepfunctions.language.ExecutionResult;
import dev.vitrine.stepfunctions.language.InvalidDefinitionException;
import dev.vitrine.stepfunctions.language.MemoryRunner;
import dev.vitrine.stepfunctions.language.StateMachine;
import dev.vitrine.stepfunctions.language.Values;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many executions of six states a second: in memory, durable, and over HTTP. {@code
 * bench/runner.sh} runs it beside its peers.
 */
public final class RunnerBench {

  /** Six states, five expressions, one task. */
  static final String MACHINE =
      """
      {"QueryLanguage": "JSONata", "StartAt": "Name", "States": {
        "Name": {"Type": "Pass", "Assign": {"name": "{% $states.input.name %}"}, "Next": "Size"},
        "Size": {"Type": "Pass", "Output": {"n": "{% $states.input.n + 1 %}"}, "Next": "Large"},
        "Large": {"Type": "Choice", "Default": "Done",
          "Choices": [{"Condition": "{% $states.input.n > 0 %}", "Next": "Call"}]},
        "Call": {"Type": "Task",
          "Resource": "arn:aws:lambda:us-east-1:000000000000:function:echo",
          "Arguments": {"n": "{% $states.input.n %}"}, "Next": "Join"},
        "Join": {"Type": "Pass", "Output": {"text": "{% $name & ' ' & $states.input.n %}"},
          "Next": "Done"},
        "Done": {"Type": "Succeed"}}}
      """;

  private static final String INPUT = "{\"name\": \"photo\", \"n\": 41}";

  private RunnerBench() {}

  public static void main(String[] arguments) throws Exception {
    for (String mode :
        arguments.length == 0 ? new String[] {"memory", "durable", "http"} : arguments) {
      switch (mode) {
        case "memory" -> memory();
        case "durable" -> durable();
        case "http" -> http();
        case "list" -> list();
        default -> throw new IllegalArgumentException(mode);
      }
    }
  }

  private static Integrations echo() {
    return new Integrations(
        (name, payload) -> CompletableFuture.completedFuture(new FunctionResult(payload, null)));
  }

  private static void report(String what, int executions, long nanos) {
    System.out.printf(
        "%-34s %8d executions %6.1f s %8.0f/s%n",
        what, executions, nanos / 1e9, executions / (nanos / 1e9));
  }

  private static void memory() throws Exception {
    StateMachine machine = StateMachine.parse(MACHINE, echo());
    Object input = Values.parse(INPUT);
    try (MemoryRunner runner =
        new MemoryRunner(call -> CompletableFuture.completedFuture(call.arguments()))) {
      for (int executions : new int[] {20_000, 200_000}) {
        long before = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        int cores = Runtime.getRuntime().availableProcessors();
        for (int t = 0; t < cores; t++) {
          Thread thread = new Thread(() -> run(runner, machine, input, executions / cores));
          thread.start();
          threads.add(thread);
        }
        for (Thread thread : threads) {
          thread.join();
        }
        report("in process, in memory", executions, System.nanoTime() - before);
      }
    }
  }

  private static void run(MemoryRunner runner, StateMachine machine, Object input, int times) {
    for (int i = 0; i < times; i++) {
      ExecutionResult result = runner.run(machine, input).toCompletableFuture().join();
      if (!Map.of("text", "photo 42").equals(result.output())) {
        throw new IllegalStateException(result.toString());
      }
    }
  }

  private static void durable() throws Exception {
    Path home = Files.createTempDirectory(Path.of("target"), "bench-runner").toAbsolutePath();
    try (StateMachineRunner runner = new StateMachineRunner(home, echo())) {
      runner.start();
      Machine machine = define(runner);
      for (int executions : new int[] {2_000, 40_000}) {
        long before = System.nanoTime();
        Semaphore inFlight = new Semaphore(1_000);
        for (int i = 0; i < executions; i++) {
          inFlight.acquire();
          String name = "e" + executions + "-" + i;
          runner.startExecution(machine, name, INPUT);
          runner
              .running(Arns.execution(machine.name(), name))
              .ifPresentOrElse(
                  live -> live.ended().whenComplete((at, thrown) -> inFlight.release()),
                  inFlight::release);
        }
        inFlight.acquire(1_000);
        report("in process, durable", executions, System.nanoTime() - before);
      }
    }
  }

  private static Machine define(StateMachineRunner runner)
      throws InvalidDefinitionException, java.io.IOException {
    runner.define("bench", MACHINE);
    return runner.machines().find("bench").orElseThrow();
  }

  private static void http() throws Exception {
    Path home = Files.createTempDirectory(Path.of("target"), "bench-runner").toAbsolutePath();
    try (StepFunctionsServer server = new StepFunctionsServer(home, echo(), 0)) {
      String arn = define(server.runner()).arn();
      HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      for (int executions : new int[] {1_000, 10_000}) {
        long before = System.nanoTime();
        Semaphore inFlight = new Semaphore(64);
        AtomicInteger failed = new AtomicInteger();
        for (int i = 0; i < executions; i++) {
          inFlight.acquire();
          client
              .sendAsync(start(server.address(), arn), HttpResponse.BodyHandlers.ofString())
              .whenComplete(
                  (answer, thrown) -> {
                    inFlight.release();
                    failed.addAndGet(thrown == null && answer.statusCode() == 200 ? 0 : 1);
                  });
        }
        inFlight.acquire(64);
        while (server.runner().runningCount() > 0) {
          Thread.sleep(1);
        }
        report("over HTTP, durable", executions, System.nanoTime() - before);
        if (failed.get() > 0) {
          throw new IllegalStateException(failed + " calls failed");
        }
      }
    }
  }

  private static HttpRequest start(URI address, String arn) {
    String body = Values.write(Map.of("stateMachineArn", arn, "input", INPUT));
    return HttpRequest.newBuilder(address.resolve("/"))
        .header("X-Amz-Target", "AWSStepFunctions.StartExecution")
        .header("Content-Type", "application/x-amz-json-1.0")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  /** Memory and time of 100,000 finished executions. */
  private static void list() throws Exception {
    Path home = Files.createTempDirectory(Path.of("target"), "bench-runner").toAbsolutePath();
    try (StateMachineRunner runner = new StateMachineRunner(home, echo())) {
      runner.start();
      Machine machine = define(runner);
      Semaphore inFlight = new Semaphore(1_000);
      for (int i = 0; i < 100_000; i++) {
        inFlight.acquire();
        String name = "e-" + i;
        runner.startExecution(machine, name, INPUT);
        runner
            .running(Arns.execution(machine.name(), name))
            .ifPresentOrElse(
                live -> live.ended().whenComplete((at, thrown) -> inFlight.release()),
                inFlight::release);
        if (i % 20_000 == 0) {
          System.out.printf("after %6d executions %4d MB in use%n", i, usedMegabytes());
        }
      }
      inFlight.acquire(1_000);
      System.out.printf("after 100000 executions %4d MB in use%n", usedMegabytes());
    }
    long before = System.nanoTime();
    try (StateMachineRunner runner = new StateMachineRunner(home, echo())) {
      runner.start();
      System.out.printf("start with 100,000 executions: %.0f ms%n", millisSince(before));
      StepFunctionsApi api = new StepFunctionsApi(runner);
      before = System.nanoTime();
      String body = Values.write(Map.of("stateMachineArn", Arns.machine("bench")));
      api.handle(StepFunctionsApi.TARGET + "ListExecutions", body).toCompletableFuture().join();
      System.out.printf("first page of the list:         %.0f ms%n", millisSince(before));
    }
  }

  private static double millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e6;
  }

  private static long usedMegabytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }
}
