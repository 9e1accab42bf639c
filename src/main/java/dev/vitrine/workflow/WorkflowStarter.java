package dev.vitrine.workflow;

/** Starts executions of the state machine. */
public interface WorkflowStarter {
  /** Names the starter that calls Step Functions at once; local mode puts another before it. */
  String STEP_FUNCTIONS = "step-functions";

  /**
   * Starts an execution named {@link WorkflowInput#executionName()}; when one of that name exists
   * already, does nothing.
   *
   * @throws WorkflowUnavailableException when the service does not take the call now
   */
  void start(WorkflowInput input);
}
