package dev.vitrine.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.endpoint.QueuedTasks.Message;
import dev.vitrine.endpoint.QueuedTasks.QueueEvent;
import dev.vitrine.endpoint.QueuedTasks.Unanswered;
import dev.vitrine.render.PictureGoneException;
import dev.vitrine.trace.Counted;
import dev.vitrine.trace.Metric;
import dev.vitrine.workflow.TaskReports;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueuedTasksTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final Logger LOG = Logger.getLogger(QueuedTasks.class.getName());
  private static final Function<Request, Object> AWAY =
      request -> {
        throw new ModelUnavailableException("away", null);
      };

  private final List<LogRecord> errors = new ArrayList<>();
  private final Handler listener = new Listener();
  private final Reports reports = new Reports();
  private final QueuedTasks tasks =
      new QueuedTasks(reports, new JsonMapper(), Clock.fixed(NOW, ZoneOffset.UTC));
  private @Nullable Unanswered unanswered;

  record Request(String text) {
    Request {
      Objects.requireNonNull(text, "text");
    }
  }

  @BeforeEach
  void listen() {
    LOG.addHandler(listener);
    LOG.setUseParentHandlers(false); // the traces are meant
  }

  @AfterEach
  void listenNoMore() {
    LOG.removeHandler(listener);
    LOG.setUseParentHandlers(true);
  }

  @Test
  void aDefectFailsTheTaskAndIsLoggedWithItsTraceAndCounted() {
    Map<Metric, Double> counted =
        work(
            request -> {
              throw new NullPointerException("a defect");
            },
            message("1", NOW));

    assertThat(reports.failures).containsExactly("java.lang.NullPointerException: a defect");
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0).getThrown())
        .isInstanceOf(NullPointerException.class)
        .satisfies(e -> assertThat(e.getStackTrace()).isNotEmpty());
    assertThat(counted).isEqualTo(Map.of(Metric.TASKS_FAILED, 1.0));
  }

  @Test
  void aRequestThatTheModelRejectsIsCounted() {
    Map<Metric, Double> counted =
        work(
            request -> {
              throw new ModelRefusedException("INVALID_LABELS", "no such labels");
            },
            message("1", NOW));

    assertThat(reports.failures).hasSize(1);
    assertThat(counted).isEqualTo(Map.of(Metric.TASKS_FAILED, 1.0));
  }

  @Test
  void whatThePictureCausesIsNoDefect() {
    List<RuntimeException> causes =
        List.of(
            new PictureGoneException("uploads", "demo/a.jpg"),
            new ModelRefusedException("CONTENT_FILTERED", "blurred"));
    for (RuntimeException cause : causes) {
      Map<Metric, Double> counted =
          work(
              request -> {
                throw cause;
              },
              message("1", NOW));
      assertThat(counted).isEmpty();
    }

    assertThat(reports.failures).hasSize(2);
    assertThat(errors).isEmpty();
  }

  @Test
  void tasksThatStayInTheQueueSayHowLongTheOldestHasWaited() {
    Map<Metric, Double> counted =
        work(
            AWAY,
            message("1", NOW.minus(Duration.ofMinutes(3))),
            message("2", NOW.minus(Duration.ofHours(4))),
            message("3", NOW.minus(Duration.ofMinutes(1))));

    assertThat(Objects.requireNonNull(unanswered).batchItemFailures()).hasSize(3);
    assertThat(reports.failures).isEmpty();
    assertThat(counted).isEqualTo(Map.of(Metric.WAITED_SECONDS, 14_400.0));
  }

  @Test
  void aTaskThatWaitedForHoursBeforeItsFirstDeliveryIsTriedAgainWhenItsModelIsAway() {
    work(AWAY, delivered(1, NOW.minus(Duration.ofHours(20)), NOW));
    work(AWAY, delivered(140, NOW.minus(Duration.ofHours(20)), hoursAgo(4.9)));

    assertThat(reports.failures).isEmpty();
  }

  @Test
  void aTaskWhoseModelIsAwayForFiveHoursFails() {
    work(AWAY, delivered(20, NOW.minus(Duration.ofHours(6)), hoursAgo(5)));

    assertThat(reports.failures)
        .containsExactly("dev.vitrine.endpoint.ModelUnavailableException: away for 5 hours");
    assertThat(Objects.requireNonNull(unanswered).batchItemFailures()).isEmpty();
  }

  @Test
  void aTaskThatLambdaHadNoRoomForIsBegunHoweverOftenItWasDelivered() {
    work(request -> Map.of(), delivered(499, hoursAgo(20), hoursAgo(17)));

    assertThat(reports.results).containsExactly("{}");
  }

  @Test
  void aTaskThatEndsTheFunctionEachTimeFailsAtLast() {
    work(
        request -> {
          throw new IllegalStateException("it would end the function again");
        },
        delivered(500, hoursAgo(17), hoursAgo(17)));

    assertThat(reports.failures)
        .containsExactly("dev.vitrine.endpoint.ModelUnavailableException: delivered 500 times");
  }

  @Test
  void aTaskThatIsDoneIsNotOneThatWaits() {
    assertThat(work(request -> Map.of(), message("1", NOW.minus(Duration.ofHours(4))))).isEmpty();
    assertThat(reports.results).containsExactly("{}");
  }

  private Map<Metric, Double> work(Function<Request, ?> step, Message... messages) {
    QueueEvent batch = new QueueEvent(List.of(messages));
    return Counted.during(() -> unanswered = tasks.work(batch, Request.class, step));
  }

  private static Instant hoursAgo(double hours) {
    return NOW.minusSeconds(Math.round(3600 * hours));
  }

  private static Message delivered(int times, Instant sent, Instant first) {
    Map<String, String> attributes =
        Map.of(
            "ApproximateReceiveCount",
            Integer.toString(times),
            "SentTimestamp",
            Long.toString(sent.toEpochMilli()),
            "ApproximateFirstReceiveTimestamp",
            Long.toString(first.toEpochMilli()));
    return new Message("1", message("1", sent).body(), attributes);
  }

  private static Message message(String id, Instant sent) {
    return new Message(
        id,
        "{\"request\": {\"text\": \"a\"}, \"taskToken\": \"token\"}",
        Map.of("SentTimestamp", Long.toString(sent.toEpochMilli())));
  }

  private static final class Reports implements TaskReports {
    private final List<String> results = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    @Override
    public boolean succeeded(String taskToken, String result) {
      return results.add(result);
    }

    @Override
    public boolean failed(String taskToken, String error, String cause) {
      return failures.add(error + ": " + cause);
    }
  }

  private final class Listener extends Handler {
    @Override
    public void publish(LogRecord said) {
      if (said.getLevel().intValue() >= Level.SEVERE.intValue()) {
        errors.add(said);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
