package dev.vitrine.endpoint;

/**
 * The requests of one task take longer together than its function may run. Fails the task, and the
 * sweep starts the picture again later: begun anew by the queue, the task would take as long again.
 */
public class TaskOutOfTimeException extends RuntimeException {
  public TaskOutOfTimeException(String message) {
    super(message);
  }
}
