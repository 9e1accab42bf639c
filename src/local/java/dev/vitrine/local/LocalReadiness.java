package dev.vitrine.local;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Answers at {@code /q/health/ready}: 200 while pictures are taken in and worked on, 503 before the
 * start is over and while a part does not work. Says of each part whether it works.
 */
@Readiness
@ApplicationScoped
class LocalReadiness implements HealthCheck {
  private volatile Map<String, BooleanSupplier> parts = Map.of();

  /**
   * Says that the start is over.
   *
   * @param parts by name, whether each works; asked at each check
   */
  void ready(Map<String, BooleanSupplier> parts) {
    this.parts = Map.copyOf(parts);
  }

  @Override
  public HealthCheckResponse call() {
    Map<String, BooleanSupplier> asked = parts;
    HealthCheckResponseBuilder response = HealthCheckResponse.named("vitrine");
    boolean up = !asked.isEmpty();
    for (Map.Entry<String, BooleanSupplier> part : asked.entrySet()) {
      boolean works = part.getValue().getAsBoolean();
      response.withData(part.getKey(), works);
      up &= works;
    }
    return response.status(up).build();
  }
}
