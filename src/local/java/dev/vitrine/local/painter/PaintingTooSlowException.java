package dev.vitrine.local.painter;

import java.time.Duration;

/** A painting that was not finished within its time and was given up. */
public final class PaintingTooSlowException extends RuntimeException {
  private static final long serialVersionUID = 1;

  PaintingTooSlowException(Duration limit) {
    super("The painting was not finished within " + limit.toSeconds() + " s.");
  }
}
