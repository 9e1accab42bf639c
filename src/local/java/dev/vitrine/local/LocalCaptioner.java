package dev.vitrine.local;

import dev.vitrine.local.captioner.OllamaAddress;
import dev.vitrine.local.captioner.OllamaCaptioner;
import dev.vitrine.local.eyes.UnusableModelException;
import dev.vitrine.local.florence.FlorenceCaptioner;
import dev.vitrine.local.hub.FreeSpace;
import dev.vitrine.local.model.Captioner;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** The real model that writes captions in place of the stand-in, if there is one. */
@Singleton
class LocalCaptioner {
  private static final Logger LOG = Logger.getLogger(LocalCaptioner.class);
  private static final String OLLAMA = "ollama:";

  private final LocalStores stores;
  private final Exchangeable<Captioner> captioner = new Exchangeable<>(Captioner::close);

  LocalCaptioner(LocalConfig config, LocalStores stores) {
    this.stores = stores;
    String setting = config.captioner().orElse("").strip();
    if (isOllama(setting)) {
      ask(setting.substring(OLLAMA.length()), config.ollamaHost().orElse(""));
    }
  }

  /** {@return whether a setting names a model of Ollama, which needs no files here} */
  static boolean isOllama(String setting) {
    return setting.startsWith(OLLAMA);
  }

  /**
   * Lets a model of Ollama write. If a setting is not understood, logs that, and the stand-in
   * writes.
   */
  private void ask(String model, String ollamaHost) {
    try {
      captioner.use(
          new OllamaCaptioner(model, OllamaAddress.of(ollamaHost), OllamaCaptioner.PATIENCE));
    } catch (IllegalArgumentException e) {
      LOG.warnf("VITRINE_CAPTIONER: %s; the stand-in writes captions", e.getMessage());
    }
  }

  /**
   * Writes with the Florence-2 of a folder from now on.
   *
   * @param name what evidence calls it
   * @throws UnusableModelException when the folder holds no model, or it does not fit into memory;
   *     the one before goes on
   */
  void use(Path folder, String name) throws UnusableModelException {
    FlorenceCaptioner.requireMemory(folder, FreeSpace.ofThisMachine().memory());
    captioner.use(FlorenceCaptioner.open(folder, name, cache(), FlorenceCaptioner.PATIENCE));
  }

  private Path cache() {
    try {
      return stores.folder("models");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return what the work gives; the model stays open for as long as the work takes} */
  <R> R write(Function<Optional<Captioner>, R> work) {
    return captioner.with(work);
  }

  /** {@return the real model's name; empty when the stand-in writes captions} */
  Optional<String> name() {
    return write(real -> real.map(Captioner::name));
  }

  @PreDestroy
  void close() {
    captioner.end();
  }
}
