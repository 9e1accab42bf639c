package dev.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The state machine explains itself, is bounded, and agrees with the code it names. */
class StateMachineTest {
  private static final Path FILE = Path.of("statemachine/image-to-text.asl.json");
  private final Map<String, JsonNode> states = states();

  StateMachineTest() throws IOException {}

  /** {@return all states by name, those inside of a Parallel or Map too} */
  static Map<String, JsonNode> states() throws IOException {
    Map<String, JsonNode> states = new TreeMap<>();
    collect(new JsonMapper().readTree(FILE.toFile()), states);
    return states;
  }

  @Test
  void everyStateSaysWhatItIsFor() {
    assertThat(states)
        .allSatisfy((name, state) -> assertThat(state.path("Comment").asText()).isNotBlank());
  }

  /** A redrive goes on at the state that failed: where errors are caught that is the Fail state. */
  @Test
  void nobodyIsAdvisedToRedriveWhatWouldOnlyFailAgain() throws IOException {
    assertThat(states.get("Failed").path("Type").asText()).isEqualTo("Fail");
    assertThat(states.values())
        .anyMatch(state -> state.path("Catch").toString().contains("Failure"));
    assertThat(Files.readString(Path.of("docs/operations.md")))
        .doesNotContain("stepfunctions redrive-execution");
    assertThat(states.get("Failed").path("Comment").asText()).doesNotStartWith("Redrive");
  }

  @Test
  void everyTaskIsBoundedAndRetriesOnlyNamedErrors() {
    assertThat(tasks())
        .isNotEmpty()
        .allSatisfy(
            (name, task) -> {
              assertThat(task.path("TimeoutSeconds").asInt()).isPositive();
              assertThat(task.path("Retry")).isNotEmpty();
              for (JsonNode retry : task.path("Retry")) {
                assertThat(retry.path("MaxAttempts").asInt()).isBetween(1, 100);
                assertThat(retry.path("MaxDelaySeconds").asInt()).isPositive();
                assertThat(retry.path("JitterStrategy").asText()).isEqualTo("FULL");
                assertThat(retry.path("ErrorEquals").toString()).doesNotContain("States.ALL");
              }
            });
  }

  @Test
  void everyTaskIsPatientWithThePlatformForHours() {
    tasks()
        .forEach(
            (name, task) -> {
              if (isQueued(task)) {
                assertThat(task.path("TimeoutSeconds").asInt()).isGreaterThan(3 * 3600);
                return;
              }
              JsonNode retry = task.path("Retry").path(0);
              int attempts = retry.path("MaxAttempts").asInt();
              double seconds =
                  IntStream.range(0, attempts).mapToDouble(n -> pause(retry, n) / 2).sum();
              assertThat(seconds).as(name).isBetween(3 * 3600.0, 3 * 86400.0);
            });
  }

  private static double pause(JsonNode retry, int attempt) {
    double pause =
        retry.path("IntervalSeconds").asInt()
            * Math.pow(retry.path("BackoffRate").asDouble(), attempt);
    return Math.min(pause, retry.path("MaxDelaySeconds").asInt());
  }

  @Test
  void theRunbookSaysHowLongAnExecutionMayTake() throws IOException {
    int whole = new JsonMapper().readTree(FILE.toFile()).path("TimeoutSeconds").asInt();

    assertThat(Files.readString(Path.of("docs/operations.md")))
        .contains("| an execution | %d days |".formatted(whole / 86_400));
  }

  @Test
  void everyErrorOfARecordedFailureIsTriedAgain() {
    assertThat(tasks().get("RecordFailure").path("Retry").path(0).path("ErrorEquals").toString())
        .isEqualTo("[\"States.TaskFailed\",\"States.Timeout\"]");
  }

  @Test
  void aLongWaitIsNotRepeatedForWeeks() {
    assertThat(tasks())
        .allSatisfy(
            (name, task) -> {
              for (JsonNode retry : task.path("Retry")) {
                if (retry.path("ErrorEquals").toString().contains("States.Timeout")) {
                  long attempts = retry.path("MaxAttempts").asLong();
                  assertThat(attempts * task.path("TimeoutSeconds").asLong())
                      .isLessThanOrEqualTo(3 * 86_400);
                }
              }
            });
  }

  @Test
  void everyOtherTaskRetriesTheSameErrors() {
    Map<String, JsonNode> others = tasks();
    others.remove("RecordFailure");
    others.values().removeIf(StateMachineTest::isQueued);
    assertThat(others.values())
        .extracting(StateMachineTest::retriedErrors)
        .containsOnly(retriedErrors(tasks().get("RenderImage")));
  }

  private static Set<String> retriedErrors(JsonNode task) {
    Set<String> errors = new TreeSet<>();
    for (JsonNode rule : task.path("Retry")) {
      rule.path("ErrorEquals").forEach(error -> errors.add(error.asText()));
    }
    return errors;
  }

  /** What waits in a queue is asked by its message; StoreRestyle by what the map selects. */
  @Test
  void everyTaskIsAskedOfThePictureFirst() {
    assertThat(tasks())
        .allSatisfy(
            (name, task) -> {
              JsonNode arguments = task.path("Arguments");
              JsonNode asked = arguments.path("MessageBody").path("request");
              asked = asked.isMissingNode() ? arguments : asked;
              if (asked.isObject()) {
                assertThat(asked.fieldNames().next()).isEqualTo("image");
                assertThat(asked.path("image").asText()).isEqualTo("{% $image %}");
              } else {
                assertThat(name).isEqualTo("StoreRestyle");
              }
            });
  }

  @Test
  void everyErrorOfOursThatIsRetriedOrCaughtIsAnException() throws Exception {
    for (JsonNode state : states.values()) {
      for (String member : List.of("Retry", "Catch")) {
        for (JsonNode rule : state.path(member)) {
          for (JsonNode error : rule.path("ErrorEquals")) {
            if (error.asText().startsWith("dev.vitrine.")) {
              assertThat(Class.forName(error.asText())).isAssignableTo(RuntimeException.class);
            }
          }
        }
      }
    }
  }

  /** TagProducts asks the same model as TagImage, before pictures that have nothing yet. */
  @Test
  void everyTaskCallsTheFunctionOfItsOwnName() {
    assertThat(tasks())
        .allSatisfy(
            (name, task) -> {
              if (isQueued(task)) {
                assertThat(task.path("Arguments").path("QueueUrl").asText())
                    .isEqualTo(
                        name.equals("TagProducts")
                            ? "${TagImageUrgentQueueUrl}"
                            : "{%% $urgent ? '${%sUrgentQueueUrl}' : '${%sQueueUrl}' %%}"
                                .formatted(name, name));
              } else {
                assertThat(task.path("Resource").asText()).isEqualTo("${" + name + "FunctionArn}");
              }
            });
  }

  @Test
  void everyTaskThatWaitsForATokenHandsItOver() {
    assertThat(tasks().values())
        .filteredOn(StateMachineTest::isQueued)
        .hasSize(4)
        .allSatisfy(
            task ->
                assertThat(task.path("Arguments").findValuesAsText("taskToken"))
                    .containsExactly("{% $states.context.Task.Token %}"));
  }

  private static boolean isQueued(JsonNode task) {
    return task.path("Resource").asText().equals("${SendAndWaitForTokenArn}");
  }

  /** One seller's ten thousand pictures do not stand before another's five. */
  @Test
  void everyPictureWaitsInTheTurnOfItsSeller() {
    assertThat(tasks().values())
        .filteredOn(StateMachineTest::isQueued)
        .hasSize(4)
        .allSatisfy(
            task ->
                assertThat(task.path("Arguments").path("MessageGroupId").asText())
                    .isEqualTo("{% $image.seller %}"));
  }

  @Test
  void everyFailureThatCannotBeRetriedIsCaught() {
    assertThat(tasks())
        .allSatisfy(
            (name, task) -> {
              // The map around StoreRestyle catches for it, and nothing can record that recording
              // failed.
              if (!name.equals("StoreRestyle") && !name.equals("RecordFailure")) {
                assertThat(task.path("Catch").findValuesAsText("Next")).isNotEmpty();
              }
            });
  }

  private Map<String, JsonNode> tasks() {
    Map<String, JsonNode> tasks = new TreeMap<>(states);
    tasks.values().removeIf(state -> !state.path("Type").asText().equals("Task"));
    return tasks;
  }

  private static void collect(JsonNode machine, Map<String, JsonNode> states) {
    for (Map.Entry<String, JsonNode> state : machine.path("States").properties()) {
      states.put(state.getKey(), state.getValue());
      state.getValue().path("Branches").forEach(branch -> collect(branch, states));
      collect(state.getValue().path("ItemProcessor"), states);
    }
  }
}
