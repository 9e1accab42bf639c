package dev.vitrine.workflow;

/** Tells the workflow how a task went that it has handed over with a token. */
public interface TaskReports {

  /**
   * Lets the workflow go on.
   *
   * @param taskToken {@code $states.context.Task.Token}
   * @param result a JSON object, the task's result
   * @return whether a task was waiting; not, when it was told before or has run out of time
   * @throws WorkflowUnavailableException when the service does not take the call now
   */
  boolean succeeded(String taskToken, String result);

  /**
   * Lets the workflow retry or catch.
   *
   * @param error as in {@code ErrorEquals} of the task's state
   * @param cause in words
   * @return whether a task was waiting
   * @throws WorkflowUnavailableException when the service does not take the call now
   */
  boolean failed(String taskToken, String error, String cause);
}
