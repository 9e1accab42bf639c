package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.local.store.VitrineHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalReadinessTest {
  private final LocalReadiness readiness = new LocalReadiness();

  @Test
  void isDownBeforeTheStartIsOver() {
    assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN);
  }

  @Test
  void isDownWhileAPartDoesNotWorkAndSaysWhich() {
    AtomicBoolean journal = new AtomicBoolean(true);
    readiness.ready(Map.of("uploads", () -> true, "workflow", journal::get));
    assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);

    journal.set(false);
    HealthCheckResponse down = readiness.call();
    assertThat(down.getStatus()).isEqualTo(Status.DOWN);
    assertThat(down.getData()).contains(Map.of("uploads", true, "workflow", false));

    journal.set(true);
    assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void isDownWhileTheHomeCannotBeWritten(@TempDir Path folder) throws Exception {
    try (VitrineHome home = VitrineHome.open(folder)) {
      readiness.ready(Map.of("home", home::isWritable));
      assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);

      Path inTheWay = Files.createDirectories(folder.resolve("probe/x"));
      assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN);

      Files.delete(inTheWay);
      Files.delete(inTheWay.getParent());
      assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);
    }
  }
}
