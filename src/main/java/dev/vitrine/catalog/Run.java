package dev.vitrine.catalog;

import dev.vitrine.workflow.WorkflowInput;
import dev.vitrine.workflow.WorkflowInput.Work;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The latest execution of the state machine on an image.
 *
 * @param work the kind of work
 * @param attempt 0 for a revision's first, one more for each later one
 * @param restarts number of times in a row that the sweep has started the image again
 * @param execution its name
 * @param executionArn null until it was started
 * @param since when the run last made progress
 */
public record Run(
    Work work,
    int attempt,
    int restarts,
    String execution,
    @Nullable String executionArn,
    Instant since) {

  static Run of(WorkflowInput input, int restarts, Instant now) {
    return new Run(input.work(), input.attempt(), restarts, input.executionName(), null, now);
  }

  Run started(String arn, Instant now) {
    return new Run(work, attempt, restarts, execution, arn, now);
  }

  Run seen(Instant now) {
    return new Run(work, attempt, restarts, execution, executionArn, now);
  }
}
