package dev.vitrine.vocabulary;

/** Somebody else changed the vocabulary while its version before was to be made live again. */
public class RollbackOvertakenException extends RuntimeException {
  public RollbackOvertakenException(Throwable cause) {
    super(
        "The vocabulary has been changed at the same moment, so nothing was rolled back. Look which"
            + " version is live now.",
        cause);
  }
}
