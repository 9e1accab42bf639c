package dev.vitrine.local;

import dev.vitrine.local.eyes.ClipFolder;
import dev.vitrine.local.eyes.UnusableModelException;
import dev.vitrine.meaning.TextReader;
import dev.vitrine.vocabulary.LabelSet;
import dev.vitrine.vocabulary.ShippedVocabulary;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The real model that looks at pictures and reads texts in place of the stand-in, if there is one.
 */
@Singleton
class LocalEyes implements TextReader {
  private static final Logger LOG = Logger.getLogger(LocalEyes.class);

  private final LocalStores stores;
  private final ShippedVocabulary shipped;
  private final Exchangeable<ClipFolder> model = new Exchangeable<>(ClipFolder::close);

  LocalEyes(LocalStores stores, ShippedVocabulary shipped) {
    this.stores = stores;
    this.shipped = shipped;
  }

  /**
   * Looks with this model from now on.
   *
   * @param name what evidence calls it
   * @throws UnusableModelException when the folder holds no model; the one before goes on
   */
  void use(Path folder, String name) throws UnusableModelException {
    model.use(ClipFolder.open(folder, name, cache()));
  }

  private Path cache() {
    try {
      return stores.folder("models");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * {@return what the work gives}
   *
   * @param work gets the real model, which stays open until the work ends; empty if there is none
   */
  <R> R withModel(Function<Optional<ClipFolder>, R> work) {
    return model.with(work);
  }

  /** {@return the real model's name; empty when the stand-in looks at pictures} */
  Optional<String> name() {
    return withModel(real -> real.map(ClipFolder::name));
  }

  @Override
  public Optional<Meaning> read(String text) {
    try {
      return withModel(real -> real.map(clip -> clip.meaning(text)));
    } catch (IllegalStateException e) {
      LOG.warnf(e, "a text cannot be read; pictures are found by their words only");
      return Optional.empty();
    }
  }

  /**
   * Reads the shipped vocabulary's labels; else the first picture would wait for it. A model that
   * fails at it stays in use.
   */
  void warmUp() {
    readAhead(model, shipped.of("").labelSets());
  }

  static void readAhead(Exchangeable<ClipFolder> model, List<LabelSet> sets) {
    try {
      sets.forEach(set -> readAhead(model, set));
    } catch (RuntimeException e) {
      LOG.warn("labels cannot be read ahead; pictures wait for theirs, and fail if it stays so", e);
    }
  }

  private static void readAhead(Exchangeable<ClipFolder> model, LabelSet set) {
    boolean known = false;
    while (!known) { // ends: each turn keeps the labels that it has read
      known = model.with(real -> real.map(clip -> clip.learn(set)).orElse(true));
    }
  }

  @PreDestroy
  void close() {
    model.end();
  }
}
