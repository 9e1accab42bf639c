package dev.vitrine.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.vitrine.local.VitrineProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VitrineHomeTest {
  @TempDir Path folder;

  @Test
  void refusesAFolderThatAnotherVitrineUses() throws Exception {
    try (VitrineHome first = VitrineHome.open(folder)) {
      assertThatThrownBy(() -> VitrineHome.open(folder))
          .isInstanceOf(CannotStartException.class)
          .hasMessageStartingWith("Vitrine cannot start: " + folder + " is used by another Vitrine")
          .hasMessageContaining("(process " + ProcessHandle.current().pid() + ")")
          .hasMessageEndingWith("set VITRINE_HOME to another folder.");
    }
    VitrineHome.open(folder).close();
  }

  @Test
  void refusesAFolderThatCannotBeMade() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");

    assertThatThrownBy(() -> VitrineHome.open(file.resolve("home")))
        .isInstanceOf(CannotStartException.class)
        .hasMessageStartingWith("Vitrine cannot start: " + file.resolve("home"))
        .hasMessageContaining("Set VITRINE_HOME");
  }

  @Test
  void namesThePortThatIsInUse() throws IOException {
    int port = VitrineProcess.freePort();
    try (ServerSocket other = new ServerSocket(port + 1, 1, InetAddress.getByName("127.0.0.1"))) {
      LocalPorts ports = LocalPorts.inARow(port);

      assertThatThrownBy(ports::requireFree)
          .isInstanceOf(CannotStartException.class)
          .hasMessage(
              "Vitrine cannot start: port %d (S3) is in use. Set VITRINE_PORT to another port.",
              other.getLocalPort());
    }
  }

  @Test
  void namesThePortWhoseIpv6AddressIsInUse() throws IOException {
    int port = VitrineProcess.freePort();
    try (ServerSocket other = atIpv6(port)) {
      LocalPorts ports = LocalPorts.inARow(port);

      assertThatThrownBy(ports::requireFree)
          .isInstanceOf(CannotStartException.class)
          .hasMessageStartingWith(
              "Vitrine cannot start: port %d is in use at [::1]", other.getLocalPort())
          .hasMessageEndingWith("Set VITRINE_PORT to another port.");
    }
    LocalPorts.inARow(port).requireFree();
  }

  @Test
  void looksAtThePortsThatAreUsedAndAtNoOther() throws IOException {
    int port = VitrineProcess.freePort();
    try (ServerSocket other = new ServerSocket(port + 1, 1, InetAddress.getByName("127.0.0.1"))) {
      int used = other.getLocalPort();
      new LocalPorts(port, port + 2, 0).requireFree();

      assertThatThrownBy(() -> new LocalPorts(port, 0, used).requireFree())
          .hasMessageContaining("port " + used + " (DynamoDB) is in use");
    }
  }

  private static ServerSocket atIpv6(int port) {
    try {
      return new ServerSocket(port, 1, InetAddress.getByName("::1"));
    } catch (IOException e) {
      return abort("this machine has no IPv6: " + e.getMessage());
    }
  }

  @Test
  void refusesAPortThatLeavesNoRoomForTheOtherTwo() {
    assertThatThrownBy(() -> LocalPorts.inARow(65_534))
        .hasMessageContaining("VITRINE_PORT is 65534");
  }

  @Test
  void writesAnEnvironmentThatAShellUnderstandsAndOnlyItsOwnerReads() throws Exception {
    try (VitrineHome home = VitrineHome.open(folder)) {
      Path file = home.writeAwsEnv(LocalPorts.inARow(9000));

      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      String environment = environmentAfterSourcing(file);
      assertThat(environment)
          .contains("AWS_ACCESS_KEY_ID=vitrine\n")
          .contains("AWS_SECRET_ACCESS_KEY=" + home.keys().secretAccessKey() + "\n")
          .contains("AWS_REGION=us-east-1\n", "AWS_DEFAULT_REGION=us-east-1\n")
          .contains("AWS_ENDPOINT_URL_S3=http://127.0.0.1:9001\n")
          .contains("AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:9002\n")
          .contains("AWS_ENDPOINT_URL_SFN=http://127.0.0.1:9000\n")
          .contains("NO_PROXY=127.0.0.1,localhost,internal.example\n")
          .doesNotContain("AWS_PROFILE", "AWS_SESSION_TOKEN");
    }
  }

  @Test
  void keepsItsSecretOverARestart() throws Exception {
    String secret;
    try (VitrineHome home = VitrineHome.open(folder)) {
      secret = home.keys().secretAccessKey();
    }

    try (VitrineHome home = VitrineHome.open(folder)) {
      assertThat(home.keys().secretAccessKey()).isEqualTo(secret).hasSizeGreaterThan(30);
    }
  }

  @Test
  void takesTheRightsOfOthersAwayFromWhatServicesWriteAndFromNothingElse() throws Exception {
    Path script = Files.writeString(folder.resolve("script"), "somebody else's");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (VitrineHome home = VitrineHome.open(folder)) {
      Path many = Files.createDirectories(home.folder("s3").resolve("objects"));
      Path object = readable(many.resolve("object"));
      Path written = readable(home.folder("uploads").resolve("message"));

      home.makeWrittenPrivate(many);

      assertThat(rights(folder)).isEqualTo("rwx------");
      assertThat(rights(folder.resolve("lock"))).isEqualTo("rw-------");
      assertThat(rights(many)).isEqualTo("rwx------");
      assertThat(rights(written)).isEqualTo("rw-------");
      assertThat(rights(object)).isEqualTo("rw-r--r--");

      home.makePrivate();

      assertThat(rights(object)).isEqualTo("rw-------");
      assertThat(rights(script)).isEqualTo("rwxr-xr-x");
    }
  }

  private static Path readable(Path file) throws IOException {
    Files.writeString(file, "x");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static String rights(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static String environmentAfterSourcing(Path file) throws IOException {
    ProcessBuilder shell = new ProcessBuilder("sh", "-ec", ". \"$0\" && env", file.toString());
    shell.environment().put("AWS_PROFILE", "work");
    shell.environment().put("AWS_SESSION_TOKEN", "token");
    shell.environment().put("NO_PROXY", "internal.example");
    Process process = shell.redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
