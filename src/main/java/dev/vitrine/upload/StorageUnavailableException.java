package dev.vitrine.upload;

/** The picture store cannot answer now. The state machine's {@code Retry} names this class. */
public class StorageUnavailableException extends RuntimeException {
  public StorageUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
