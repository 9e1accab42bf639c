package dev.vitrine.trace;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes what a call has counted as one line of the log. */
@ApplicationScoped
public class MetricsLog {
  private final Optional<EmbeddedMetrics> metrics;
  private final Clock clock;
  private final Supplier<PrintStream> out;

  @Inject
  MetricsLog(MetricsConfig config, ObjectMapper json, Clock clock) {
    this(config.stack().map(stack -> new EmbeddedMetrics(json, stack)), clock, () -> System.out);
  }

  MetricsLog(Optional<EmbeddedMetrics> metrics, Clock clock, Supplier<PrintStream> out) {
    this.metrics = metrics;
    this.clock = clock;
    this.out = out;
  }

  /** Begins to count what this thread does; does nothing where no metrics are written. */
  public void begin() {
    if (metrics.isPresent()) {
      Observation.begin(null);
    }
  }

  /** Writes what this thread has counted since, and forgets what its lines of the log are about. */
  public void end() {
    Map<Metric, Double> counted = Observation.end();
    if (!counted.isEmpty()) {
      metrics.ifPresent(format -> out.get().println(format.line(counted, clock.instant())));
    }
  }
}
