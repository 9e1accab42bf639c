package dev.vitrine.stepfunctions.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.stepfunctions.language.ExecutionResult.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is damaged harms one execution, not the start and not the others. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DamageTest {

  private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:f";

  private static final String MACHINE =
      """
      {"QueryLanguage": "JSONata", "StartAt": "Pass", "States": {
        "Pass": {"Type": "Pass", "Next": "Call"},
        "Call": {"Type": "Task", "End": true, "Resource": "%s"}}}
      """
          .formatted(FUNCTION);

  private static final Logger[] LOGS = {
    Logger.getLogger(StateMachineRunner.class.getName()),
    Logger.getLogger(LiveExecution.class.getName()),
    Logger.getLogger(JournalWriter.class.getName()),
    Logger.getLogger(Segment.class.getName()),
    Logger.getLogger(MachineStore.class.getName())
  };

  @TempDir Path directory;
  private final AskedFunctions asked = new AskedFunctions();

  @BeforeEach
  void beQuiet() {
    for (Logger log : LOGS) {
      log.setLevel(Level.OFF);
    }
  }

  @AfterEach
  void speakAgain() {
    for (Logger log : LOGS) {
      log.setLevel(null);
    }
  }

  private StateMachineRunner open(Path home) throws Exception {
    StateMachineRunner runner =
        new StateMachineRunner(home, new Integrations(asked), Clock.systemUTC(), 1 << 20, 100);
    runner.start();
    runner.define("m", MACHINE);
    return runner;
  }

  private static String start(StateMachineRunner runner, String name) throws Exception {
    Machine machine = runner.machines().find("m").orElseThrow();
    return runner.startExecution(machine, name, "\"" + name + "\"").get(20, TimeUnit.SECONDS).arn();
  }

  private Path journal() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("journal"))) {
      return files.max(Path::compareTo).orElseThrow();
    }
  }

  /** Changes one byte of the first occurrence of a text in the journal. */
  private void damage(String text) throws IOException {
    Path file = journal();
    String content = Files.readString(file, StandardCharsets.ISO_8859_1);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {'#'}), content.indexOf(text));
    }
  }

  private String[] threeExecutions() throws Exception {
    try (StateMachineRunner runner = open(directory)) {
      String done = start(runner, "done");
      asked.answerNext();
      ExecutionEnds.await(runner, done);
      return new String[] {done, start(runner, "first"), start(runner, "second")};
    }
  }

  @Test
  void aChangedByteHarmsOnlyTheExecutionWhoseRecordItIsIn() throws Exception {
    String[] arns = threeExecutions();
    asked.open.clear();
    damage("\\\"first\\\"");
    try (StateMachineRunner runner = open(directory)) {
      asked.answerNext();
      assertThat(ExecutionEnds.result(runner, arns[2]).output()).isEqualTo("yes");
      assertThat(ExecutionEnds.result(runner, arns[0]).output()).isEqualTo("yes");
      assertThat(runner.runningCount()).isZero();
      assertThat(runner.store().find(arns[1])).isEmpty();
      String next = start(runner, "next");
      asked.answerNext();
      assertThat(ExecutionEnds.result(runner, next).output()).isEqualTo("yes");
    }
  }

  @Test
  void aDamagedCheckpointIsMadeUpFor() throws Exception {
    String[] arns = threeExecutions();
    asked.open.clear();
    damage("checkpoint");
    try (StateMachineRunner runner = open(directory)) {
      asked.answerNext();
      asked.answerNext();
      for (String arn : arns) {
        assertThat(ExecutionEnds.result(runner, arn).output()).isEqualTo("yes");
      }
    }
  }

  @Test
  void anExecutionThatCannotBeMadeAgainEndsAsFailedAndCanBeRedriven() throws Exception {
    String[] arns = threeExecutions();
    asked.open.clear();
    Path definition = definition();
    byte[] text = Files.readAllBytes(definition);
    Files.writeString(definition, "{}");
    try (StateMachineRunner runner =
        new StateMachineRunner(directory, new Integrations(asked), Clock.systemUTC(), 4096, 9)) {
      runner.start();
      for (String arn : new String[] {arns[1], arns[2]}) {
        awaitEnd(runner, arn);
        assertThat(ExecutionEnds.result(runner, arn).status()).isEqualTo(Status.FAILED);
        assertThat(ExecutionEnds.result(runner, arn).failure().cause())
            .contains("could not be carried on");
      }
      assertThat(ExecutionEnds.result(runner, arns[0]).output()).isEqualTo("yes");
    }
    Files.write(definition, text);
    try (StateMachineRunner runner = open(directory)) {
      runner.redrives().redrive(arns[1], null).get(20, TimeUnit.SECONDS);
      asked.answerNext();
      assertThat(ExecutionEnds.result(runner, arns[1]).output()).isEqualTo("yes");
    }
  }

  private Path definition() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("definitions"))) {
      return files.findFirst().orElseThrow();
    }
  }

  private static void awaitEnd(StateMachineRunner runner, String arn) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (runner.store().find(arn).orElseThrow().status() == Status.RUNNING) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @Test
  void filesOfStrangersDoNotKeepItFromStarting() throws Exception {
    String[] arns = threeExecutions();
    asked.open.clear();
    for (String stranger : new String[] {"journal/.DS_Store", "journal/x.log", "machines/x.json"}) {
      Files.writeString(directory.resolve(stranger), "nothing of ours");
    }
    try (StateMachineRunner runner = open(directory)) {
      assertThat(ExecutionEnds.result(runner, arns[0]).output()).isEqualTo("yes");
      assertThat(runner.runningCount()).isEqualTo(2);
    }
  }

  @Test
  void aDiskThatFailsForATimeLosesNothing() throws Exception {
    DyingDisk disk = new DyingDisk(Long.MAX_VALUE - 1, false);
    try (StateMachineRunner runner = open(disk.path(directory))) {
      String arn = start(runner, "one");
      disk.die();
      asked.answerNext();
      awaitFailure(runner);
      String refused =
          new StepFunctionsApi(runner)
              .handle(
                  StepFunctionsApi.TARGET + "StartExecution",
                  "{\"stateMachineArn\":\"" + Arns.machine("m") + "\"}")
              .toCompletableFuture()
              .get(20, TimeUnit.SECONDS)
              .toString();
      assertThat(refused).contains("503").contains("ServiceUnavailable");
      assertThat(runner.isWorking()).isFalse();
      assertThat(runner.running(arn)).isPresent();
      disk.revive();
      assertThat(ExecutionEnds.result(runner, arn).output()).isEqualTo("yes");
      assertThat(runner.diskFailure()).isEmpty();
      assertThat(runner.isWorking()).isTrue();
      String next = start(runner, "two");
      asked.answerNext();
      assertThat(ExecutionEnds.result(runner, next).output()).isEqualTo("yes");
    }
  }

  private static void awaitFailure(StateMachineRunner runner) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (runner.diskFailure().isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @Test
  void callsBeforeTheStartAreRefusedAndNothingOfThemIsKept() throws Exception {
    String[] arns = threeExecutions();
    asked.open.clear();
    try (StateMachineRunner runner =
        new StateMachineRunner(directory, new Integrations(asked), Clock.systemUTC(), 4096, 9)) {
      StepFunctionsApi api = new StepFunctionsApi(runner);
      String call = "{\"stateMachineArn\":\"" + Arns.machine("m") + "\",\"name\":\"early\"}";
      for (int i = 0; i < 3; i++) {
        assertThat(api.handle(StepFunctionsApi.TARGET + "StartExecution", call))
            .isCompletedWithValueMatching(answer -> answer.status() == 503);
      }
      assertThat(runner.isWorking()).isFalse();
      runner.start();
      assertThat(runner.isWorking()).isTrue();
      assertThat(ExecutionEnds.result(runner, arns[0]).output()).isEqualTo("yes");
      assertThat(
              api.handle(StepFunctionsApi.TARGET + "StartExecution", call)
                  .toCompletableFuture()
                  .get(20, TimeUnit.SECONDS)
                  .status())
          .isEqualTo(200);
    }
  }

  @Test
  void manySegmentsNeedFewFileDescriptors() throws Exception {
    Path fds = Path.of("/proc/self/fd");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.isDirectory(fds));
    try (StateMachineRunner runner =
        new StateMachineRunner(directory, new Integrations(asked), Clock.systemUTC(), 300, 1000)) {
      runner.start();
      runner.define("m", MACHINE);
      String[] arns = new String[60];
      for (int i = 0; i < arns.length; i++) {
        arns[i] = start(runner, "e" + i);
        asked.answerNext();
        ExecutionEnds.await(runner, arns[i]);
      }
      for (String arn : arns) {
        assertThat(ExecutionEnds.result(runner, arn).output()).isEqualTo("yes");
      }
      try (Stream<Path> files = Files.list(directory.resolve("journal"))) {
        assertThat(files.count()).isGreaterThan(60);
      }
      try (Stream<Path> open = Files.list(fds)) {
        long journals = open.filter(fd -> target(fd).startsWith(directory + "/journal/")).count();
        assertThat(journals).isLessThan(20);
      }
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
