package dev.vitrine.workflow;

import java.util.Optional;

/** Looks up the path an execution took. */
public interface ExecutionHistory {

  /**
   * @param executionArn as {@link WorkflowStarter#start} returned it
   * @return empty when the service has forgotten the execution (90 days after its end)
   * @throws WorkflowUnavailableException when the service does not take the call now
   */
  Optional<ExecutionPath> path(String executionArn);
}
