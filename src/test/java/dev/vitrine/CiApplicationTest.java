package dev.vitrine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code .ci/application}, beside a Java that only says what it is told to. */
class CiApplicationTest {
  @TempDir private Path programs;

  /** {@return what a script that reads it said, with its exit status in front} */
  private String run(String java, String script) throws IOException, InterruptedException {
    Path program = Files.writeString(programs.resolve("java"), "#!/bin/sh\n" + java + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    String all = "set -euo pipefail; . .ci/application; " + script;
    ProcessBuilder bash = new ProcessBuilder("bash", "-c", all).redirectErrorStream(true);
    bash.environment().remove("VITRINE_PORT");
    bash.environment().put("PATH", programs + ":" + System.getenv("PATH"));
    Process process = bash.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + said;
  }

  @Test
  void isAskedOnceItIsReadyAtAPortOfItsOwn() throws Exception {
    String java = "echo \"Vitrine is ready: $VITRINE_PORT\"; exec sleep 60";

    assertThat(run(java, "start_application; [ \"$port\" -ge 28000 ]; cat \"$home/log\""))
        .startsWith("0 Vitrine is ready: ");
  }

  @Test
  void whatDoesNotStartFailsTheCheckAndSaysWhy() throws Exception {
    assertThat(run("echo The port is taken.; exit 1", "start_application; echo asked"))
        .isEqualTo("1 Vitrine did not become ready:\nThe port is taken.\n");
  }

  @Test
  void aPortWhereSomebodyListensIsPassedOver() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int from = taken.getLocalPort() - 2;

      assertThat(run("exit 1", "free_port " + from + " || echo none"))
          .isNotEqualTo("0 " + from + "\n");
    }
  }
}
