package dev.vitrine.local;

import dev.vitrine.local.store.CannotStartException;
import dev.vitrine.local.store.LocalPorts;
import dev.vitrine.local.store.OpenFiles;
import dev.vitrine.local.store.VitrineHome;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Starts everything on this machine, or says in one line why it cannot. */
@QuarkusMain
public final class LocalMain {
  private LocalMain() {}

  public static void main(String... args) {
    try {
      OpenFiles.requireEnough();
      VitrineHome.open(home()).close();
      new LocalPorts(port()).requireFree();
    } catch (CannotStartException | IOException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
    if (Boolean.getBoolean("vitrine.ends-with-parent")) {
      endWithParent();
    }
    Quarkus.run(args);
  }

  /** Maven passes no signal on, so the application ends when Maven has ended. */
  private static void endWithParent() {
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
  }

  private static Path home() {
    return setting("VITRINE_HOME")
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".vitrine"));
  }

  private static int port() {
    String port = setting("VITRINE_PORT").orElse("8080");
    if (!port.matches("\\d{1,6}")) {
      throw new CannotStartException("VITRINE_PORT is not a port number: " + port, null);
    }
    return Integer.parseInt(port);
  }

  private static Optional<String> setting(String name) {
    return Optional.ofNullable(System.getProperty(name, System.getenv(name)));
  }
}
