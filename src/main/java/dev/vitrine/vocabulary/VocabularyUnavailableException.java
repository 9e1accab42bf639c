package dev.vitrine.vocabulary;

import org.jspecify.annotations.Nullable;

/**
 * Vocabularies cannot be read or written at the moment: DynamoDB throttles or cannot be reached, or
 * too many changes happen at once. The state machine's {@code Retry} names this class.
 */
public class VocabularyUnavailableException extends RuntimeException {
  public VocabularyUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
