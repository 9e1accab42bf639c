package dev.vitrine.catalog;

import org.jspecify.annotations.Nullable;

/**
 * The catalog cannot answer now: throttled, out of reach, or one record is changed by too many at
 * once. The state machine's {@code Retry} names this class.
 */
public class CatalogUnavailableException extends RuntimeException {
  public CatalogUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
