package dev.vitrine.local;

import dev.vitrine.local.model.PromptRanker;
import dev.vitrine.local.ranking.RankedPrompts;
import dev.vitrine.vocabulary.LabelSet;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Lets a real CLIP rank the word lists for prompts, once it has read them. It reads them ahead,
 * where a real captioner writes, and keeps what it has read. Meanwhile prompts are composed.
 */
@Singleton
class LocalRanking {
  private static final Logger LOG = Logger.getLogger(LocalRanking.class);

  /** The terminal is told of each of this many parts of the whole. */
  private static final int TOLD = 4;

  private final LocalEyes eyes;
  private final LocalCaptioner captioner;
  private final AtomicBoolean reading = new AtomicBoolean();
  private volatile int done;

  /** Name of a model that could not read; empty while none failed. */
  private volatile String failed = "";

  private volatile boolean closed;

  /**
   * How far the reading is.
   *
   * @param model that reads, and ranks afterwards
   * @param read phrases that it knows; all of them if it ranks
   */
  record Progress(String model, int read, int of) {
    boolean isOver() {
      return read == of;
    }
  }

  LocalRanking(LocalEyes eyes, LocalCaptioner captioner) {
    this.eyes = eyes;
    this.captioner = captioner;
  }

  /** {@return what the work gives with the model that ranks; empty while there is none} */
  <R> R rank(Function<Optional<PromptRanker>, R> work) {
    return eyes.look(
        clip -> {
          Optional<RankedPrompts> ranker = clip.map(RankedPrompts::new);
          if (ranker.isPresent() && !ranker.get().isReady()) {
            begin();
            ranker = Optional.empty();
          }
          return work.apply(ranker.map(Function.identity()));
        });
  }

  /** {@return how far it is; empty if nothing is to be ranked} */
  Optional<Progress> progress() {
    if (captioner.name().isEmpty()) {
      return Optional.empty();
    }
    return eyes.look(
        clip ->
            clip.map(
                real -> {
                  int all = size();
                  boolean ready = new RankedPrompts(real).isReady();
                  return new Progress(real.name(), ready ? all : Math.min(done, all - 1), all);
                }));
  }

  private static int size() {
    return RankedPrompts.parts().stream().mapToInt(part -> part.labels().size()).sum();
  }

  /** Begins to read, in the background, if there are both models and nobody reads already. */
  void begin() {
    Optional<Progress> now = progress().filter(progress -> !progress.isOver());
    boolean wanted = now.isPresent() && !now.get().model().equals(failed) && !closed;
    if (wanted && reading.compareAndSet(false, true)) {
      String model = now.get().model();
      Thread thread = new Thread(() -> read(model), "word-lists");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void read(String model) {
    try {
      int read = 0;
      int told = 0;
      for (LabelSet part : RankedPrompts.parts()) {
        boolean known = false;
        while (!known && !closed) { // ends: each turn keeps the phrases that it has read
          known = eyes.look(real -> real.map(clip -> clip.learn(part)).orElse(true));
        }
        read += part.labels().size();
        done = read;
        if (TOLD * read / size() > told && !closed) {
          told = TOLD * read / size();
          LOG.infof("word lists for prompts: %d of %d phrases are read", read, size());
        }
      }
    } catch (RuntimeException e) {
      failed = model;
      LOG.warnf(e, "the word lists cannot be read; prompts are composed of tags");
    } finally {
      reading.set(false);
    }
  }

  @PreDestroy
  void close() {
    closed = true;
  }
}
