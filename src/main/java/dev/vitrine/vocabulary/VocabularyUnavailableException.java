package dev.vitrine.vocabulary;

import org.jspecify.annotations.Nullable;

/**
 * Vocabularies cannot be read or written now: throttled, out of reach, or changed by too many at
 * once. The state machine's {@code Retry} names this class.
 */
public class VocabularyUnavailableException extends RuntimeException {
  public VocabularyUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
