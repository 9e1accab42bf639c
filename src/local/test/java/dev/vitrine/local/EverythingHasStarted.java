package dev.vitrine.local;

import io.quarkus.arc.Arc;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.smallrye.health.SmallRyeHealthReporter;

/**
 * Has each test with the application begin when pictures are taken in and worked on. Quarkus lets a
 * test begin when the page is served, a moment before: calls are put off with 503 then, and
 * whichever test came first failed.
 */
public class EverythingHasStarted implements QuarkusTestBeforeEachCallback {
  @Override
  public void beforeEach(QuarkusTestMethodContext context) {
    SmallRyeHealthReporter health = Arc.container().instance(SmallRyeHealthReporter.class).get();
    try {
      TestApi.await("everything has started", () -> !health.getReadiness().isDown());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
