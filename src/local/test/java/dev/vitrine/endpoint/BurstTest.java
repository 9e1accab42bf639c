package dev.vitrine.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.local.function.ModelLine;
import dev.vitrine.local.queue.FairQueue;
import dev.vitrine.stepfunctions.runner.FunctionInvoker;
import dev.vitrine.stepfunctions.runner.FunctionResult;
import dev.vitrine.stepfunctions.runner.Integrations;
import dev.vitrine.stepfunctions.runner.SendMessage;
import dev.vitrine.stepfunctions.runner.StateMachineRunner;
import dev.vitrine.stepfunctions.runner.StepFunctionsApi;
import dev.vitrine.workflow.TaskReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand pictures at once through the real state machine file, against models that take 2, 10
 * and 100 ms for a picture, one at a time, and refuse what exceeds their job queues.
 *
 * <p>What is missing: SQS, whose standard queues may deliver a message twice; Lambda, which adds
 * and removes pollers in steps up to MaximumConcurrency; and the endpoint's own time-outs. {@code
 * ModelQueuesTest} checks the settings of all three.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html">Scaling
 *     behavior for SQS event source mappings</a>
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class BurstTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path MACHINE = Path.of("statemachine/image-to-text.asl.json");
  private static final String QUEUE = "http://localhost/";
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:";
  private static final int PICTURES = 1_000;
  private static final int RESTYLES = 10;

  /**
   * A model with one machine.
   *
   * <p>It takes one picture at a time and {@code millis} for each; its job queue has {@code holds}.
   */
  private static final class Model {
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final int holds;
    private final long millis;

    Model(int holds, long millis) {
      this.holds = holds;
      this.millis = millis;
    }

    void ask() {
      try {
        if (asked.incrementAndGet() > holds) {
          refused.incrementAndGet();
          throw new ModelUnavailableException("its job queue is full", null);
        }
        synchronized (this) {
          TimeUnit.MILLISECONDS.sleep(millis);
        }
        answered.incrementAndGet();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      } finally {
        asked.decrementAndGet();
      }
    }
  }

  @TempDir Path home;

  private final Map<String, Model> models =
      Map.of(
          "TagImage", new Model(16, 2),
          "WritePrompt", new Model(4, 10),
          "RestyleImage", new Model(4, 100));
  private final Map<String, ModelLine> lines = new TreeMap<>();
  private final List<String> described = Collections.synchronizedList(new ArrayList<>());
  private final List<JsonNode> stored = Collections.synchronizedList(new ArrayList<>());
  private final List<JsonNode> painted = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger finished = new AtomicInteger();
  private final ExecutorService senders = Executors.newFixedThreadPool(2);
  private StateMachineRunner runner;
  private StepFunctionsApi api;

  @AfterEach
  void stop() throws IOException {
    lines.values().forEach(ModelLine::close);
    runner.close();
    senders.shutdown();
  }

  @Test
  void aThousandPicturesAtOnceAllComeOutDone() throws Exception {
    start();
    for (int i = 0; i < PICTURES; i++) {
      drop("many", i);
    }
    for (int i = 0; i < 5; i++) {
      drop("few", i);
    }
    int mostWaiting = 0;
    while (finished.get() < PICTURES + 5) {
      TimeUnit.MILLISECONDS.sleep(50);
      Map<String, Integer> places = lines.get("WritePrompt").snapshot("many").places();
      mostWaiting = Math.max(mostWaiting, places.size());
      assertThat(places.values()).doesNotHaveDuplicates();
    }
    assertThat(mostWaiting).as("pictures that can say where they wait").isGreaterThan(5);
    assertThat(lines.get("WritePrompt").snapshot("many").places()).isEmpty();

    assertThat(stored)
        .hasSize(PICTURES + 5)
        .allSatisfy(
            all -> {
              assertThat(all.at("/tag/result/tags")).isNotEmpty();
              assertThat(all.at("/prompt/result/caption").asText()).isNotEmpty();
            });
    assertThat(painted).hasSize(RESTYLES).allSatisfy(one -> assertThat(one.has("result")).isTrue());
    models.forEach((name, model) -> assertThat(model.refused).as(name).hasValue(0));
    assertThat(models.get("TagImage").answered)
        .as("no picture is asked about twice")
        .hasValue(PICTURES + 5);
    assertThat(described.lastIndexOf("few")).isLessThan(PICTURES * 3 / 4);
  }

  private void start() throws Exception {
    TaskReports reports = new Reports();
    QueuedTasks tasks = OneTask.tasks(reports);
    Map<String, Integer> atOnce = Map.of("TagImage", 8, "WritePrompt", 2, "RestyleImage", 2);
    for (Map.Entry<String, Integer> each : atOnce.entrySet()) {
      String step = each.getKey();
      lines.put(
          step,
          new ModelLine(
              step,
              each.getValue(),
              new FairQueue(home.resolve(step + "-urgent")),
              new FairQueue(home.resolve(step)),
              (name, event) -> work(tasks, name, event),
              JSON));
    }
    Integrations integrations =
        new Integrations(new Functions())
            .with(
                "sqs:sendMessage",
                new SendMessage(
                    (url, group, body) ->
                        lines.get(url.replace(QUEUE, "")).send(false, group, body),
                    senders));
    runner = new StateMachineRunner(home.resolve("runner"), integrations);
    runner.start();
    api = new StepFunctionsApi(runner);
    runner.define("m", definition());
    lines.values().forEach(ModelLine::start);
  }

  private static String definition() throws IOException {
    return Files.readString(MACHINE)
        .replace("${SendAndWaitForTokenArn}", "arn:aws:states:::sqs:sendMessage.waitForTaskToken")
        .replaceAll("\\$\\{(\\w+?)(Urgent)?QueueUrl}", QUEUE + "$1")
        .replaceAll("\\$\\{(\\w+)FunctionArn}", FUNCTION + "$1");
  }

  private FunctionResult work(QueuedTasks tasks, String step, byte[] event) {
    try {
      QueuedTasks.QueueEvent batch = JSON.readValue(event, QueuedTasks.QueueEvent.class);
      QueuedTasks.Unanswered unanswered =
          tasks.work(
              batch,
              JsonNode.class,
              request -> {
                models.get(step).ask();
                return example(step + ".out.json");
              });
      return new FunctionResult(JSON.writeValueAsString(unanswered), null);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void drop(String seller, int number) throws Exception {
    JsonNode image =
        JSON.createObjectNode()
            .put("seller", seller)
            .put("imageId", "%026d".formatted(number))
            .put("restyle", number % (PICTURES / RESTYLES) == 0 && seller.equals("many"));
    Map<String, Object> input =
        Map.of("image", image, "work", "describe", "restyles", List.of(), "imagePrompt", "");
    call(
        "StartExecution",
        Map.of(
            "stateMachineArn",
            "arn:aws:states:us-east-1:000000000000:stateMachine:m",
            "name",
            seller + number,
            "input",
            JSON.writeValueAsString(input)));
  }

  private int call(String operation, Map<String, ?> body) throws Exception {
    return api.handle("AWSStepFunctions." + operation, JSON.writeValueAsString(body))
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS)
        .status();
  }

  private static JsonNode example(String file) {
    try {
      return JSON.readTree(Path.of("statemachine/examples", file).toFile());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reports to the runner, as the AWS client would over HTTP. */
  private final class Reports implements TaskReports {
    @Override
    public boolean succeeded(String taskToken, String result) {
      return report("SendTaskSuccess", Map.of("taskToken", taskToken, "output", result));
    }

    @Override
    public boolean failed(String taskToken, String error, String cause) {
      return report(
          "SendTaskFailure", Map.of("taskToken", taskToken, "error", error, "cause", cause));
    }

    private boolean report(String operation, Map<String, String> body) {
      try {
        return call(operation, body) == 200;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The functions that ask no model: they answer as their examples do. */
  private final class Functions implements FunctionInvoker {
    @Override
    public CompletionStage<FunctionResult> invoke(String function, String payload) {
      try {
        return CompletableFuture.completedFuture(
            new FunctionResult(answer(function, JSON.readTree(payload)).toString(), null));
      } catch (IOException e) {
        return CompletableFuture.failedFuture(e);
      }
    }

    private JsonNode answer(String function, JsonNode request) {
      switch (function) {
        case "RenderImage":
          return example("RenderImage.out.json");
        case "StoreDescription":
          stored.add(request);
          described.add(request.at("/image/seller").asText());
          var answer = JSON.createObjectNode().put("imagePrompt", "a cup");
          var restyles = answer.putArray("restyles");
          if (request.at("/image/restyle").asBoolean()) {
            restyles.addObject().put("id", "great-wave-1").put("style", "great-wave");
          }
          return answer;
        case "StoreRestyle":
          painted.add(request);
          return JSON.createObjectNode();
        case "FinishImage":
          finished.incrementAndGet();
          return JSON.createObjectNode();
        default:
          throw new IllegalStateException(function);
      }
    }
  }
}
