package dev.vitrine.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import jakarta.interceptor.InvocationContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;

class ObservingHandlerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
  private static final PictureRef PICTURE =
      PictureRef.of("bucket", "anna/cup.jpg", null, new Revision("0".repeat(32)));

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private record Work(PictureRef image, String execution) implements PictureWork {}

  @Test
  void namesPictureAndExecutionWhileTheHandlerWorksAndNotAfterwards() throws Exception {
    Object said = observe("vitrine", new Work(PICTURE, "run-1"), () -> MDC.getMap().toString());

    assertThat(said.toString())
        .contains("seller=anna", "imageId=" + PICTURE.imageId(), "execution=run-1");
    assertThat(MDC.getMap()).isEmpty();
  }

  @Test
  void writesWhatWasCountedAsOneLineThatCloudWatchReads() throws Exception {
    observe(
        "vitrine",
        "request",
        () -> {
          Observation.count(Metric.PICTURES_IN, 1);
          Observation.count(Metric.PICTURES_IN, 2);
          Observation.count(Metric.PICTURE_SECONDS, 1.5);
          return "";
        });

    JsonNode line = JSON.readTree(written.toString());
    assertThat(written.toString().lines()).hasSize(1);
    assertThat(line.path("PicturesIn").asDouble()).isEqualTo(3);
    assertThat(line.path("PictureSeconds").asDouble()).isEqualTo(1.5);
    assertThat(line.path("Stack").asText()).isEqualTo("vitrine");
    JsonNode about = line.path("_aws").path("CloudWatchMetrics").path(0);
    assertThat(line.path("_aws").path("Timestamp").asLong()).isEqualTo(NOW.toEpochMilli());
    assertThat(about.path("Namespace").asText()).isEqualTo("Vitrine");
    assertThat(about.path("Dimensions").toString()).isEqualTo("[[\"Stack\"]]");
    for (JsonNode metric : about.path("Metrics")) {
      assertThat(line.path(metric.path("Name").asText()).isNumber()).isTrue();
    }
  }

  @Test
  void writesWhatWasCountedBeforeAFailureAndLetsTheFailureThrough() {
    assertThatThrownBy(
            () ->
                observe(
                    "vitrine",
                    "request",
                    () -> {
                      Observation.count(Metric.MODEL_CALLS_REFUSED, 1);
                      throw new IOException("away");
                    }))
        .hasMessage("away");

    assertThat(written.toString()).contains("\"ModelCallsRefused\":1.0");
  }

  @Test
  void writesNothingWithoutAStackAndNothingThatWasNotCounted() throws Exception {
    observe("vitrine", "request", () -> "");
    observe(
        null,
        "request",
        () -> {
          Observation.count(Metric.PICTURES_IN, 1);
          return "";
        });

    assertThat(written.toString()).isEmpty();
  }

  @Test
  void aHandlerThatIsEnteredTwiceIsObservedOnce() throws Exception {
    observe(
        "vitrine",
        "request",
        () ->
            observe(
                "vitrine",
                "request",
                () -> {
                  Observation.count(Metric.PICTURES_IN, 1);
                  return "";
                }));

    assertThat(written.toString().lines()).hasSize(1);
  }

  private Object observe(String stack, Object request, Callable<Object> work) throws Exception {
    Optional<EmbeddedMetrics> metrics =
        Optional.ofNullable(stack).map(name -> new EmbeddedMetrics(JSON, name));
    return new ObservingHandler(
            new MetricsLog(
                metrics, Clock.fixed(NOW, ZoneOffset.UTC), () -> new PrintStream(written, true)))
        .around(new Call(new Object[] {request, null}, work));
  }

  /** A call of a handler, as the container makes it. */
  private record Call(Object[] parameters, Callable<Object> work) implements InvocationContext {
    @Override
    public Object[] getParameters() {
      return parameters;
    }

    @Override
    public Object proceed() throws Exception {
      return work.call();
    }

    @Override
    public Object getTarget() {
      return this;
    }

    @Override
    public Object getTimer() {
      return null;
    }

    @Override
    public Method getMethod() {
      return null;
    }

    @Override
    public Constructor<?> getConstructor() {
      return null;
    }

    @Override
    public void setParameters(Object[] changed) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Object> getContextData() {
      return Map.of();
    }
  }
}
