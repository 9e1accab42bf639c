package dev.vitrine.table;

import org.jspecify.annotations.Nullable;

/**
 * The table cannot answer now: out of reach, or throttled or contended until the caller's deadline.
 * Nothing was written. The state machine's {@code Retry} names this class.
 */
public class TableUnavailableException extends RuntimeException {
  public TableUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
