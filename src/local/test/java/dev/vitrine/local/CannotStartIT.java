package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the way of a start is said in one line. */
class CannotStartIT {
  @TempDir Path folder;

  @Test
  void saysWhichPortIsInUse() throws Exception {
    int port = VitrineProcess.freePort();
    try (ServerSocket taken = new ServerSocket(port + 1, 1, InetAddress.getByName("127.0.0.1"));
        VitrineProcess vitrine = VitrineProcess.start(folder, port)) {
      assertThat(taken.isBound()).isTrue();
      assertThat(vitrine.awaitExit()).isEqualTo(1);
      assertThat(vitrine.lines())
          .containsExactly(
              "Vitrine cannot start: port %d (S3) is in use. Set VITRINE_PORT to another port."
                  .formatted(port + 1));
    }
  }

  @Test
  void saysWhichTwoPortsAreEqualBeforeItMakesAnything() throws Exception {
    int port = VitrineProcess.freePort();
    Map<String, String> settings = Map.of("VITRINE_LOCAL_S3_PORT", Integer.toString(port));
    Path home = folder.resolve("home");
    try (VitrineProcess vitrine = VitrineProcess.start(home, port, settings)) {
      assertThat(vitrine.awaitExit()).isEqualTo(1);
      assertThat(vitrine.lines())
          .containsExactly(
              "Vitrine cannot start: VITRINE_PORT and VITRINE_LOCAL_S3_PORT are both %d. Set VITRINE_LOCAL_S3_PORT to another port."
                  .formatted(port));
      assertThat(home).doesNotExist();
    }
  }

  @Test
  void saysThatItsHomeCannotBeWritten() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    try (VitrineProcess vitrine =
        VitrineProcess.start(file.resolve("home"), VitrineProcess.freePort())) {
      assertThat(vitrine.awaitExit()).isEqualTo(1);
      assertThat(vitrine.lines()).hasSize(1);
      assertThat(vitrine.lines().get(0))
          .startsWith("Vitrine cannot start: " + file.resolve("home") + " cannot be written")
          .endsWith("Set VITRINE_HOME to a folder that can.");
    }
  }

  @Test
  void saysWhichLocaleItsHomeNeeds() throws Exception {
    assumeTrue(System.getProperty("sun.jnu.encoding").equals("UTF-8"), "tests have no such files");
    Map<String, String> settings = Map.of("LC_ALL", "C");
    try (VitrineProcess vitrine =
        VitrineProcess.start(folder.resolve("Müller"), VitrineProcess.freePort(), settings)) {
      assertThat(vitrine.awaitExit()).isEqualTo(1);
      assertThat(vitrine.lines()).hasSize(1);
      assertThat(vitrine.lines().get(0))
          .startsWith("Vitrine cannot start: the folder's name, " + folder)
          .endsWith("Say first: export LC_ALL=C.UTF-8");
    }
  }

  @Test
  void saysHowManyFilesItMustBeAllowedToOpen() throws Exception {
    try (VitrineProcess vitrine =
        VitrineProcess.startWithFiles(folder, VitrineProcess.freePort(), 256)) {
      assertThat(vitrine.awaitExit()).isEqualTo(1);
      assertThat(vitrine.lines())
          .containsExactly(
              "Vitrine cannot start: it may open only 256 files here, and needs 512."
                  + " Say first: ulimit -n 4096");
    }
  }
}
