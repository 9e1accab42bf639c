package dev.vitrine.endpoint;

/**
 * An asynchronous endpoint has been asked and has not answered yet, or has enough to do. However
 * long that takes, the model is not away: the task stays in its queue.
 */
public class AnswerPendingException extends ModelUnavailableException {
  public AnswerPendingException(String message) {
    super(message, null);
  }
}
