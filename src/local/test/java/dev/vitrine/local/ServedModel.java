package dev.vitrine.local;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A model artifact with a tiny random model, served by the real DJL Python engine. */
final class ServedModel implements AutoCloseable {
  private final Process process;
  private final String address;

  private ServedModel(Process process, String address) {
    this.process = process;
    this.address = address;
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
   */
  static ServedModel start(String name) throws IOException {
    ProcessBuilder command = new ProcessBuilder("bash", "model-artifacts/serve", name);
    command.environment().putAll(Map.of("HF_HUB_OFFLINE", "1"));
    command.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = command.start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String address = output.readLine();
    if (address == null) {
      throw new IOException("model-artifacts/serve " + name + " did not start");
    }
    return new ServedModel(process, address.strip());
  }

  String address() {
    return address;
  }

  @Override
  public void close() throws Exception {
    process.getOutputStream().close(); // which ends the server
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroy();
    }
  }
}
