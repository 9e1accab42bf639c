package dev.vitrine.endpoint;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.measure.ProductUnsureException;
import dev.vitrine.render.PictureGoneException;
import dev.vitrine.table.TableUnavailableException;
import dev.vitrine.trace.Metric;
import dev.vitrine.trace.Observation;
import dev.vitrine.trace.PictureWork;
import dev.vitrine.upload.StorageUnavailableException;
import dev.vitrine.workflow.TaskReports;
import dev.vitrine.workflow.WorkflowUnavailableException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Does the tasks that wait in the queue before a model, and reports their ends to the workflow. A
 * task whose model is away or has no room stays in the queue: waiting is no failure.
 */
@ApplicationScoped
public class QueuedTasks {
  /**
   * How long a model may be away. A task that finds it away later than this after its first
   * delivery fails, and the sweep starts the image again later.
   */
  static final Duration MOST_AWAY = Duration.ofHours(5);

  /**
   * As many deliveries, two minutes apart, where the queue does not tell when the first one was.
   */
  static final int DELIVERIES_WHILE_AWAY = 150;

  /**
   * Most deliveries of a task, sixteen hours of them. The last one fails it without another try, as
   * each may have ended the function. Deliveries for which Lambda had no room count too, so there
   * are many more than a task needs whose model is away.
   */
  static final int MOST_DELIVERIES = 500;

  private static final Logger LOG = Logger.getLogger(QueuedTasks.class);

  private final TaskReports reports;
  private final ObjectMapper json;
  private final Clock clock;

  QueuedTasks(TaskReports reports, ObjectMapper json, Clock clock) {
    this.reports = reports;
    this.json = json;
    this.clock = clock;
  }

  /**
   * The event that Lambda makes of messages of an SQS queue.
   *
   * @param records none in the request of an execution that began before there were queues
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record QueueEvent(@JsonProperty("Records") List<Message> records) {
    public QueueEvent {
      records = records == null ? List.of() : List.copyOf(records);
    }
  }

  /**
   * A message of the queue.
   *
   * @param body JSON: the task's {@code request}, and the {@code taskToken} to report with
   * @param attributes SQS' own; {@code ApproximateReceiveCount} is 1 for the first delivery, {@code
   *     SentTimestamp} and {@code ApproximateFirstReceiveTimestamp} are in milliseconds since 1970
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @RegisterForReflection
  public record Message(String messageId, String body, Map<String, String> attributes) {
    public Message {
      attributes = Map.copyOf(attributes);
    }

    private int deliveries() {
      return Integer.parseInt(attributes.getOrDefault("ApproximateReceiveCount", "1"));
    }

    /** {@return how long ago it was put into the queue; zero if the queue does not say} */
    private Duration age(Instant now) {
      return since("SentTimestamp", now).orElse(Duration.ZERO);
    }

    /** {@return whether its model has been away for longer than a task waits for it} */
    private boolean hasWaitedEnough(Instant now) {
      return since("ApproximateFirstReceiveTimestamp", now)
          .map(waited -> waited.compareTo(MOST_AWAY) >= 0)
          .orElseGet(() -> deliveries() >= DELIVERIES_WHILE_AWAY);
    }

    private Optional<Duration> since(String attribute, Instant now) {
      return Optional.ofNullable(attributes.get(attribute))
          .map(millis -> Duration.between(Instant.ofEpochMilli(Long.parseLong(millis)), now));
    }
  }

  /** The messages that stay in the queue and are delivered again. */
  @RegisterForReflection
  public record Unanswered(List<Item> batchItemFailures) {
    public Unanswered {
      batchItemFailures = List.copyOf(batchItemFailures);
    }

    /** One of them. */
    @RegisterForReflection
    public record Item(String itemIdentifier) {}
  }

  /**
   * Does the tasks of a batch.
   *
   * @param type of a task's request
   * @param step makes the result, a record that is written as JSON
   * @throws ModelUnavailableException if an execution of an earlier release called the function
   *     itself; the sweep starts its image again
   */
  public <T> Unanswered work(QueueEvent batch, Class<T> type, Function<T, ?> step) {
    return workByToken(batch, type, (request, token) -> step.apply(request));
  }

  /**
   * As {@link #work}, with steps that want the task's token too: it names the task however often it
   * comes.
   */
  public <T> Unanswered workByToken(
      QueueEvent batch, Class<T> type, BiFunction<T, String, ?> step) {
    if (batch.records().isEmpty()) {
      throw new ModelUnavailableException("tasks come from the queue before the model", null);
    }
    List<Unanswered.Item> unanswered = new ArrayList<>();
    for (Message message : batch.records()) {
      try {
        JsonNode task = json.readTree(message.body());
        end(message, task.path("taskToken").asText(), task.path("request"), type, step);
      } catch (ModelUnavailableException
          | StorageUnavailableException
          | TableUnavailableException
          | WorkflowUnavailableException e) {
        LOG.infof("message %s stays in the queue: %s", message.messageId(), e.getMessage());
        // SQS leaves a message out of the age of its queue that was delivered three times.
        long waited = message.age(clock.instant()).toSeconds();
        Observation.keepLargest(Metric.WAITED_SECONDS, waited);
        unanswered.add(new Unanswered.Item(message.messageId()));
      } catch (JsonProcessingException e) {
        LOG.errorf(e, "message %s is no task", message.messageId());
        Observation.count(Metric.TASKS_FAILED, 1);
        unanswered.add(new Unanswered.Item(message.messageId()));
      }
    }
    return new Unanswered(unanswered);
  }

  private <T> void end(
      Message message, String token, JsonNode request, Class<T> type, BiFunction<T, String, ?> step)
      throws JsonProcessingException {
    if (message.deliveries() >= MOST_DELIVERIES) {
      LOG.errorf("message %s was delivered %d times", message.messageId(), MOST_DELIVERIES);
      fail(token, ModelUnavailableException.class, "delivered " + MOST_DELIVERIES + " times");
      return;
    }
    String result;
    try {
      T work = json.treeToValue(request, type);
      if (work instanceof PictureWork about) {
        Observation.about(about.image(), about.execution());
      }
      result = json.writeValueAsString(step.apply(work, token));
    } catch (ModelUnavailableException
        | StorageUnavailableException
        | TableUnavailableException e) {
      if (e instanceof AnswerPendingException || !message.hasWaitedEnough(clock.instant())) {
        throw e;
      }
      LOG.errorf(
          "message %s has waited for %s: %s", message.messageId(), MOST_AWAY, e.getMessage());
      fail(token, ModelUnavailableException.class, "away for " + MOST_AWAY.toHours() + " hours");
      return;
    } catch (RuntimeException e) {
      tell(message, e);
      fail(token, e.getClass(), String.valueOf(e.getMessage()));
      return;
    }
    if (!reports.succeeded(token, result)) {
      LOG.infof("nobody waits for the task of message %s any more", message.messageId());
    }
  }

  /** Logs a failure, and counts it unless it is of the picture: nothing else shows a defect. */
  private static void tell(Message message, RuntimeException e) {
    boolean isOfThePicture =
        e instanceof PictureGoneException
            || e instanceof ProductUnsureException
            || (e instanceof ModelRefusedException refused && refused.isFiltered());
    if (isOfThePicture) {
      LOG.infof("the task of message %s failed: %s", message.messageId(), e.getMessage());
    } else {
      LOG.errorf(e, "the task of message %s failed", message.messageId());
      Observation.count(Metric.TASKS_FAILED, 1);
    }
  }

  private void fail(String token, Class<?> error, String cause) {
    reports.failed(token, error.getName(), cause);
  }
}
