package dev.vitrine.local;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Answers at {@code /q/health/ready}: 200 from the moment that pictures are taken in. */
@Readiness
@ApplicationScoped
class LocalReadiness implements HealthCheck {
  private volatile boolean ready;

  void ready() {
    ready = true;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("vitrine").status(ready).build();
  }
}
