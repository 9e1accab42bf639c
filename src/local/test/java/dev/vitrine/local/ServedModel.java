package dev.vitrine.local;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A model artifact with a tiny random model, served by the real DJL Python engine. */
final class ServedModel implements AutoCloseable {
  private static final int LINES_SHOWN = 60;

  private final Process process;
  private final String address;
  private final Path log;

  private ServedModel(Process process, String address, Path log) {
    this.process = process;
    this.address = address;
    this.log = log;
  }

  /** Leaves the test out where there is no Python to serve with, but never in CI. */
  static void assumePython() throws Exception {
    Process setup =
        new ProcessBuilder("bash", "model-artifacts/test", "--setup-only")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String python = new String(setup.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    boolean ready = setup.waitFor() == 0 && !python.isBlank();
    if (System.getenv("CI") == null) {
      assumeTrue(ready, "left out: see model-artifacts/test");
    } else if (!ready) {
      throw new AssertionError("no Python environment; see model-artifacts/test");
    }
  }

  /**
   * @param name folder of the artifact
   * @param logs folder for what the server says
   */
  static ServedModel start(String name, Path logs) throws IOException {
    Path log = logs.resolve(name + ".log");
    ProcessBuilder command = new ProcessBuilder("bash", "model-artifacts/serve", name);
    command.environment().putAll(Map.of("HF_HUB_OFFLINE", "1"));
    command.redirectError(log.toFile());
    Process process = command.start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String address = output.readLine();
    if (address == null) {
      throw new IOException("model-artifacts/serve " + name + " did not start:\n" + tail(log));
    }
    return new ServedModel(process, address.strip(), log);
  }

  String address() {
    return address;
  }

  /** {@return the last lines of what the server said} */
  String log() throws IOException {
    return tail(log);
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
  }

  @Override
  public void close() throws Exception {
    process.getOutputStream().close(); // which ends the server
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroy();
    }
  }
}
