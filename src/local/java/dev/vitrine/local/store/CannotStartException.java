package dev.vitrine.local.store;

import org.jspecify.annotations.Nullable;

/** Local mode cannot start; the message is one line that says why and what to do. */
public class CannotStartException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param why a clause and, where there is one, the remedy
   */
  public CannotStartException(String why, @Nullable Throwable cause) {
    super("Vitrine cannot start: " + why, cause);
  }
}
