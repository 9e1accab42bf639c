package dev.vitrine.catalog;

import dev.vitrine.workflow.WorkflowInput;
import dev.vitrine.workflow.WorkflowInput.Work;
import java.time.Instant;

/**
 * The latest execution of the state machine on an image.
 *
 * @param work the kind of work
 * @param attempt 0 for a revision's first, one more for each later one
 * @param restarts how often in a row the sweep started the image again
 * @param execution its name, from which its ARN follows
 * @param since when the run last showed a sign of life
 */
public record Run(Work work, int attempt, int restarts, String execution, Instant since) {

  static Run of(WorkflowInput input, int restarts, Instant now) {
    return new Run(input.work(), input.attempt(), restarts, input.executionName(), now);
  }

  Run at(Instant now) {
    return new Run(work, attempt, restarts, execution, now);
  }
}
