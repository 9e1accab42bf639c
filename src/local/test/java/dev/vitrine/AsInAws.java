package dev.vitrine;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * Writes metrics, and runs the function store-description, as a stack in AWS does. Classes that
 * name the same profile share one application.
 */
public final class AsInAws implements QuarkusTestProfile {
  public static final String STACK = "of-test";

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of("quarkus.lambda.handler", "store-description", "vitrine.metrics.stack", STACK);
  }
}
