package dev.vitrine.local.eyes;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A folder holds no model that can be used; the message is one line that says why. */
public final class UnusableModelException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param why one sentence
   */
  public UnusableModelException(Path folder, String why) {
    this(folder, why, null);
  }

  /**
   * @param why one sentence
   */
  public UnusableModelException(Path folder, String why, @Nullable Throwable cause) {
    super(folder + " cannot be used as a model: " + why, cause);
  }

  /** {@return what happened while a folder's model was tried out, as this exception} */
  public static UnusableModelException of(Path folder, Exception failure) {
    return failure instanceof UnusableModelException known
        ? known
        : new UnusableModelException(folder, String.valueOf(failure.getMessage()), failure);
  }
}
