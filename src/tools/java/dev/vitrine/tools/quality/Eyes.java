package dev.vitrine.tools.quality;

import dev.vitrine.local.eyes.ClipFolder;
import dev.vitrine.local.eyes.UnusableModelException;
import dev.vitrine.local.hub.FetchFailedException;
import dev.vitrine.local.hub.FreeSpace;
import dev.vitrine.local.hub.HubAccess;
import dev.vitrine.local.hub.KnownModels;
import dev.vitrine.local.hub.ModelChoice;
import dev.vitrine.local.hub.ModelSupply;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the model that {@code --clip} names, as local mode finds that of VITRINE_CLIP: by name in
 * the folder of VITRINE_MODELS, among those fetched before, or from the hub.
 *
 * @param environment variables: VITRINE_HOME, VITRINE_MODELS, and those that reach the hub
 * @param terminal gets lines about the progress of a fetch
 */
record Eyes(Map<String, String> environment, PrintStream terminal) {
  private static final String STAND_IN = "stand-in";

  /**
   * Opens a model; to be closed by the caller.
   *
   * @param setting a name, {@code name@revision} or a folder
   * @return empty for {@code stand-in}, {@code off} and nothing
   * @throws IllegalArgumentException with the sentence that local mode says, when it cannot be had
   */
  Optional<ClipFolder> open(String setting) throws IOException {
    if (setting.equals(STAND_IN)) {
      return Optional.empty();
    }
    try {
      ModelChoice choice = ModelChoice.of(setting, KnownModels.clip());
      if (choice instanceof ModelChoice.Folder folder) {
        Path path = folder.path().toAbsolutePath().normalize();
        return Optional.of(
            ClipFolder.open(folder.path(), String.valueOf(path.getFileName()), cache()));
      }
      if (choice instanceof ModelChoice.Published published) {
        Path folder = supply().obtain(published);
        return Optional.of(ClipFolder.open(folder, published.model().name(), cache()));
      }
      return Optional.empty();
    } catch (FetchFailedException | UnusableModelException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private ModelSupply supply() {
    @Nullable String own = environment.get("VITRINE_MODELS");
    return new ModelSupply(
        () -> HubAccess.of(environment),
        cache().resolve("hub"),
        own == null ? null : Path.of(own),
        FreeSpace.ofThisMachine(),
        terminal::println);
  }

  /** Local mode's own, so that a model is fetched once, and labels are read once. */
  private Path cache() {
    @Nullable String home = environment.get("VITRINE_HOME");
    return (home == null ? Path.of(System.getProperty("user.home"), ".vitrine") : Path.of(home))
        .resolve("models");
  }
}
