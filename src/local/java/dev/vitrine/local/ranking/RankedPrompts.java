package dev.vitrine.local.ranking;

import dev.vitrine.local.eyes.ClipFolder;
import dev.vitrine.local.model.EndpointError;
import dev.vitrine.local.model.EndpointException;
import dev.vitrine.local.model.PromptRanker;
import dev.vitrine.local.ranking.Composer.ComposedPrompt;
import dev.vitrine.vocabulary.LabelSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** Ranks the shipped word lists with a CLIP or SigLIP. */
public final class RankedPrompts implements PromptRanker, ListReading.Reader {
  private static final Logger LOG = Logger.getLogger(RankedPrompts.class);
  private static final WordLists LISTS = WordLists.shipped();

  private final ClipFolder clip;
  private final LongSupplier clock;

  /**
   * @param clip stays the caller's
   */
  public RankedPrompts(ClipFolder clip) {
    this(clip, System::nanoTime);
  }

  /**
   * @param clock nanoseconds, by which tasks have their deadline
   */
  RankedPrompts(ClipFolder clip, LongSupplier clock) {
    this.clip = clip;
    this.clock = clock;
  }

  /** {@return all phrases as label sets, which the model has to know, see {@link #isReady}} */
  public static List<LabelSet> parts() {
    return LISTS.parts();
  }

  @Override
  public boolean isReady() {
    return LISTS.parts().stream().allMatch(clip::knows);
  }

  @Override
  public boolean learn(LabelSet part) {
    return clip.learn(part);
  }

  @Override
  public boolean reading(BooleanSupplier work) {
    return clip.reading(work::getAsBoolean);
  }

  @Override
  public boolean isSameAs(ListReading.Reader other) {
    return other instanceof RankedPrompts prompts && prompts.clip == clip;
  }

  @Override
  public String clip() {
    return clip.name();
  }

  @Override
  public String words() {
    return WordLists.NAME;
  }

  /**
   * {@inheritDoc}
   *
   * @throws EndpointException MODEL_ERROR if the lists are not known any more
   */
  @Override
  public Ranked rank(byte[] picture, Task task) {
    float[] seen = clip.look(picture);
    PhraseRanking ranking =
        PhraseRanking.of(LISTS, clip, seen)
            .orElseThrow(
                () ->
                    new EndpointException(
                        EndpointError.MODEL_ERROR, "The word lists are being read again."));
    var composer = new Composer(clip, ranking, seen, clock, task.deadline());
    ComposedPrompt draft = compose(composer, task);
    if (!draft.cut().isEmpty()) {
      LOG.infof("prompt %s: the deadline came %s", task.mode(), draft.cut());
    }
    return new Ranked(
        draft.text(),
        draft.truncated(),
        !draft.cut().isEmpty(),
        draft.cut(),
        draft.places().stream()
            .map(p -> new Term(ranking.listOf(p), ranking.phrase(p), ranking.cosine(p)))
            .toList());
  }

  private ComposedPrompt compose(Composer composer, Task task) {
    return switch (task.mode()) {
      case CAPTION -> composer.caption(task.caption());
      case FAST -> composer.fast(task.head(), task.most());
      case CLASSIC -> composer.classic(task.head(), task.most());
      case BEST -> clip.reading(() -> composer.best(task.head(), task.least(), task.most()));
      case NEGATIVE -> composer.negative(task.most());
    };
  }
}
