package dev.vitrine.workflow;

import java.util.Optional;

/** Looks up the path an execution took. */
public interface ExecutionHistory {

  /**
   * {@return the path of an execution; empty if it was never started or ended over 90 days ago,
   * when Step Functions forgets it}
   *
   * @param execution its name, of {@link WorkflowInput#executionName()}
   * @throws WorkflowUnavailableException when the service does not take the call now
   */
  Optional<ExecutionPath> path(String execution);
}
