package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes that the build writes is the one from which the application starts. */
class StartArchiveIT {
  private static final String FROM_ARCHIVE = "source: shared objects file (top)";

  @TempDir Path folder;

  @Test
  void startsFromTheArchiveOfTheBuild() throws IOException, InterruptedException {
    Path loaded = folder.resolve("loaded.log");
    Map<String, String> settings =
        Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + loaded + "::filecount=0");

    int port = VitrineProcess.freePort();
    try (VitrineProcess vitrine =
        VitrineProcess.start(folder.resolve("home"), port, settings).awaitReady()) {
      try (Stream<String> lines = Files.lines(loaded)) {
        assertThat(lines.filter(line -> line.contains(FROM_ARCHIVE)))
            .as("classes from target/local/vitrine.jsa, which mvn package writes")
            .hasSizeGreaterThan(8_000)
            .anyMatch(line -> line.contains("dev.vitrine.local.LocalMain"));
      }
    }
  }
}
