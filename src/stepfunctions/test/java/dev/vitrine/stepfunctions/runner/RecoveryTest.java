package dev.vitrine.stepfunctions.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.stepfunctions.language.ExecutionResult;
import dev.vitrine.stepfunctions.language.TaskFailedException;
import dev.vitrine.stepfunctions.language.Values;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process may end after any byte that reaches the disk; the result must be the same. */
class RecoveryTest {

  /** Every kind of state, a retry that succeeds, a catch, random numbers and the clock. */
  private static final String MACHINE =
      """
      {"QueryLanguage": "JSONata", "StartAt": "Set", "States": {
        "Set": {"Type": "Pass", "Assign": {"id": "{% $uuid() %}", "at": "{% $millis() %}"},
          "Next": "Both"},
        "Both": {"Type": "Parallel", "Next": "Wait", "Branches": [
          {"StartAt": "Call", "States": {"Call": {"Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:000000000000:function:echo",
            "Arguments": {"say": "{% $states.input.word %}"}, "End": true}}},
          {"StartAt": "Each", "States": {"Each": {"Type": "Map", "Items": [1, 2],
            "MaxConcurrency": 1, "End": true, "ItemProcessor": {"StartAt": "Item", "States": {
              "Item": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Arguments": {"FunctionName": "fails-on-2",
                  "Payload": {"n": "{% $states.input %}"}},
                "Output": "{% $states.result.Payload.n %}", "End": true,
                "Catch": [{"ErrorEquals": ["TwoError"], "Output": "two", "Next": "Caught"}]},
              "Caught": {"Type": "Pass", "End": true}}}}}}]},
        "Wait": {"Type": "Wait", "Seconds": 0, "Next": "Choose"},
        "Choose": {"Type": "Choice", "Default": "Bad",
          "Choices": [{"Condition": "{% $length($id) = 36 %}", "Next": "Good"}]},
        "Bad": {"Type": "Fail"},
        "Good": {"Type": "Succeed", "Output":
          {"parts": "{% $states.input %}", "id": "{% $id %}", "at": "{% $at %}"}}}}
      """;

  private static final class Functions implements FunctionInvoker {
    final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

    @Override
    public CompletableFuture<FunctionResult> invoke(String functionName, String payload) {
      calls.computeIfAbsent(functionName + payload, key -> new AtomicInteger()).incrementAndGet();
      if (functionName.equals("fails-on-2") && payload.contains("2")) {
        return CompletableFuture.failedFuture(new TaskFailedException("TwoError", "it is two"));
      }
      return CompletableFuture.completedFuture(new FunctionResult(payload, null));
    }
  }

  @TempDir Path directory;

  private static ExecutionResult end(StateMachineRunner runner, String name) throws Exception {
    return ExecutionEnds.result(runner, Arns.execution("m", name));
  }

  private Path ranOnce() throws Exception {
    Path home = directory.resolve("whole");
    try (StateMachineRunner runner =
        new StateMachineRunner(home, new Integrations(new Functions()))) {
      runner.start();
      runner.define("m", MACHINE);
      Machine machine = runner.machines().find("m").orElseThrow();
      runner.startExecution(machine, "one", "{\"word\":\"hello\"}").get(20, TimeUnit.SECONDS);
      end(runner, "one");
    }
    return home;
  }

  private static Path journal(Path home) throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("journal"))) {
      return files.max(Path::compareTo).orElseThrow();
    }
  }

  /** The directory as it would be had the process ended when the journal was that long. */
  private Path cutAt(Path home, long length, boolean withTables) throws IOException {
    Path copy = directory.resolve("cut");
    try (Stream<Path> files = Files.exists(copy) ? Files.walk(copy) : Stream.empty()) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.toList()) {
        if (withTables || !file.getFileName().toString().startsWith("executions.")) {
          Files.copy(file, copy.resolve(home.relativize(file).toString()));
        }
      }
    }
    try (FileChannel channel = FileChannel.open(journal(copy), StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
    return copy;
  }

  /** Offsets of the records: the checkpoint, the start, and what followed. */
  private static List<Long> records(Path home) throws IOException {
    try (Segment segment = Segment.open(journal(home).getParent(), 1)) {
      List<Long> offsets = new ArrayList<>();
      segment.scan(found -> offsets.add((long) (int) found.position()));
      return offsets;
    }
  }

  /** The length at which the start was on disk. */
  private static long acknowledged(Path home) throws IOException {
    return records(home).get(2);
  }

  /** Every boundary, the bytes beside it, and every ninth byte between. */
  private static TreeSet<Long> cuts(Path home) throws IOException {
    long length = Files.size(journal(home));
    TreeSet<Long> cuts = new TreeSet<>();
    for (long record : records(home)) {
      cuts.addAll(List.of(record - 2, record - 1, record, record + 1, record + 4, record + 24));
    }
    for (long cut = 0; cut < length; cut += 9) {
      cuts.add(cut);
    }
    cuts.add(length - 1);
    cuts.add(length);
    return new TreeSet<>(cuts.subSet(acknowledged(home), true, length, true));
  }

  @Test
  void theResultIsTheSameWhereverTheJournalWasCutOff() throws Exception {
    Path home = ranOnce();
    Object expected;
    try (StateMachineRunner runner =
        new StateMachineRunner(home, new Integrations(new Functions()))) {
      runner.start();
      expected = end(runner, "one").output();
    }
    for (long cut : cuts(home)) {
      Path copy = cutAt(home, cut, cut % 2 == 0);
      try (StateMachineRunner runner =
          new StateMachineRunner(copy, new Integrations(new Functions()))) {
        runner.start();
        ExecutionResult result = end(runner, "one");
        assertThat(result.output()).as("cut at byte %d", cut).isEqualTo(expected);
      }
    }
  }

  @Test
  void aStartThatWasNotAcknowledgedLeavesNothingBehind() throws Exception {
    Path home = ranOnce();
    long first = acknowledged(home);
    for (long cut = 0; cut < first - 1; cut += 7) {
      Path copy = cutAt(home, cut, true);
      try (StateMachineRunner runner =
          new StateMachineRunner(copy, new Integrations(new Functions()))) {
        runner.start();
        assertThat(runner.store().find(Arns.execution("m", "one"))).as("cut at %d", cut).isEmpty();
        Machine machine = runner.machines().find("m").orElseThrow();
        runner.startExecution(machine, "one", "{\"word\":\"again\"}").get(20, TimeUnit.SECONDS);
        assertThat(Values.write(end(runner, "one").output())).contains("again");
      }
    }
  }

  @Test
  void aTaskWhoseAnswerIsOnDiskIsNotCalledAgain() throws Exception {
    Path home = ranOnce();
    Functions functions = new Functions();
    long beforeTheEnd = Files.size(journal(home)) - 10;
    Path copy = cutAt(home, beforeTheEnd, true);
    try (StateMachineRunner runner = new StateMachineRunner(copy, new Integrations(functions))) {
      runner.start();
      assertThat(end(runner, "one").status()).isEqualTo(ExecutionResult.Status.SUCCEEDED);
    }
    assertThat(functions.calls).isEmpty();
  }

  @Test
  void executionsLiveThroughManySegmentsAndTablesThatAreLost() throws Exception {
    Path home = directory.resolve("segments");
    Integrations integrations = new Integrations(new Functions());
    try (StateMachineRunner runner = small(home, integrations)) {
      runner.start();
      runner.define("m", MACHINE);
      Machine machine = runner.machines().find("m").orElseThrow();
      for (int i = 0; i < 60; i++) {
        runner
            .startExecution(machine, "e" + i, "{\"word\":\"" + i + "\"}")
            .get(20, TimeUnit.SECONDS);
      }
      for (int i = 0; i < 60; i++) {
        end(runner, "e" + i);
      }
    }
    try (Stream<Path> segments = Files.list(home.resolve("journal"))) {
      assertThat(segments.count()).isGreaterThan(10);
    }
    Files.delete(home.resolve("executions.names"));
    try (StateMachineRunner runner = small(home, integrations)) {
      runner.start();
      for (int i = 0; i < 60; i++) {
        assertThat(Values.write(end(runner, "e" + i).output())).contains("\"" + i + "\"");
      }
      assertThat(runner.store().list(Arns.machine("m"), Optional.empty(), 99, 100)).hasSize(60);
    }
  }

  private static StateMachineRunner small(Path home, Integrations integrations) throws IOException {
    return new StateMachineRunner(home, integrations, Clock.systemUTC(), 4096, Integer.MAX_VALUE);
  }

  @Test
  void oldSegmentsAreDeletedWithTheirExecutions() throws Exception {
    Path home = directory.resolve("old");
    Integrations integrations = new Integrations(new Functions());
    try (StateMachineRunner runner =
        new StateMachineRunner(home, integrations, Clock.systemUTC(), 4096, 3)) {
      runner.start();
      runner.define("m", MACHINE);
      Machine machine = runner.machines().find("m").orElseThrow();
      for (int i = 0; i < 40; i++) {
        runner.startExecution(machine, "e" + i, "{\"word\":\"x\"}").get(20, TimeUnit.SECONDS);
        end(runner, "e" + i);
      }
      assertThat(runner.store().find(Arns.execution("m", "e0"))).isEmpty();
      assertThat(runner.store().find(Arns.execution("m", "e39"))).isPresent();
      assertThat(runner.startExecution(machine, "e0", "{\"word\":\"new\"}")).isNotNull();
    }
    try (Stream<Path> segments = Files.list(home.resolve("journal"))) {
      assertThat(segments.count()).isLessThanOrEqualTo(4);
    }
  }

  @Test
  void anInputThatEarlierVersionsAcceptedIsMadeAgain() throws Exception {
    try (StateMachineRunner runner =
        new StateMachineRunner(directory, new Integrations(new Functions()))) {
      runner.start();
      runner.define(
          "m",
          """
          {"QueryLanguage": "JSONata", "StartAt": "W", "States": {
            "W": {"Type": "Wait", "Seconds": 1, "Output": "done", "End": true}}}
          """);
      Machine machine = runner.machines().find("m").orElseThrow();
      runner.startExecution(machine, "one", "[1e400]").get(20, TimeUnit.SECONDS);
    }
    try (StateMachineRunner runner =
        new StateMachineRunner(directory, new Integrations(new Functions()))) {
      runner.start();
      assertThat(end(runner, "one").output()).isEqualTo("done");
    }
  }
}
