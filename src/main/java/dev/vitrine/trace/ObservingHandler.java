package dev.vitrine.trace;

import com.amazonaws.services.lambda.runtime.Context;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import org.jspecify.annotations.Nullable;

/** Stands around each handler that is {@link Observed}. */
@Observed
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class ObservingHandler {
  private final MetricsLog metrics;

  @Inject
  ObservingHandler(MetricsLog metrics) {
    this.metrics = metrics;
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
      metrics.end();
    }
  }

  private static @Nullable String requestId(@Nullable Object context) {
    return context instanceof Context lambda ? lambda.getAwsRequestId() : null;
  }
}
