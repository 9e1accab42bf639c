package dev.vitrine.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.catalog.CatalogSteps;
import dev.vitrine.catalog.ImageStatus;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import dev.vitrine.stepfunctions.language.StateMachine;
import dev.vitrine.stepfunctions.language.TaskType;
import dev.vitrine.stepfunctions.language.Values;
import dev.vitrine.upload.Upload;
import dev.vitrine.workflow.WorkflowInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A catalogue dropped at once into AWS, in simulated time: the real state machine file and
 * handlers, models of limited rate. Beside it the same with plain retries in the place of the
 * queues, and with the queues in a new account. Ends with status 0 if, with the queues, all
 * pictures are done in the end and fewer than 1 % of the models' calls are refused; with 1
 * otherwise. {@link SimulatedAws} says what is missing.
 */
public final class AwsBurstBench {
  private static final Path MACHINE = Path.of("statemachine/image-to-text.asl.json");
  private static final Path TEMPLATE = Path.of("sam-template.yaml");
  private static final Path PRICES = Path.of("deploy/prices.json");
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:";
  private static final String SEND = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";
  private static final String CALL = "arn:aws:states:::lambda:invoke.waitForTaskToken";
  private static final int RESTYLES = 50;
  private static final int NEW_ACCOUNTS_FUNCTIONS = 10;

  /** Assumed: five StartWorkflow functions at once start ten executions each in half a second. */
  private static final int STARTS_A_SECOND = 100;

  private static final long VISIBILITY_MILLIS = 120_000;
  private static final JsonMapper JSON = JsonMapper.builder().findAndAddModules().build();

  private final String template;
  private final JsonNode prices;

  private AwsBurstBench() throws IOException {
    template = Files.readString(TEMPLATE);
    prices = JSON.readTree(PRICES.toFile());
  }

  /** How a picture waits for a model: the state machine as it is, or with plain retries. */
  private enum Policy {
    QUEUES("queues", 1_000, 0, 0),
    NEW_ACCOUNT(
        "queues, %d functions at once".formatted(NEW_ACCOUNTS_FUNCTIONS),
        NEW_ACCOUNTS_FUNCTIONS,
        0,
        0),
    EIGHT_RETRIES("8 retries", 1_000, 8, 60),
    FIFTY_RETRIES("50 retries", 1_000, 50, 600);

    private final String words;
    private final int accountConcurrency;
    private final int retries;
    private final int longestPauseSeconds;

    Policy(String words, int accountConcurrency, int retries, int longestPauseSeconds) {
      this.words = words;
      this.accountConcurrency = accountConcurrency;
      this.retries = retries;
      this.longestPauseSeconds = longestPauseSeconds;
    }

    boolean hasQueues() {
      return retries == 0;
    }

    /** {@return what takes the place of a state's retries} */
    private ArrayNode retry(JsonNode errors) {
      ObjectNode retry = JSON.createObjectNode();
      retry.set("ErrorEquals", errors);
      retry.put("IntervalSeconds", 2).put("BackoffRate", 2).put("JitterStrategy", "FULL");
      retry.put("MaxAttempts", retries).put("MaxDelaySeconds", longestPauseSeconds);
      return JSON.createArrayNode().add(retry);
    }
  }

  /**
   * @param arguments how many pictures; 100, 1,000 and 10,000 one after the other unless told
   */
  public static void main(String[] arguments) throws Exception {
    AwsBurstBench bench = new AwsBurstBench();
    System.out.println(Machine.words() + "; time simulated");
    System.out.println(
        "| pictures | by | done | models' calls refused | functions refused a picture"
            + " | function-seconds a picture | transitions a picture | USD per 1,000 | last one after |");
    System.out.println("|---:|---|---:|---:|---:|---:|---:|---:|---:|");
    List<Integer> sizes =
        arguments.length > 0
            ? List.of(Integer.parseInt(arguments[0]))
            : List.of(100, 1_000, 10_000);
    boolean isKept = true;
    for (int pictures : sizes) {
      for (Policy policy : Policy.values()) {
        isKept &= bench.run(pictures, policy) || !policy.hasQueues();
      }
    }
    System.exit(isKept ? 0 : 1);
  }

  private boolean run(int pictures, Policy policy) throws Exception {
    SimulatedTime time = new SimulatedTime();
    CatalogSteps catalog = new CatalogSteps(time);
    SimulatedFunctions functions = new SimulatedFunctions(time, catalog);
    SimulatedAws aws =
        new SimulatedAws(
            time,
            functions,
            policy.accountConcurrency,
            Map.of(
                "TagImage", concurrency("Clip"),
                "WritePrompt", concurrency("Interrogator"),
                "RestyleImage", concurrency("Sdxl")),
            VISIBILITY_MILLIS);
    StateMachine machine = StateMachine.parse(definition(policy), AwsBurstBench::resource);
    for (int i = 0; i < pictures; i++) {
      String key = "demo/%05d%s.jpg".formatted(i, i < RESTYLES ? "-restyle" : "");
      time.after(i * 1_000L / STARTS_A_SECOND, () -> start(aws, machine, catalog, time, key));
    }
    time.run();
    return report(pictures, policy, catalog, functions, aws);
  }

  private static void start(
      SimulatedAws aws,
      StateMachine machine,
      CatalogSteps catalog,
      SimulatedTime time,
      String key) {
    PictureRef picture = PictureRef.of("bucket", key, null, Revision.ofSequencer("01"));
    catalog.receive(new Upload(picture, 79_975, time.instant()));
    WorkflowInput input = WorkflowInput.describe(picture);
    try {
      aws.start(machine, input.executionName(), Values.parse(JSON.writeValueAsString(input)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<TaskType> resource(String resource) {
    return Optional.of(
        resource.equals(SEND)
            ? new TaskType(resource, "sqs", "sendMessage", true)
            : resource.equals(CALL)
                ? new TaskType(resource, "lambda", "invoke", true)
                : new TaskType(resource, null, "", false));
  }

  private static String definition(Policy policy) throws IOException {
    JsonNode machine = JSON.readTree(MACHINE.toFile());
    if (!policy.hasQueues()) {
      JsonNode errors = machine.at("/States/RenderImage/Retry/0/ErrorEquals");
      machine.findParents("Resource").forEach(state -> plain((ObjectNode) state, policy, errors));
    }
    return machine
        .toString()
        .replace("${SendAndWaitForTokenArn}", SEND)
        .replaceAll("\\$\\{(\\w+?)(Urgent)?QueueUrl}", "$1")
        .replaceAll("\\$\\{(\\w+)FunctionArn}", FUNCTION + "$1");
  }

  /** Makes a state that waits in a queue one that calls its function, and tries again. */
  private static void plain(ObjectNode state, Policy policy, JsonNode errors) {
    if (!state.path("Resource").asText().equals("${SendAndWaitForTokenArn}")) {
      return;
    }
    Matcher queue =
        Pattern.compile("\\$\\{(\\w+)QueueUrl}'").matcher(state.at("/Arguments/QueueUrl").asText());
    String function = "";
    while (queue.find()) {
      function = queue.group(1).replace("Urgent", "");
    }
    state.put("Resource", "${" + function + "FunctionArn}");
    state.set("Arguments", state.at("/Arguments/MessageBody/request"));
    state.put("TimeoutSeconds", function.equals("RestyleImage") ? 120 : 90);
    state.set("Retry", policy.retry(errors));
  }

  private int concurrency(String model) {
    return number("  " + model + "Concurrency:\\n(?:    .*\\n)*?    Default: (\\d+)", 0);
  }

  private int memory(String function) {
    int standard = number("  Function:\\n(?:    .*\\n)*?    MemorySize: (\\d+)", 0);
    return number(
        "  " + function + "Function:\\n(?:    .*\\n)*?      MemorySize: (\\d+)", standard);
  }

  private int number(String pattern, int otherwise) {
    Matcher found = Pattern.compile(pattern).matcher(template);
    if (found.find()) {
      return Integer.parseInt(found.group(1));
    }
    if (otherwise == 0) {
      throw new IllegalStateException("the template has no " + pattern);
    }
    return otherwise;
  }

  private boolean report(
      int pictures,
      Policy policy,
      CatalogSteps catalog,
      SimulatedFunctions functions,
      SimulatedAws aws) {
    long calls = functions.models().values().stream().mapToLong(RateLimitedModel::calls).sum();
    long refused = functions.models().values().stream().mapToLong(RateLimitedModel::refused).sum();
    double seconds = aws.functionMillis().values().stream().mapToLong(ms -> ms).sum() / 1e3;
    double done = catalog.statuses().getOrDefault(ImageStatus.DONE, 0) / (double) pictures;
    System.out.printf(
        "| %,d | %s | %.3f | %.2f %% | %.1f | %.1f | %.1f | %.2f | %.1f min |%n",
        pictures,
        policy.words,
        done,
        100.0 * refused / calls,
        aws.throttles() / (double) pictures,
        seconds / pictures,
        aws.transitions() / (double) pictures,
        cost(aws) * 1_000 / pictures,
        aws.lastEnd() / 6e4);
    return done == 1 && refused * 100 < calls;
  }

  /** {@return USD for transitions, functions and queues, without models, table and bucket} */
  private double cost(SimulatedAws aws) {
    double gigabyteSeconds =
        aws.functionMillis().entrySet().stream()
            .mapToDouble(each -> each.getValue() / 1e3 * memory(each.getKey()) / 1_024)
            .sum();
    return (aws.transitions() * price("Step Functions transitions")
            + gigabyteSeconds * price("Lambda GB-seconds, arm64")
            + aws.functionCalls() * price("Lambda requests")
            + aws.messages() * 3 * price("SQS requests")) // sent, received, deleted
        / 1e6;
  }

  private double price(String of) {
    return prices.at("/million").path(of).asDouble();
  }
}
