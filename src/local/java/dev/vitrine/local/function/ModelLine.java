package dev.vitrine.local.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.local.queue.FairQueue;
import dev.vitrine.local.queue.FairQueue.TakenMessage;
import dev.vitrine.local.queue.FairWorker;
import dev.vitrine.stepfunctions.runner.FunctionResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes tasks out of the two queues before a model and calls a function with each, as Lambda's
 * event source mappings do in AWS. A fixed number of tasks is done at once; urgent ones come first.
 */
public final class ModelLine implements AutoCloseable {
  private static final FairWorker.Delays DELAYS =
      new FairWorker.Delays(Duration.ofSeconds(5), Duration.ofMillis(250));

  private final String function;
  private final FairQueue urgent;
  private final FairQueue backlog;
  private final Function functions;
  private final ObjectMapper json;
  private final Pace pace;
  private final FairWorker worker;

  /** Calls a function by its name, with a payload in JSON. */
  public interface Function {
    FunctionResult invoke(String name, byte[] payload);
  }

  /**
   * @param function the name of the function
   * @param atOnce how many tasks the model takes at the same time
   * @param urgent tasks that a person waits for
   * @param backlog all other tasks
   */
  public ModelLine(
      String function,
      int atOnce,
      FairQueue urgent,
      FairQueue backlog,
      Function functions,
      ObjectMapper json) {
    this.function = function;
    this.urgent = urgent;
    this.backlog = backlog;
    this.functions = functions;
    this.json = json;
    this.pace = new Pace(atOnce);
    this.worker =
        new FairWorker(
            List.of(urgent, backlog), function, atOnce, DELAYS, () -> true, this::isAnswered);
  }

  public void start() {
    worker.start();
  }

  /** {@return whether all threads that do tasks are there; false before the start} */
  public boolean isWorking() {
    return worker.isWorking();
  }

  /**
   * Stores a task; it is on the disk when this returns.
   *
   * @return the message's id
   */
  public String send(boolean isUrgent, String group, String body) throws IOException {
    String imageId = json.readTree(body).at("/request/image/imageId").asText("");
    String messageId = (isUrgent ? urgent : backlog).send(group, imageId, body);
    worker.wake();
    return messageId;
  }

  /**
   * The line at one moment, as a group's pictures see it.
   *
   * @param places by the ids of the group's images that wait: 1 for the one that is next
   * @param secondsApart from one place to the next, by the tasks that ended last; not a number if
   *     it is unknown, or the model is away
   */
  public record Snapshot(Map<String, Integer> places, double secondsApart) {
    public Snapshot {
      places = Map.copyOf(places);
    }
  }

  /** {@return the line now} */
  public Snapshot snapshot(String group) throws IOException {
    Map<String, Integer> places = new HashMap<>();
    int first = urgent.waiting();
    backlog.places(group).forEach((image, place) -> places.put(image, first + place));
    places.putAll(urgent.places(group));
    return new Snapshot(places, worker.isFailing() ? Double.NaN : pace.secondsApart());
  }

  private boolean isAnswered(TakenMessage task) throws IOException {
    long begun = System.nanoTime();
    FunctionResult result = functions.invoke(function, event(task));
    if (result.error() != null
        || !json.readTree(result.payload()).path("batchItemFailures").isEmpty()) {
      return false;
    }
    pace.ended(Duration.ofNanos(System.nanoTime() - begun));
    return true;
  }

  private byte[] event(TakenMessage task) throws JsonProcessingException {
    Map<String, Object> record =
        Map.of(
            "messageId",
            task.messageId(),
            "body",
            task.body(),
            "eventSource",
            "aws:sqs",
            "attributes",
            Map.of("ApproximateReceiveCount", Integer.toString(task.deliveries())));
    return json.writeValueAsString(Map.of("Records", List.of(record)))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Waits a little for the tasks that are being done; the others are done after a restart. */
  @Override
  public void close() {
    worker.close();
  }
}
