package dev.vitrine.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of the scripts, beside programs that only say how they were called. */
class BenchScriptsTest {
  @TempDir private Path root;

  private void program(String path, String... lines) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** {@return what the script said, with its exit status in front} */
  private String run(String script) throws IOException, InterruptedException {
    Path copy = root.resolve(script);
    Files.createDirectories(copy.getParent());
    Files.copy(Path.of(script), copy);
    ProcessBuilder builder = new ProcessBuilder("bash", copy.toString()).redirectErrorStream(true);
    builder.environment().put("PATH", root.resolve("bin") + ":" + System.getenv("PATH"));
    builder.environment().put("CHROME_PATH", "/none");
    Process process = builder.start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      return process.exitValue() + " " + said;
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void theEyesAreBuiltAlsoWhereClassesAre() throws Exception {
    Files.createDirectories(root.resolve("target/local/test-classes/dev/vitrine/local/eyes"));
    program("model-artifacts/test", "echo python");
    program("bin/mvn", "echo \"$@\"; exit 3");

    assertThat(run("bench/eyes/run")).startsWith("3 ").contains(" test-compile");
  }

  @Test
  void lighthouseStopsWithALineWhenNothingIsReady() throws Exception {
    program("bin/mvn", "");
    program("bin/node", "echo Lighthouse looks");
    program("src/local/start", "echo The port is taken.");

    assertThat(run("bench/lighthouse"))
        .isEqualTo(
            "1 bench/lighthouse: Vitrine did not become ready (a minute is the most that it may take); it said last: The port is taken.\n");
  }
}
