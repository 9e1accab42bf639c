package dev.vitrine.local;

import dev.vitrine.local.model.PromptRanker;
import dev.vitrine.local.ranking.ListReading;
import dev.vitrine.local.ranking.RankedPrompts;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets a real CLIP rank the word lists for prompts, once it has read them. It reads them ahead,
 * where a real captioner writes, and keeps what it has read. Meanwhile prompts are composed.
 */
@Singleton
class LocalRanking {
  private final LocalEyes eyes;
  private final LocalCaptioner captioner;
  private final ListReading lists;

  /**
   * How far the reading is.
   *
   * @param model that reads, and ranks afterwards
   * @param read phrases that it knows; all of them if it ranks
   * @param nextTry how long it is till then, after a failure; null if the last try did not fail
   */
  record ReadingProgress(String model, int read, int of, @Nullable Duration nextTry) {
    /** {@return a sentence} */
    String inWords() {
      if (read == of) {
        return model + " ranks the word lists of prompts.";
      }
      String meanwhile = "until then prompts are composed of tags.";
      return nextTry == null
          ? "%s is reading the word lists of prompts, %d of %d phrases; %s"
              .formatted(model, read, of, meanwhile)
          : "%s could not read the word lists of prompts, as the log says, and tries again within %d min; %s"
              .formatted(model, nextTry.toMinutes() + 1, meanwhile);
    }
  }

  LocalRanking(LocalEyes eyes, LocalCaptioner captioner) {
    this.eyes = eyes;
    this.captioner = captioner;
    this.lists =
        new ListReading(work -> eyes.withModel(clip -> work.test(clip.map(RankedPrompts::new))));
  }

  /** {@return what the work gives with the model that ranks; empty while there is none} */
  <R> R rank(Function<Optional<PromptRanker>, R> work) {
    return eyes.withModel(
        clip -> {
          Optional<RankedPrompts> ranker = clip.map(RankedPrompts::new);
          if (ranker.isPresent() && !ranker.get().isReady()) {
            lists.ensureBegun();
            ranker = Optional.empty();
          }
          return work.apply(ranker.map(Function.identity()));
        });
  }

  /** {@return how far it is; empty if nothing is to be ranked} */
  Optional<ReadingProgress> progress() {
    if (captioner.name().isEmpty()) {
      return Optional.empty();
    }
    return eyes.withModel(clip -> clip.map(RankedPrompts::new).map(this::progress));
  }

  private ReadingProgress progress(RankedPrompts prompts) {
    int all = lists.size();
    boolean ready = prompts.isReady();
    return new ReadingProgress(
        prompts.clip(),
        ready ? all : Math.min(lists.read(), all - 1),
        all,
        lists.nextTry(prompts.clip()).orElse(null));
  }

  /** Begins to read, in the background, if there are both models: told when one has come. */
  void begin() {
    if (captioner.name().isPresent() && eyes.name().isPresent()) {
      lists.begin();
    }
  }

  @PreDestroy
  void close() {
    lists.close();
  }
}
