package dev.vitrine.catalog;

import dev.vitrine.failure.ImageError;
import dev.vitrine.workflow.RestyleOrder;
import dev.vitrine.workflow.WorkflowInput.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the sweep starts again: work whose execution died, and steps that failed for a passing
 * reason, such as a model that did not answer or a platform that was busy. The pause before the
 * latter doubles with each repetition; two days after the first failure the image stays as it is,
 * for a person to retry.
 */
public final class Restart {
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(15);
  private static final int MOST_DOUBLINGS = 5;
  private static final Duration LONGEST = Duration.ofDays(2);

  /** Number of times in a row that the sweep starts an image again before it gives up. */
  static final int MOST_RESTARTS = 3;

  private static final ImageError GAVE_UP =
      new ImageError(
          "GAVE_UP",
          "Vitrine started this picture several times and could not finish it. Try again later.",
          true);

  private Restart() {}

  /**
   * {@return since when the sweep should look at an image: its last sign of life while it is worked
   * on, the time of the next start if it failed for a passing reason; null if nothing is left to
   * do}
   */
  static @Nullable Instant openSince(ImageRecord image) {
    return image.status().unfinished() ? image.run().since() : due(image);
  }

  /** {@return whether the sweep should have looked at an image before a time} */
  static boolean isOpenBefore(ImageRecord image, Instant time) {
    Instant since = openSince(image);
    return since != null && since.isBefore(time);
  }

  /** {@return when the image is to be started again; null if it is not} */
  static @Nullable Instant due(ImageRecord image) {
    Instant finished = image.finishedAt();
    if (finished == null || image.errors().stream().noneMatch(ImageError::hasPassingCause)) {
      return null;
    }
    Instant due =
        finished.plus(
            FIRST_PAUSE.multipliedBy(1L << Math.min(image.run().restarts(), MOST_DOUBLINGS)));
    return due.isAfter(troubledSince(image, finished).plus(LONGEST)) ? null : due;
  }

  private static Instant troubledSince(ImageRecord image, Instant finished) {
    Instant since = image.run().troubledSince();
    return since == null ? finished : since;
  }

  /**
   * Begins to repeat what failed for a passing reason.
   *
   * @param failed the run that failed; changes nothing if the image has a newer one
   */
  public static ImageRecord begun(ImageRecord image, Run failed, Instant now) {
    Instant due = due(image);
    Instant finished = image.finishedAt();
    if (due == null || finished == null || due.isAfter(now) || !image.run().equals(failed)) {
      return image;
    }
    Instant since = troubledSince(image, finished);
    ImageRecord begun =
        repeated(image, ImageError::hasPassingCause, false, image.run().restarts() + 1, now);
    return begun.with(begun.run().troubledSince(since));
  }

  /**
   * Begins to repeat the steps that failed with an error which meets the condition. A description
   * that failed is repeated in any case: no run that only restyles may take its failure's place.
   */
  static ImageRecord repeated(
      ImageRecord image,
      Predicate<ImageError> condition,
      boolean urgent,
      int restarts,
      Instant now) {
    List<RestyleOrder> orders =
        image.restyles().stream()
            .filter(one -> one.error() != null && condition.test(one.error()))
            .map(Restyle::order)
            .toList();
    boolean describe =
        image.description() == null
            || orders.isEmpty()
            || image.descriptionOrNone().errors().stream().anyMatch(condition)
            || Run.hasFailedToDescribe(image);
    return ImageJourney.again(
        image, describe ? Work.DESCRIBE : Work.RESTYLE, orders, urgent, restarts, now);
  }

  /**
   * Restarts the work of a lost execution; fails the image after several restarts.
   *
   * @param wasStarted false if the execution was never started: the same run is started then
   */
  public static ImageRecord revived(ImageRecord image, boolean wasStarted, Instant now) {
    Run run = image.run();
    if (!image.status().unfinished()) {
      return image;
    }
    if (!wasStarted && isStartable(image)) {
      return image.with(run.at(now).after(run));
    }
    List<RestyleOrder> orders = Restyle.pending(image, null).stream().map(Restyle::order).toList();
    boolean isUndescribed = Run.isDescribing(image);
    if (!isUndescribed && orders.isEmpty()) {
      return ImageJourney.finished(image, image.picture().revision(), now);
    }
    if (run.restarts() >= MOST_RESTARTS) {
      ImageRecord unpainted = Restyle.givenUp(image, null, GAVE_UP);
      boolean some = image.description() != null;
      return unpainted.settled(some ? ImageStatus.PARTIAL : ImageStatus.FAILED, GAVE_UP, now);
    }
    Work work = isUndescribed ? Work.DESCRIBE : Work.RESTYLE;
    boolean urgent = run.urgent() || run.awaited();
    ImageRecord begun = ImageJourney.again(image, work, orders, urgent, run.restarts() + 1, now);
    return begun.with(begun.run().after(run));
  }

  /**
   * {@return whether the latest run of an image has something to do} One that only restyles may
   * have nothing: a person may have deleted what was ordered.
   */
  public static boolean isStartable(ImageRecord image) {
    Run run = image.run();
    return image.status().unfinished()
        && (run.work() == Work.DESCRIBE || !Restyle.pending(image, run.execution()).isEmpty());
  }

  /** Ends the work of an image of which nothing is left to do; changes nothing otherwise. */
  public static ImageRecord ended(ImageRecord image, Instant now) {
    return Run.isDescribing(image)
        ? image
        : ImageJourney.finished(image, image.picture().revision(), now);
  }
}
