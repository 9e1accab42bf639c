package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.stepfunctions.language.ExecutionResult;
import dev.vitrine.stepfunctions.language.MemoryRunner;
import dev.vitrine.stepfunctions.language.StateMachine;
import dev.vitrine.stepfunctions.language.TaskCall;
import dev.vitrine.stepfunctions.language.TaskFailedException;
import dev.vitrine.stepfunctions.language.TaskType;
import dev.vitrine.stepfunctions.language.Values;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The state machine's own decisions, made by the real file; its tasks answer as its examples do.
 */
class ImageToTextMachineTest {
  private static final Path FILE = Path.of("statemachine/image-to-text.asl.json");
  private static final Path EXAMPLES = Path.of("statemachine/examples");
  private static final String REFUSED = "dev.vitrine.endpoint.ModelRefusedException";

  private final List<String> called = new ArrayList<>();
  private final Map<String, List<Object>> arguments = new HashMap<>();
  private final Map<String, String> answers = new HashMap<>();
  private final List<String> lines = new ArrayList<>();
  private final List<String> refusing = new ArrayList<>();

  @Test
  void aFailingPromptLosesNothingOfTheTags() throws Exception {
    refusing.add("WritePrompt");

    assertThat(run(describe()).status()).isEqualTo(ExecutionResult.Status.SUCCEEDED);

    Map<?, ?> stored = only("StoreDescription");
    assertThat(at(stored, "tag", "result", "tags")).asList().hasSize(1);
    assertThat(at(stored, "prompt", "error", "Error")).isEqualTo(REFUSED);
    assertThat(called).endsWith("FinishImage");
  }

  @Test
  void failingTagsLoseNothingOfThePrompt() throws Exception {
    refusing.add("TagImage");

    assertThat(run(describe()).status()).isEqualTo(ExecutionResult.Status.SUCCEEDED);

    Map<?, ?> stored = only("StoreDescription");
    assertThat(at(stored, "tag", "error", "Error")).isEqualTo(REFUSED);
    assertThat(at(stored, "prompt", "result", "caption")).isNotNull();
  }

  @Test
  void severalProductsAreTaggedInTheLineOfTheTagsAndOneIsNot() throws Exception {
    String one = example("WritePrompt.out.json");
    run(describe());
    assertThat(called).filteredOn("TagImage"::equals).hasSize(1);
    assertThat(at(only("StoreDescription"), "products")).isNull();
    arguments.clear();

    answers.put("WritePrompt", one.replaceFirst("\\[\\s*\\{\\s*\"box\"", "[{}, {\"box\""));
    assertThat(run(describe()).status()).isEqualTo(ExecutionResult.Status.SUCCEEDED);

    assertThat(arguments.get("TagImage")).hasSize(2);
    Map<?, ?> asked = (Map<?, ?>) arguments.get("TagImage").get(1);
    assertThat(at(asked, "products")).asList().hasSize(2);
    assertThat(at(asked, "execution")).isNotNull();
    Map<?, ?> stored = only("StoreDescription");
    assertThat(at(stored, "products", "result", "tags")).asList().hasSize(1);
    assertThat(at(stored, "tag", "result", "tags")).asList().hasSize(1);
    assertThat(at(stored, "prompt", "result", "caption")).isNotNull();
  }

  @Test
  void productsThatCannotBeTaggedLoseNothingOfTheRest() throws Exception {
    String one = example("WritePrompt.out.json");
    answers.put("WritePrompt", one.replaceFirst("\\[\\s*\\{\\s*\"box\"", "[{}, {\"box\""));
    refusing.add("TagImage");

    assertThat(run(describe()).status()).isEqualTo(ExecutionResult.Status.SUCCEEDED);

    Map<?, ?> stored = only("StoreDescription");
    assertThat(at(stored, "products", "error", "Error")).isEqualTo(REFUSED);
    assertThat(at(stored, "prompt", "result", "caption")).isNotNull();
    assertThat(called).endsWith("FinishImage");
  }

  @Test
  void aRejectedFileIsRecordedAndNothingElseIsTried() throws Exception {
    answers.put(
        "RenderImage",
        "{\"outcome\":\"rejected\",\"code\":\"UNSUPPORTED_FORMAT\",\"message\":\"words\"}");

    assertThat(run(describe()).status()).isEqualTo(ExecutionResult.Status.SUCCEEDED);

    assertThat(called).containsExactly("RenderImage", "RecordFailure");
    assertThat(at(only("RecordFailure"), "failure", "status")).isEqualTo("rejected");
    assertThat(at(only("RecordFailure"), "failure", "error", "Error"))
        .isEqualTo("UNSUPPORTED_FORMAT");
  }

  @Test
  void aFailedRenderIsRecordedAndFailsTheExecution() throws Exception {
    refusing.add("RenderImage");

    ExecutionResult result = run(describe());

    assertThat(result.status()).isEqualTo(ExecutionResult.Status.FAILED);
    assertThat(result.failure().error()).isEqualTo(REFUSED);
    assertThat(called).containsExactly("RenderImage", "RecordFailure");
  }

  @Test
  void aRestyleThatFailsIsStoredAsFailedAndTheImageIsFinished() throws Exception {
    refusing.add("RestyleImage");

    assertThat(run(describe()).status()).isEqualTo(ExecutionResult.Status.SUCCEEDED);

    assertThat(at(only("StoreRestyle"), "error", "Error")).isEqualTo(REFUSED);
    assertThat(called).endsWith("StoreRestyle", "FinishImage");
  }

  @Test
  void aLaterRestyleGoesStraightToThePainter() throws Exception {
    Map<String, @Nullable Object> input = describe();
    input.put("work", "restyle");
    input.put("imagePrompt", "a cup of coffee");
    input.put("restyles", List.of(Map.of("id", "great-wave-1", "style", "great-wave")));

    assertThat(run(input).status()).isEqualTo(ExecutionResult.Status.SUCCEEDED);

    assertThat(called).containsExactly("RestyleImage", "StoreRestyle", "FinishImage");
    assertThat(at(only("RestyleImage"), "imagePrompt")).isEqualTo("a cup of coffee");
    assertThat(at(only("StoreRestyle"), "order", "id")).isEqualTo("great-wave-1");
  }

  @Test
  void whatAPersonWaitsForGoesIntoALineOfItsOwn() throws Exception {
    Map<String, @Nullable Object> input = describe();
    input.put("urgent", true);

    run(input);
    run(describe());

    assertThat(lines)
        .contains(
            "${TagImageUrgentQueueUrl}",
            "${WritePromptUrgentQueueUrl}",
            "${TagImageQueueUrl}",
            "${WritePromptQueueUrl}");
  }

  private static Map<String, @Nullable Object> describe() throws Exception {
    Map<String, @Nullable Object> input = new HashMap<>();
    Map<?, ?> render = (Map<?, ?>) Values.parse(example("RenderImage.in.json"));
    render.forEach((name, value) -> input.put((String) name, value));
    input.put("work", "describe");
    input.put("restyles", List.of());
    input.put("imagePrompt", null);
    return input;
  }

  private ExecutionResult run(Map<String, @Nullable Object> input) throws Exception {
    TaskType.Registry anyFunction =
        resource ->
            Optional.of(
                resource.contains("AndWait")
                    ? new TaskType(resource, "sqs", "sendMessage.waitForTaskToken", true)
                    : new TaskType(resource, null, "", false));
    StateMachine machine = StateMachine.parse(Files.readString(FILE), anyFunction);
    try (MemoryRunner runner = new MemoryRunner(this::call)) {
      return runner.run(machine, input).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  private synchronized CompletionStage<@Nullable Object> call(TaskCall call) {
    boolean queued = call.type().waitsForToken();
    String state =
        queued
            ? String.valueOf(at((Map<?, ?>) call.arguments(), "QueueUrl"))
                .replaceAll("\\$\\{(\\w+?)(Urgent)?QueueUrl}", "$1")
            : call.type().resource().replaceAll("\\$\\{(\\w+)FunctionArn}", "$1");
    called.add(state);
    Object given =
        queued ? at((Map<?, ?>) call.arguments(), "MessageBody", "request") : call.arguments();
    arguments.computeIfAbsent(state, name -> new ArrayList<>()).add(given);
    lines.add(queued ? String.valueOf(at((Map<?, ?>) call.arguments(), "QueueUrl")) : "");
    if (refusing.contains(state)) {
      return CompletableFuture.failedFuture(new TaskFailedException(REFUSED, "{}"));
    }
    try {
      return CompletableFuture.completedFuture(Values.parse(answer(state)));
    } catch (Exception e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private String answer(String state) throws Exception {
    String own = answers.get(state);
    if (own != null) {
      return own;
    }
    String file = state + ".out.json";
    return Files.exists(EXAMPLES.resolve(file)) ? example(file) : "{}";
  }

  private static String example(String file) throws Exception {
    return Files.readString(EXAMPLES.resolve(file));
  }

  private Map<?, ?> only(String state) {
    assertThat(arguments.get(state)).hasSize(1);
    return (Map<?, ?>) arguments.get(state).get(0);
  }

  private static @Nullable Object at(Map<?, ?> tree, String... path) {
    Object node = tree;
    for (String name : path) {
      node = ((Map<?, ?>) node).get(name);
    }
    return node;
  }
}
