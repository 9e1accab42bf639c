package dev.vitrine.endpoint;

import org.jspecify.annotations.Nullable;

/**
 * A model cannot answer now: busy, starting, out of memory or not deployed. The state machine's
 * {@code Retry} names this class.
 */
public class ModelUnavailableException extends RuntimeException {
  public ModelUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
