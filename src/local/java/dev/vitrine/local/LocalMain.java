package dev.vitrine.local;

import dev.vitrine.local.store.CannotStartException;
import dev.vitrine.local.store.LocalPorts;
import dev.vitrine.local.store.OpenFiles;
import dev.vitrine.local.store.VitrineHome;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.nio.file.InvalidPathException;
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
      ports().requireFree();
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
    String home =
        setting("VITRINE_HOME").orElseGet(() -> System.getProperty("user.home") + "/.vitrine");
    if (home.isBlank()) {
      throw new CannotStartException(
          "VITRINE_HOME is empty. Set it to a folder, or unset it.", null);
    }
    try {
      return Path.of(home);
    } catch (InvalidPathException e) {
      throw new CannotStartException(
          "the folder's name, "
              + home
              + ", has letters that this terminal's locale lacks. Say first: export LC_ALL=C.UTF-8",
          e);
    }
  }

  private static LocalPorts ports() {
    LocalPorts row = LocalPorts.inARow(port("VITRINE_PORT", 8080));
    return new LocalPorts(
        row.http(),
        port("VITRINE_LOCAL_S3_PORT", row.s3()),
        port("VITRINE_LOCAL_DYNAMO_DB_PORT", row.dynamoDb()));
  }

  private static int port(String name, int otherwise) {
    String port = setting(name).filter(value -> !value.isBlank()).orElse("" + otherwise);
    if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
      throw new CannotStartException(name + " is not a port number: " + port, null);
    }
    return Integer.parseInt(port);
  }

  private static Optional<String> setting(String name) {
    return Optional.ofNullable(System.getProperty(name, System.getenv(name)));
  }
}
