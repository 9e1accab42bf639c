package dev.vitrine.local;

import dev.vitrine.local.store.CannotStartException;
import dev.vitrine.local.store.LocalPorts;
import dev.vitrine.local.store.OpenFiles;
import dev.vitrine.local.store.VitrineHome;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;

/** Starts everything on this machine, or says in one line why it cannot. */
@QuarkusMain
public final class LocalMain {
  private LocalMain() {}

  public static void main(String... args) {
    try {
      LocalSettings settings = LocalSettings.ofThisProcess();
      LocalPorts ports = settings.ports();
      settings.requireSense();
      OpenFiles.requireEnough();
      VitrineHome.open(settings.home()).close();
      ports.requireFree();
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
}
