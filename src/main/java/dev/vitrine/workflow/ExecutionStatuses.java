package dev.vitrine.workflow;

import java.util.Optional;

/** Looks up what has become of an execution, without its history. */
public interface ExecutionStatuses {

  /**
   * {@return the status of an execution, see {@link ExecutionPath#status}; empty if it was never
   * started or ended over 90 days ago, when Step Functions forgets it}
   *
   * @param execution its name, of {@link WorkflowInput#executionName()}
   * @throws WorkflowUnavailableException when the service does not take the call now
   */
  Optional<String> status(String execution);
}
