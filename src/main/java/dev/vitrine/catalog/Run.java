package dev.vitrine.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 * @param since when the run last showed a sign of life, or the sweep last tried to start it
 * @param troubledSince time of the first failure for which the sweep has been repeating the work;
 *     null if the sweep repeats nothing
 * @param lostSince when the work last showed a sign of life before the sweep found no execution of
 *     it; null if the sweep found one, or has not looked
 * @param awaited whether a person has ordered a restyle that joined the run, so that it goes before
 *     those that wait, as far as it has not begun: its start, its restyles, its repetition
 */
public record Run(
    Work work,
    int attempt,
    boolean urgent,
    int restarts,
    String execution,
    Instant since,
    @Nullable Instant troubledSince,
    @Nullable Instant lostSince,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean awaited) {

  static Run of(WorkflowInput input, int restarts, Instant now) {
    return new Run(
        input.work(),
        input.attempt(),
        input.urgent(),
        restarts,
        input.executionName(),
        now,
        null,
        null,
        false);
  }

  /** {@return whether the latest run is still to describe an image} */
  public static boolean isDescribing(ImageRecord image) {
    return image.status().unfinished() && isUndescribed(image);
  }

  /** {@return whether the latest run is to describe an image, or was, and stored no description} */
  static boolean isUndescribed(ImageRecord image) {
    Run run = image.run();
    return image.description() == null
        || (run.work == Work.DESCRIBE && !hasDescribed(image, run.execution));
  }

  /** {@return whether the latest run was to describe an image, and has failed} */
  public static boolean hasFailedToDescribe(ImageRecord image) {
    return image.failure() != null && isUndescribed(image);
  }

  /**
   * {@return whether another execution than this one is describing an image} It is not if this one
   * has described the image since the other began.
   */
  static boolean isAnotherDescribing(ImageRecord image, String execution) {
    Measurements measured = image.measured();
    return isDescribing(image)
        && !image.run().execution.equals(execution)
        && !(hasDescribed(image, execution)
            && measured != null
            && !measured.evidence().at().isBefore(image.run().since));
  }

  /** {@return whether an image has the description that an execution stored} */
  static boolean hasDescribed(ImageRecord image, String execution) {
    Measurements measured = image.measured();
    return image.description() != null
        && measured != null
        && execution.equals(measured.evidence().execution());
  }

  /** {@return the run with a sign of life now} */
  public Run at(Instant now) {
    return new Run(work, attempt, urgent, restarts, execution, now, troubledSince, null, awaited);
  }

  Run troubledSince(@Nullable Instant failed) {
    return new Run(work, attempt, urgent, restarts, execution, since, failed, lostSince, awaited);
  }

  /** {@return the run, which the sweep starts in the place of one that it found lost} */
  Run after(Run lost) {
    return new Run(
        work,
        attempt,
        urgent,
        restarts,
        execution,
        since,
        troubledSince,
        lost.lastSignOfLife(),
        awaited);
  }

  /** {@return the run, with a restyle that has joined it and for which a person waits} */
  Run joinedUrgently() {
    return new Run(
        work, attempt, urgent, restarts, execution, since, troubledSince, lostSince, true);
  }

  /** {@return whether a person waits for what an image lacks: its description, or its restyles} */
  static boolean isUrgent(ImageRecord image) {
    Run run = image.run();
    return run.urgent || (run.awaited && !isDescribing(image));
  }

  /** {@return when the work last showed one, however often it was started in vain since} */
  public Instant lastSignOfLife() {
    return lostSince == null ? since : lostSince;
  }
}
