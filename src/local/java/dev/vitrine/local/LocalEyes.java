package dev.vitrine.local;

import dev.vitrine.local.eyes.ClipFolder;
import dev.vitrine.local.eyes.UnusableModelException;
import dev.vitrine.vocabulary.LabelSet;
import dev.vitrine.vocabulary.ShippedVocabulary;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The real model that looks at pictures in place of the stand-in, if there is one. It can be
 * exchanged while pictures are looked at: the new one takes over at once, and the old one is closed
 * when its last look has ended.
 */
@Singleton
class LocalEyes {
  private static final Logger LOG = Logger.getLogger(LocalEyes.class);
  private static final String OFF = "off";

  private final LocalConfig config;
  private final LocalStores stores;
  private final ShippedVocabulary shipped;
  private @Nullable Loan current;

  /** A model and those who look with it now; guarded by the bean's lock. */
  private static final class Loan {
    private final ClipFolder model;
    private int users;
    private boolean ended;

    Loan(ClipFolder model) {
      this.model = model;
    }

    void closeIfUnused() {
      if (ended && users == 0) {
        model.close();
      }
    }
  }

  LocalEyes(LocalConfig config, LocalStores stores, ShippedVocabulary shipped) {
    this.config = config;
    this.stores = stores;
    this.shipped = shipped;
  }

  /** Opens the model of VITRINE_CLIP; one that cannot be used is a line in the log. */
  void open() {
    String setting = config.clip().map(String::strip).orElse(OFF);
    if (setting.isEmpty() || setting.equals(OFF)) {
      return;
    }
    Path folder = Path.of(setting);
    if (!Files.isDirectory(folder)) {
      LOG.warnf("VITRINE_CLIP=%s is no folder; the stand-in looks at pictures", setting);
      return;
    }
    try {
      use(folder, String.valueOf(folder.toAbsolutePath().normalize().getFileName()));
      LOG.infof("%s looks at pictures", name().orElseThrow());
    } catch (UnusableModelException e) {
      LOG.warnf("%s The stand-in looks at pictures", e.getMessage());
    }
  }

  /**
   * Looks with this model from now on.
   *
   * @param name what evidence calls it
   * @throws UnusableModelException when the folder holds no model; the one before goes on
   */
  void use(Path folder, String name) throws UnusableModelException {
    replace(new Loan(ClipFolder.open(folder, name, cache())));
  }

  private synchronized void replace(@Nullable Loan next) {
    Loan before = current;
    current = next;
    if (before != null) {
      before.ended = true;
      before.closeIfUnused();
    }
  }

  private Path cache() {
    try {
      return stores.folder("models");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return what the work gives; the model stays open for as long as the work takes} */
  <R> R look(Function<Optional<ClipFolder>, R> work) {
    Loan loan = borrow();
    try {
      return work.apply(Optional.ofNullable(loan).map(lent -> lent.model));
    } finally {
      giveBack(loan);
    }
  }

  private synchronized @Nullable Loan borrow() {
    if (current != null) {
      current.users++;
    }
    return current;
  }

  private synchronized void giveBack(@Nullable Loan loan) {
    if (loan != null) {
      loan.users--;
      loan.closeIfUnused();
    }
  }

  /** {@return the real model's name; empty when the stand-in looks at pictures} */
  Optional<String> name() {
    return look(model -> model.map(ClipFolder::name));
  }

  /** Reads the shipped vocabulary's labels; else the first picture would wait for it. */
  void warmUp() {
    for (LabelSet set : shipped.of("").labelSets()) {
      boolean known = false;
      while (!known) { // ends: each turn keeps the labels that it has read
        known = look(model -> model.map(clip -> clip.learn(set)).orElse(true));
      }
    }
  }

  @PreDestroy
  void close() {
    replace(null);
  }
}
