package dev.vitrine.local.bench;

import static dev.vitrine.TestContext.A_MINUTE;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.catalog.CatalogSteps;
import dev.vitrine.endpoint.OneTask;
import dev.vitrine.endpoint.QueuedTasks;
import dev.vitrine.endpoint.QueuedTasks.Message;
import dev.vitrine.endpoint.QueuedTasks.QueueEvent;
import dev.vitrine.endpoint.QueuedTasks.Unanswered;
import dev.vitrine.image.PictureRef;
import dev.vitrine.lesson.SellerThresholds;
import dev.vitrine.prompt.PromptWriter;
import dev.vitrine.prompt.WritePromptHandler;
import dev.vitrine.render.PictureStore;
import dev.vitrine.restyle.RestyleImageHandler;
import dev.vitrine.restyle.RestyleImageResult;
import dev.vitrine.tag.Embedding;
import dev.vitrine.tag.PictureTagger;
import dev.vitrine.tag.TagImageHandler;
import dev.vitrine.tag.Tagger;
import dev.vitrine.tag.Vocabularies;
import dev.vitrine.vocabulary.Vocabulary;
import dev.vitrine.workflow.TaskReports;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the state machine: the real handlers of TagImage, WritePrompt and of the
 * catalog's steps, with {@link RateLimitedModel models of limited rate}.
 *
 * <p>What is missing: pictures, so that RenderImage answers the same for each, and RestyleImage
 * asks its model without scaling; the catalog's table; SageMaker before the models; and errors
 * other than a full job queue. The times that functions take are assumed.
 */
final class SimulatedFunctions {
  /** How long a function takes beside its model's answer. */
  private static final long OVERHEAD_MILLIS = 100;

  /** How long the others take; assumed, as deploy/costs.py does. */
  private static final Map<String, Long> MILLIS =
      Map.of(
          "RenderImage", 1_500L,
          "StoreDescription", 200L,
          "StoreRestyle", 200L,
          "FinishImage", 100L,
          "RecordFailure", 100L);

  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, RateLimitedModel> models;
  private final Map<String, RequestHandler<QueueEvent, Unanswered>> steps;
  private final CatalogSteps catalog;
  private @Nullable End end;

  /**
   * How a function ended.
   *
   * @param result JSON; null if it failed
   * @param error name of the error; null if it succeeded
   * @param answered whether the function itself said so; otherwise its message stays in the queue
   */
  record End(@Nullable String result, @Nullable String error, boolean answered, long millis) {}

  SimulatedFunctions(SimulatedTime time, CatalogSteps catalog) {
    this.catalog = catalog;
    this.models =
        Map.of(
            "TagImage", new RateLimitedModel(time::elapsedMillis, 250, 16),
            "WritePrompt", new RateLimitedModel(time::elapsedMillis, 1_000, 4),
            "RestyleImage", new RateLimitedModel(time::elapsedMillis, 10_000, 4));
    QueuedTasks tasks = OneTask.tasks(new Reports());
    Vocabulary vocabulary = Vocabularies.shop("1");
    steps =
        Map.of(
            "TagImage",
            new TagImageHandler(
                tasks,
                new Pictures(),
                seller -> vocabulary,
                seller -> SellerThresholds.NONE,
                new PictureTagger(new Clip(), time),
                time),
            "WritePrompt",
            new WritePromptHandler(tasks, new Pictures(), new Interrogator(), time),
            "RestyleImage",
            (batch, context) ->
                tasks.work(batch, RestyleImageHandler.Request.class, this::restyle));
  }

  Map<String, RateLimitedModel> models() {
    return models;
  }

  /** Calls a function without a queue. */
  End call(String function, JsonNode request) {
    if (steps.containsKey(function)) {
      return deliver(function, request, 1);
    }
    try {
      String result =
          function.equals("RenderImage") ? rendered(request) : catalog.call(function, request);
      return new End(result, null, true, MILLIS.get(function));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(function + " was asked " + request, e);
    }
  }

  private static String rendered(JsonNode request) {
    String restyles =
        request.at("/image/key").asText().contains("-restyle") ? "\"great-wave\"" : "";
    return """
        {"outcome": "rendered", "format": "jpeg", "width": 600, "height": 400, "bytes": 79975,
         "colors": [{"name": "brown", "hex": "#6b3f22", "share": 0.62}], "background": "scene",
         "blur": 0.22, "restyles": [%s]}"""
        .formatted(restyles);
  }

  /** Gives a function that asks a model one message of its queue. */
  End deliver(String function, JsonNode request, int deliveries) {
    end = null;
    String body =
        JSON.createObjectNode().put("taskToken", "token").set("request", request).toString();
    Message message =
        new Message("m", body, Map.of("ApproximateReceiveCount", Integer.toString(deliveries)));
    steps.get(function).handleRequest(new QueueEvent(List.of(message)), A_MINUTE);
    long millis = models.get(function).lastMillis() + OVERHEAD_MILLIS;
    End reported = end;
    return reported == null
        ? new End(null, "dev.vitrine.endpoint.ModelUnavailableException", false, millis)
        : new End(reported.result(), reported.error(), true, millis);
  }

  private final class Reports implements TaskReports {
    @Override
    public boolean succeeded(String taskToken, String result) {
      end = new End(result, null, true, 0);
      return true;
    }

    @Override
    public boolean failed(String taskToken, String error, String cause) {
      end = new End(null, error, true, 0);
      return true;
    }
  }

  private final class Clip implements Tagger {
    @Override
    public Scores score(byte[] jpeg, List<LabelGroup> groups) {
      models.get("TagImage").ask();
      return new Scores(
          Vocabularies.MODEL,
          groups.stream().collect(Collectors.toMap(LabelGroup::name, this::scores)),
          null,
          null);
    }

    private List<ScoredLabel> scores(LabelGroup group) {
      List<String> labels = group.labels().labels();
      return IntStream.range(0, labels.size())
          .mapToObj(
              i -> new ScoredLabel(labels.get(i), i == 0 ? 0.9 : 0.1 / Math.max(1, labels.size())))
          .toList();
    }

    @Override
    public Scores scoreEmbedding(Embedding seen, List<LabelGroup> groups) {
      throw new UnsupportedOperationException("nobody tags again");
    }
  }

  private final class Interrogator implements PromptWriter {
    @Override
    public Written write(PictureRef picture, byte[] jpeg, String task) {
      models.get("WritePrompt").ask();
      return new Written(
          "a sneaker",
          "a sneaker, studio light",
          "fast",
          List.of(),
          "loopback",
          "loopback",
          List.of(),
          null,
          null);
    }
  }

  private RestyleImageResult restyle(RestyleImageHandler.Request request) {
    models.get("RestyleImage").ask();
    PictureRef image = request.image();
    String key = image.restyle(request.order().id());
    return new RestyleImageResult(image.bucket(), key, request.order().seed(), "a", "loopback");
  }

  /** Nobody looks at what is in a picture. */
  private final class Pictures implements PictureStore {
    @Override
    public ObjectDetails details(String bucket, String key, @Nullable String versionId) {
      throw new UnsupportedOperationException("nothing is rendered");
    }

    @Override
    public byte[] read(String bucket, String key, @Nullable String versionId) {
      return new byte[0];
    }

    @Override
    public void writeJpeg(String bucket, String key, byte[] jpeg) {}

    @Override
    public void writePng(String bucket, String key, byte[] png) {}
  }
}
