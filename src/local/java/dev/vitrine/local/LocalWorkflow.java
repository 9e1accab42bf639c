package dev.vitrine.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vitrine.local.function.FunctionLine;
import dev.vitrine.local.function.LocalFunctions;
import dev.vitrine.local.function.Turn;
import dev.vitrine.local.store.VitrineHome;
import dev.vitrine.stepfunctions.language.InvalidDefinitionException;
import dev.vitrine.stepfunctions.language.Values;
import dev.vitrine.stepfunctions.runner.FunctionCall;
import dev.vitrine.stepfunctions.runner.FunctionInvoker;
import dev.vitrine.stepfunctions.runner.FunctionResult;
import dev.vitrine.stepfunctions.runner.HttpFunctionInvoker;
import dev.vitrine.stepfunctions.runner.Integrations;
import dev.vitrine.stepfunctions.runner.StateMachineRunner;
import dev.vitrine.stepfunctions.runner.StepFunctionsApi;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The state machine, run from the very file that is deployed, calling the handlers of this JVM. */
@ApplicationScoped
class LocalWorkflow {
  private static final String NAME = "image-to-text";
  private static final String FILE = "/" + NAME + ".asl.json";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");

  private final FunctionLine line;
  private final LocalQueues queues;
  private final LocalStarts starts;
  private final StateMachineRunner runner;
  private final StepFunctionsApi api;
  private final int mostRunning;

  LocalWorkflow(
      LocalStores stores,
      LocalFunctions functions,
      FunctionLine line,
      LocalQueues queues,
      LocalStarts starts,
      LocalConfig config)
      throws IOException {
    mostRunning = config.mostRunning();
    this.line = line;
    this.queues = queues;
    this.starts = starts;
    FunctionInvoker here = new Here(functions, line);
    FunctionInvoker all =
        elsewhere().map(url -> here.orElse(new HttpFunctionInvoker(url))).orElse(here);
    runner =
        new StateMachineRunner(
            stores.folder("stepfunctions"),
            new Integrations(all).with("sqs:sendMessage", queues.integration()),
            mostRunning);
    api = new StepFunctionsApi(runner);
  }

  /** Resumes the executions of an earlier process and takes new work. */
  void start() throws IOException, InvalidDefinitionException {
    runner.define(NAME, definition());
    runner.start();
    queues.start();
    starts.begin();
  }

  /** {@return whether executions are taken, written to the disk, and reach the models' lines} */
  boolean isWorking() {
    return runner.isWorking() && queues.isWorking() && starts.isWorking();
  }

  /**
   * {@return whether an execution may start for which nobody waits} A fifth of the room stays for
   * what people wait for.
   */
  boolean hasRoom() {
    return runner.runningCount() < mostRunning - mostRunning / 5;
  }

  StepFunctionsApi api() {
    return api;
  }

  /** Functions that are not Vitrine's are called by the Lambda API that the settings name. */
  private static Optional<URI> elsewhere() {
    return Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL_LAMBDA")).map(URI::create);
  }

  /** {@return the file's text, its placeholders filled as the template fills them} */
  private String definition() throws IOException {
    try (InputStream file = LocalWorkflow.class.getResourceAsStream(FILE)) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return PLACEHOLDER
          .matcher(text)
          .replaceAll(name -> Matcher.quoteReplacement(value(name.group(1))));
    }
  }

  private String value(String placeholder) {
    return switch (placeholder) {
      case "SendAndWaitForTokenArn" -> "arn:aws:states:::sqs:sendMessage.waitForTaskToken";
      default ->
          placeholder.endsWith("QueueUrl")
              ? LocalQueues.url(
                  kebab(placeholder.replaceAll("(Urgent)?QueueUrl$", "")),
                  placeholder.endsWith("UrgentQueueUrl"))
              : functionArn(kebab(placeholder.replaceAll("FunctionArn$", "")));
    };
  }

  private static String functionArn(String name) {
    return "arn:aws:lambda:%s:%s:function:%s"
        .formatted(VitrineHome.REGION, VitrineHome.ACCOUNT, name);
  }

  /** {@return {@code tag-image} of {@code TagImage}} */
  private static String kebab(String state) {
    return state.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
  }

  void close() throws IOException {
    starts.close();
    runner.close();
    queues.close();
    line.close();
  }

  /** The handlers of this JVM, behind their line. */
  private record Here(LocalFunctions functions, FunctionLine line) implements FunctionInvoker {
    @Override
    public boolean knows(String functionName) {
      return functions.names().contains(functionName);
    }

    @Override
    public CompletionStage<FunctionResult> invoke(String functionName, String payload) {
      try {
        Object json = Values.parse(payload);
        FunctionCall call = new FunctionCall(functionName, FunctionCall.LATEST, json, false, null);
        return invoke(call, () -> {});
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException("a payload that is not JSON", e);
      }
    }

    @Override
    public CompletionStage<FunctionResult> invoke(FunctionCall call, Runnable begun) {
      if (!call.qualifier().equals(FunctionCall.LATEST)) {
        begun.run();
        return CompletableFuture.failedFuture(
            FunctionInvoker.notFound(call.name() + ":" + call.qualifier()));
      }
      return line.invoke(functions, call, Turn.of(call.executionInput()), begun);
    }
  }
}
