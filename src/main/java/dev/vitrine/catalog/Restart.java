package dev.vitrine.catalog;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the sweep repeats steps that failed for a passing reason: a model that did not answer, a
 * platform that was busy. The pause doubles with each repetition; two days after the first failure
 * the image stays as it is, for a person to retry.
 */
final class Restart {
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(15);
  private static final int MOST_DOUBLINGS = 5;
  private static final Duration LONGEST = Duration.ofDays(2);

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
  static ImageRecord begun(ImageRecord image, Run failed, Instant now) {
    Instant due = due(image);
    Instant finished = image.finishedAt();
    if (due == null || finished == null || due.isAfter(now) || !image.run().equals(failed)) {
      return image;
    }
    Instant since = troubledSince(image, finished);
    ImageRecord begun =
        ImageJourney.repeated(image, ImageError::hasPassingCause, image.run().restarts() + 1, now);
    return begun.with(begun.run().troubledSince(since));
  }
}
