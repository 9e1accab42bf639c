package dev.vitrine.local.florence;

import dev.vitrine.local.model.EndpointError;
import dev.vitrine.local.model.EndpointException;
import java.time.Duration;

/** The time by which an answer must be complete. */
record AnswerDeadline(long nanoTime, Duration patience) {
  static AnswerDeadline in(Duration patience) {
    return new AnswerDeadline(System.nanoTime() + patience.toNanos(), patience);
  }

  long nanosLeft() {
    return nanoTime - System.nanoTime();
  }

  /**
   * Ends work that is late.
   *
   * @throws EndpointException DEADLINE
   */
  void check() {
    if (nanosLeft() < 0) {
      throw late();
    }
  }

  EndpointException late() {
    return new EndpointException(
        EndpointError.DEADLINE, "Florence-2 took longer than " + patience.toSeconds() + " s.");
  }
}
