package dev.vitrine.lesson;

import org.jspecify.annotations.Nullable;

/**
 * What a seller has taught cannot be read or kept now. The {@code Retry} of state TagImage names
 * this class.
 */
public class LessonsUnavailableException extends RuntimeException {
  public LessonsUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
