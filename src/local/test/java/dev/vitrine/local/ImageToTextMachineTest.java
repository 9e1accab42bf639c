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
import org.assertj.core.api.InstanceOfAssertFactories;
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
  private int productsAtOnce = 6;
  private int refusedFrom = Integer.MAX_VALUE;

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
    run(describe());
    assertThat(called).filteredOn("TagImage"::equals).hasSize(1);
    assertThat(at(only("StoreDescription"), "products")).isNull();
    arguments.clear();

    answers.put("WritePrompt", severalProducts());
    assertThat(run(describe()).status()).isEqualTo(ExecutionResult.Status.SUCCEEDED);

    assertThat(arguments.get("TagImage")).hasSize(2);
    Map<?, ?> asked = (Map<?, ?>) arguments.get("TagImage").get(1);
    assertThat(at(asked, "products")).asList().hasSize(2);
    assertThat(at(asked, "execution")).isNotNull();
    Map<?, ?> stored = only("StoreDescription");
    assertThat(at(stored, "products", "result", "products")).asList().hasSize(2);
    assertThat(at(stored, "products", "result", "untagged")).asList().isEmpty();
    assertThat(at(stored, "tag", "result", "tags")).asList().hasSize(1);
    assertThat(at(stored, "prompt", "result", "caption")).isNotNull();
  }

  @Test
  void productsForWhichATaskHasNoTimeAreAskedForByTheNext() throws Exception {
    answers.put("WritePrompt", severalProducts());
    productsAtOnce = 1;

    assertThat(run(describe()).status()).isEqualTo(ExecutionResult.Status.SUCCEEDED);

    List<Object> asked = arguments.get("TagImage");
    assertThat(asked).hasSize(3);
    assertThat(at((Map<?, ?>) asked.get(1), "products")).asList().hasSize(2);
    assertThat(at((Map<?, ?>) asked.get(2), "products"))
        .asList()
        .isEqualTo(((List<?>) at((Map<?, ?>) asked.get(1), "products")).subList(1, 2));
    Map<?, ?> stored = only("StoreDescription");
    assertThat(at(stored, "products", "result", "products")).asList().hasSize(2);
    assertThat(at(stored, "products", "result", "untagged")).asList().isEmpty();
  }

  @Test
  void productsThatWereTaggedBeforeAFailureAreStoredWithIt() throws Exception {
    answers.put("WritePrompt", severalProducts());
    productsAtOnce = 1;
    refusedFrom = 3;

    assertThat(run(describe()).status()).isEqualTo(ExecutionResult.Status.SUCCEEDED);

    Map<?, ?> stored = only("StoreDescription");
    assertThat(at(stored, "products", "result", "products")).asList().hasSize(1);
    assertThat(at(stored, "products", "result", "untagged")).asList().hasSize(1);
    assertThat(at(stored, "products", "error", "Error")).isEqualTo(REFUSED);
    assertThat(called).endsWith("FinishImage");
  }

  @Test
  void productsThatCannotBeTaggedLoseNothingOfTheRest() throws Exception {
    answers.put("WritePrompt", severalProducts());
    refusing.add("TagImage");

    assertThat(run(describe()).status()).isEqualTo(ExecutionResult.Status.SUCCEEDED);

    Map<?, ?> stored = only("StoreDescription");
    assertThat(at(stored, "products", "error", "Error")).isEqualTo(REFUSED);
    assertThat(stored.get("products")).asInstanceOf(InstanceOfAssertFactories.MAP).hasSize(1);
    assertThat(at(stored, "prompt", "result", "products")).asList().hasSize(2);
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
    assertThat(at(only("RestyleImage"), "detected", "products")).asList().hasSize(1);
    assertThat(called).endsWith("StoreRestyle", "FinishImage");
  }

  @Test
  void aLaterRestyleGoesStraightToThePainter() throws Exception {
    Map<String, @Nullable Object> input = describe();
    input.put("work", "restyle");
    input.put("imagePrompt", "a cup of coffee");
    input.put("detected", Map.of("others", List.of()));
    input.put("restyles", List.of(Map.of("id", "great-wave-1", "style", "great-wave")));

    assertThat(run(input).status()).isEqualTo(ExecutionResult.Status.SUCCEEDED);

    assertThat(called).containsExactly("RestyleImage", "StoreRestyle", "FinishImage");
    assertThat(at(only("RestyleImage"), "imagePrompt")).isEqualTo("a cup of coffee");
    assertThat(at(only("RestyleImage"), "detected")).isEqualTo(input.get("detected"));
    assertThat(at(only("StoreRestyle"), "order", "id")).isEqualTo("great-wave-1");
  }

  @Test
  void whatAPersonWaitsForGoesIntoALineOfItsOwnAlsoIfTheyAskLater() throws Exception {
    Map<String, @Nullable Object> input = describe();
    assertThat(linesOf(input)).contains("${WritePromptQueueUrl}", "${RestyleImageQueueUrl}");

    answers.put("StoreDescription", example("StoreDescription.out.json").replace("false", "true"));
    assertThat(linesOf(input)).contains("${TagImageQueueUrl}", "${RestyleImageUrgentQueueUrl}");
    input.put("urgent", true);
    assertThat(linesOf(input))
        .contains("${TagImageUrgentQueueUrl}", "${WritePromptUrgentQueueUrl}");
  }

  private List<String> linesOf(Map<String, @Nullable Object> input) throws Exception {
    lines.clear();
    run(input);
    return List.copyOf(lines);
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
    boolean isRefused = state.equals("TagImage") && arguments.get(state).size() >= refusedFrom;
    if (isRefused || refusing.contains(state)) {
      return CompletableFuture.failedFuture(new TaskFailedException(REFUSED, "{}"));
    }
    try {
      Object products = given instanceof Map<?, ?> request ? request.get("products") : null;
      return CompletableFuture.completedFuture(
          state.equals("TagImage") && products instanceof List<?> boxes
              ? taggedProducts(boxes)
              : Values.parse(answer(state)));
    } catch (Exception e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Answers as many products as there is time for, and gives the rest back. */
  private Map<String, Object> taggedProducts(List<?> boxes) throws Exception {
    Map<?, ?> both = (Map<?, ?>) Values.parse(example("TagProducts.out.json"));
    int tagged = Math.min(productsAtOnce, boxes.size());
    return Map.of(
        "products",
        ((List<?>) both.get("products")).subList(0, tagged),
        "untagged",
        boxes.subList(tagged, boxes.size()));
  }

  /** {@return WritePrompt's answer with the two boxes of TagProducts' example} */
  private static String severalProducts() throws Exception {
    Map<String, @Nullable Object> answer = new HashMap<>();
    ((Map<?, ?>) Values.parse(example("WritePrompt.out.json")))
        .forEach((name, value) -> answer.put((String) name, value));
    answer.put(
        "products", at((Map<?, ?>) Values.parse(example("TagProducts.in.json")), "products"));
    return Values.write(answer);
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
