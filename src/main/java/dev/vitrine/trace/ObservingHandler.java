package dev.vitrine.trace;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stands around each handler that is {@link Observed}. */
@Observed
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class ObservingHandler {
  private final Optional<EmbeddedMetrics> metrics;
  private final Clock clock;
  private final PrintStream out;

  @Inject
  ObservingHandler(MetricsConfig config, ObjectMapper json, Clock clock) {
    this(config.stack().map(stack -> new EmbeddedMetrics(json, stack)), clock, System.out);
  }

  ObservingHandler(Optional<EmbeddedMetrics> metrics, Clock clock, PrintStream out) {
    this.metrics = metrics;
    this.clock = clock;
    this.out = out;
  }

  /** Names what the call is about while it lasts, then writes what it counted. */
  @AroundInvoke
  Object around(InvocationContext call) throws Exception {
    if (Observation.isOpen() || call.getParameters().length != 2) {
      return call.proceed();
    }
    Observation.begin(requestId(call.getParameters()[1]));
    try {
      if (call.getParameters()[0] instanceof PictureWork work) {
        Observation.about(work.image(), work.execution());
      }
      return call.proceed();
    } finally {
      Map<Metric, Double> counted = Observation.end();
      if (!counted.isEmpty()) {
        metrics.ifPresent(format -> out.println(format.line(counted, clock.instant())));
      }
    }
  }

  private static @Nullable String requestId(@Nullable Object context) {
    return context instanceof Context lambda ? lambda.getAwsRequestId() : null;
  }
}
