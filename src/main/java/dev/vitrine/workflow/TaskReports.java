package dev.vitrine.workflow;

/** Reports the end of a task to the workflow, which waits for it with a token. */
public interface TaskReports {

  /**
   * Reports success: the workflow goes on.
   *
   * @param taskToken {@code $states.context.Task.Token}
   * @param result a JSON object, the task's result
   * @return whether the task was still waiting; false if its end was reported before or it timed
   *     out
   * @throws WorkflowUnavailableException when the service does not take the call now
   */
  boolean succeeded(String taskToken, String result);

  /**
   * Reports failure: the workflow retries or catches.
   *
   * @param error as in {@code ErrorEquals} of the task's state
   * @param cause in words
   * @return whether the task was still waiting
   * @throws WorkflowUnavailableException when the service does not take the call now
   */
  boolean failed(String taskToken, String error, String cause);
}
