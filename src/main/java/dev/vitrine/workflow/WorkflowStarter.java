package dev.vitrine.workflow;

/** Starts executions of the state machine. */
public interface WorkflowStarter {

  /**
   * Starts an execution named {@link WorkflowInput#executionName()}; when one of that name exists
   * already, does nothing.
   *
   * @throws WorkflowUnavailableException when the service does not take the call now
   */
  void start(WorkflowInput input);
}
