package dev.vitrine.workflow;

/** The workflow service did not take a call; trying again later may help. */
public class WorkflowUnavailableException extends RuntimeException {
  public WorkflowUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
