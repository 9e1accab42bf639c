package dev.vitrine.local;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Answers at {@code /q/health/ready}: 200 while pictures are taken in and worked on. */
@Readiness
@ApplicationScoped
class LocalReadiness implements HealthCheck {
  private volatile BooleanSupplier working = () -> false;

  /**
   * Says that the start is over.
   *
   * @param working whether uploads are being delivered and can be stored, asked at each check
   */
  void ready(BooleanSupplier working) {
    this.working = working;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("vitrine").status(working.getAsBoolean()).build();
  }
}
