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
 * @param urgent whether a person asked for it
 * @param restarts how often in a row the sweep started the image again
 * @param execution its name, from which its ARN follows
 * @param since when the run last showed a sign of life
 * @param troubledSince time of the first failure for which the sweep has been repeating the work;
 *     null if the sweep repeats nothing
 */
public record Run(
    Work work,
    int attempt,
    boolean urgent,
    int restarts,
    String execution,
    Instant since,
    @Nullable Instant troubledSince) {

  static Run of(WorkflowInput input, int restarts, Instant now) {
    return new Run(
        input.work(), input.attempt(), input.urgent(), restarts, input.executionName(), now, null);
  }

  public Run at(Instant now) {
    return new Run(work, attempt, urgent, restarts, execution, now, troubledSince);
  }

  Run troubledSince(@Nullable Instant failed) {
    return new Run(work, attempt, urgent, restarts, execution, since, failed);
  }
}
