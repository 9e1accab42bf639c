package dev.vitrine.local;

import dev.vitrine.local.eyes.UnusableModelException;
import dev.vitrine.local.hub.FreeSpace;
import dev.vitrine.local.hub.HubAccess;
import dev.vitrine.local.hub.KnownModels;
import dev.vitrine.local.hub.ModelSupply;
import dev.vitrine.local.preview.ModelPreview;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Supplies the models of VITRINE_CLIP and VITRINE_CAPTIONER, or those that a person ordered on the
 * page. A model is not supplied if a serving container of the user's own does its work.
 */
@Singleton
class LocalSupply {
  private static final Logger LOG = Logger.getLogger(LocalSupply.class);

  private final Path folder;
  private final @Nullable Path own;
  private final Map<String, String> environment = new HashMap<>();
  private final Optional<SuppliedModel> eyes;
  private final Optional<SuppliedModel> captioner;
  private final LocalRanking ranking;
  private final LocalEyes looking;
  private final LastClipModel lastClipModel;

  LocalSupply(
      LocalConfig config,
      Config variables,
      LocalStores stores,
      LocalEyes eyes,
      LocalCaptioner captioner,
      LocalRanking ranking,
      ModelPreview preview) {
    this.ranking = ranking;
    this.looking = eyes;
    try {
      Path models = stores.folder("models");
      this.folder = models.resolve("hub");
      this.lastClipModel = new LastClipModel(models.resolve("last-clip-model"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.own = config.models().map(Path::of).orElse(null);
    for (String name : HubAccess.VARIABLES) {
      variables.getOptionalValue(name, String.class).ifPresent(v -> environment.put(name, v));
    }
    String clip = config.clip().orElse("").strip();
    String captions = config.captioner().orElse("").strip();
    this.eyes =
        config.container().clip().isPresent()
            ? Optional.empty()
            : Optional.of(eyes(clip, eyes, preview));
    this.captioner =
        config.container().interrogator().isPresent() || LocalCaptioner.isOllama(captions)
            ? Optional.empty()
            : Optional.of(captioner(captions, captioner));
  }

  private SuppliedModel eyes(String setting, LocalEyes eyes, ModelPreview preview) {
    var task = new SuppliedModel.Task("VITRINE_CLIP", KnownModels.clip(), "looks at pictures");
    return new SuppliedModel(
        task,
        setting,
        folder,
        "ordered",
        supply(),
        new SuppliedModel.Use() {
          @Override
          public void makeRoom() {
            preview.end();
          }

          @Override
          public void open(Path model, String name) throws UnusableModelException {
            preview.end(); // one may have begun as the order came; its model is in memory too
            eyes.use(model, name);
          }

          @Override
          public void warmUp() {
            logModelChange(false);
            eyes.warmUp();
            ranking.begin();
          }
        });
  }

  private SuppliedModel captioner(String setting, LocalCaptioner captioner) {
    var task =
        new SuppliedModel.Task("VITRINE_CAPTIONER", KnownModels.captioner(), "writes captions");
    return new SuppliedModel(
        task,
        setting,
        folder,
        "ordered-captioner",
        supply(),
        (model, name) -> {
          captioner.use(model, name);
          ranking.begin();
        });
  }

  private ModelSupply supply() {
    return new ModelSupply(
        () -> HubAccess.of(environment), folder, own, FreeSpace.ofThisMachine(), LOG::info);
  }

  /** Begins with what is set or was ordered; waits for what is on this machine already. */
  void begin() throws IOException {
    if (eyes.isPresent()) {
      eyes.get().begin();
    }
    if (captioner.isPresent()) {
      captioner.get().begin();
    }
    ranking.begin();
  }

  /**
   * Says in the terminal what is tagged by another model than at the last start, and what is not.
   * While a model is on its way it is said later, once that one is in use.
   */
  void logModelChange() {
    if (eyes.isPresent()) {
      logModelChange(eyes.get().isOnItsWay());
    }
  }

  private void logModelChange(boolean isAnotherOnItsWay) {
    lastClipModel.change(looking.name(), isAnotherOnItsWay).ifPresent(LOG::info);
  }

  /** {@return the model that looks at pictures; empty when a container of the user's own does} */
  Optional<SuppliedModel> eyes() {
    return eyes;
  }

  /** {@return the model that writes captions; empty when another program does} */
  Optional<SuppliedModel> captioner() {
    return captioner;
  }

  @PreDestroy
  void close() {
    eyes.ifPresent(SuppliedModel::close);
    captioner.ifPresent(SuppliedModel::close);
  }
}
