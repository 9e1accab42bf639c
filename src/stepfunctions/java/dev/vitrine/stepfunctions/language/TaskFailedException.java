package dev.vitrine.stepfunctions.language;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A task ended without a result; a stage or a future may end with it. */
public final class TaskFailedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String error;

  /**
   * @param error what ErrorEquals is compared with
   * @param cause text for a person; null when there is none
   */
  public TaskFailedException(String error, @Nullable String cause) {
    super(cause, null, false, false);
    this.error = error;
  }

  public Failure failure() {
    return new Failure(error, getMessage());
  }

  /** What a stage that ended with {@code thrown} means for the task. */
  public static Failure failureOf(Throwable thrown) {
    Throwable inner = thrown;
    while (inner instanceof CompletionException && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner instanceof TaskFailedException failed
        ? failed.failure()
        : new Failure(Failure.TASK_FAILED, String.valueOf(inner));
  }
}
