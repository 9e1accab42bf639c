package dev.vitrine.local.hub;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A model cannot be had; the message is one sentence for the person who asked for it. */
public final class FetchFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean passing;
  private final Duration pause;

  private FetchFailedException(
      String sentence, boolean passing, Duration pause, @Nullable Throwable cause) {
    super(sentence, cause);
    this.passing = passing;
    this.pause = pause;
  }

  /** A failure that stays until somebody changes something. */
  static FetchFailedException lasting(String sentence) {
    return new FetchFailedException(sentence, false, Duration.ZERO, null);
  }

  static FetchFailedException lasting(String sentence, Throwable cause) {
    return new FetchFailedException(sentence, false, Duration.ZERO, cause);
  }

  /** The end of a fetch whose thread was told to stop. */
  static FetchFailedException stopped(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return lasting("The fetch was stopped; it goes on at the next start.", cause);
  }

  /**
   * A failure that may be gone at the next try.
   *
   * @param pause the shortest time to wait before it; zero when nothing was said
   */
  static FetchFailedException passing(String sentence, Duration pause, @Nullable Throwable cause) {
    return new FetchFailedException(sentence, true, pause, cause);
  }

  boolean isPassing() {
    return passing;
  }

  Duration pause() {
    return pause;
  }
}
