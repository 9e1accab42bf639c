package dev.vitrine.local;

import dev.vitrine.local.hub.FetchFailedException;
import dev.vitrine.local.hub.HubAccess;
import dev.vitrine.local.hub.KnownModels;
import dev.vitrine.local.hub.ModelChoice;
import dev.vitrine.local.hub.ModelSupply;
import dev.vitrine.local.hub.Room;
import dev.vitrine.local.store.PrivateFile;
import dev.vitrine.local.store.PrivateFolder;
import dev.vitrine.query.About;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Supplies the model of VITRINE_CLIP, or the one that a person ordered on the page, to {@link
 * LocalEyes}. Until it is there, and if it cannot be had, the stand-in looks at pictures.
 */
@Singleton
class LocalSupply {
  private static final Logger LOG = Logger.getLogger(LocalSupply.class);

  /** How long a start waits for a model that is on this machine, so that no stand-in looks. */
  private static final Duration OPENS_WITHIN = Duration.ofMinutes(2);

  private static final Set<String> ORDERABLE = Set.of("offered", "failed");

  private final LocalConfig config;
  private final LocalEyes eyes;
  private final KnownModels known = KnownModels.clip();
  private final Path folder;
  private final ModelSupply supply;
  private volatile ModelChoice.@Nullable Published wanted;

  LocalSupply(LocalConfig config, Config variables, LocalStores stores, LocalEyes eyes) {
    this.config = config;
    this.eyes = eyes;
    try {
      this.folder = stores.folder("models").resolve("hub");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> environment = new HashMap<>();
    for (String name : HubAccess.VARIABLES) {
      variables.getOptionalValue(name, String.class).ifPresent(v -> environment.put(name, v));
    }
    this.supply =
        new ModelSupply(
            () -> HubAccess.of(environment),
            folder,
            config.models().map(Path::of).orElse(null),
            Room.ofThisMachine(),
            LOG::info);
  }

  /** Begins with what is set or was ordered; waits for it if it is on this machine already. */
  void begin() throws IOException {
    if (config.container().clip().isPresent()) {
      return;
    }
    String setting = config.clip().orElse("").strip();
    try {
      ModelChoice choice = ModelChoice.of(setting.isEmpty() ? ordered() : setting, known);
      if (choice instanceof ModelChoice.Folder) {
        eyes.open();
      } else if (choice instanceof ModelChoice.Published published) {
        boolean isHere = supply.has(published);
        start(published);
        if (isHere) {
          supply.await(OPENS_WITHIN);
        }
      }
    } catch (FetchFailedException e) {
      LOG.warnf("VITRINE_CLIP: %s The stand-in looks at pictures.", e.getMessage());
    }
  }

  private void start(ModelChoice.Published choice) {
    wanted = choice;
    supply.start(
        choice,
        model -> {
          eyes.use(model, choice.model().name());
          eyes.warmUp();
        });
  }

  /** An order outlives a restart. */
  private String ordered() throws IOException {
    Path order = order();
    return Files.isRegularFile(order) ? Files.readString(order).strip() : "";
  }

  private Path order() {
    return folder.resolve("ordered");
  }

  /**
   * Orders the offered model, or tries one again that failed.
   *
   * @return how far it is; empty when a person decided otherwise
   */
  synchronized Optional<About.Download> fetch() throws IOException {
    Optional<About.Download> now = download();
    if (now.isEmpty() || !ORDERABLE.contains(now.get().state())) {
      return now;
    }
    ModelChoice.Published before = wanted;
    ModelChoice.Published choice =
        before == null ? new ModelChoice.Published(known.preferred(), ModelChoice.NEWEST) : before;
    if (config.clip().orElse("").isBlank()) {
      PrivateFolder.create(folder);
      PrivateFile.write(order(), choice.folderName());
    }
    start(choice);
    return download();
  }

  /** {@return the model that is offered or on its way; empty when a person decided otherwise} */
  Optional<About.Download> download() {
    Optional<ModelSupply.Status> status = supply.status();
    if (status.isPresent()) {
      return status.map(this::described);
    }
    boolean isDecided =
        config.container().clip().isPresent() || !config.clip().orElse("").isBlank();
    return isDecided
        ? Optional.empty()
        : Optional.of(
            new About.Download(
                known.preferred().name(),
                "offered",
                0,
                known.preferred().bytes(),
                known.preferred().memory(),
                null));
  }

  private About.Download described(ModelSupply.Status status) {
    ModelChoice.Published choice = wanted;
    long memory = choice == null ? 0 : choice.model().memory();
    return new About.Download(
        status.model(),
        status.state().name().toLowerCase(Locale.ROOT),
        status.bytes(),
        status.of(),
        memory,
        status.message());
  }

  @PreDestroy
  void close() {
    supply.close();
  }
}
