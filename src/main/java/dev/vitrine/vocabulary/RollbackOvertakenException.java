package dev.vitrine.vocabulary;

/** Somebody else changed the live vocabulary during a rollback to the version before it. */
public class RollbackOvertakenException extends RuntimeException {
  public RollbackOvertakenException(Throwable cause) {
    super(
        "Somebody else changed the vocabulary at the same moment, so nothing was rolled back. Check"
            + " which version is live now.",
        cause);
  }
}
