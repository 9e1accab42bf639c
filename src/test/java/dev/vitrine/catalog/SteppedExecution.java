package dev.vitrine.catalog;

import static dev.vitrine.TestContext.A_MINUTE;

import dev.vitrine.catalog.RecordFailureHandler.End;
import dev.vitrine.catalog.RecordFailureHandler.ImageFailure;
import dev.vitrine.catalog.StoreDescriptionHandler.PromptEnd;
import dev.vitrine.catalog.StoreDescriptionHandler.TagEnd;
import dev.vitrine.failure.ImageError;
import dev.vitrine.render.RenderImageResult.Rendered;
import dev.vitrine.restyle.RestyleImageResult;
import dev.vitrine.workflow.RestyleOrder;
import dev.vitrine.workflow.WorkflowInput;
import dev.vitrine.workflow.WorkflowInput.Work;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * An execution of the state machine, which takes its next step when it is told to. Its steps are
 * the handlers that write the record: StoreDescription, then StoreRestyle for each restyle, then
 * FinishImage; or RecordFailure in the place of any of them.
 */
final class SteppedExecution {
  /** An error that the sweep repeats, and one that it leaves to people. */
  private static final ImageError.Caught PASSING = new ImageError.Caught("States.Timeout", "");

  private static final ImageError.Caught OURS = new ImageError.Caught("java.lang.Error", "no");

  private final WorkflowInput input;
  private final Catalog catalog;
  private final Leftovers leftovers;
  private final Clock clock;
  private final Queue<RestyleOrder> toPaint = new ArrayDeque<>();
  private boolean isDescribing;
  private boolean hasEnded;

  SteppedExecution(WorkflowInput input, Catalog catalog, Leftovers leftovers, Clock clock) {
    this.input = input;
    this.catalog = catalog;
    this.leftovers = leftovers;
    this.clock = clock;
    this.isDescribing = input.work() == Work.DESCRIBE;
    if (!isDescribing) {
      toPaint.addAll(input.restyles());
    }
  }

  boolean is(String name) {
    return input.executionName().equals(name);
  }

  boolean isDescribing() {
    return isDescribing;
  }

  boolean hasEnded() {
    return hasEnded;
  }

  /** {@return a number that changes with each step} */
  int steps() {
    return (isDescribing ? 100 : 1) + toPaint.size();
  }

  void goOn() {
    if (isDescribing) {
      isDescribing = false;
      toPaint.addAll(described().restyles());
    } else if (!toPaint.isEmpty()) {
      RestyleOrder order = toPaint.remove();
      store(order, Examples.painted(order), null);
    } else {
      new FinishImageHandler(catalog, leftovers, clock)
          .handleRequest(
              new FinishImageHandler.Request(input.image(), input.executionName()), A_MINUTE);
      hasEnded = true;
    }
  }

  private StoreDescriptionHandler.Result described() {
    Rendered rendered =
        new Rendered("jpeg", 6, 4, 10, List.of(), "white", 0.2, null, List.of(), null, null);
    return new StoreDescriptionHandler(catalog, leftovers, clock)
        .handleRequest(
            new StoreDescriptionHandler.Request(
                input.image(),
                input.executionName(),
                rendered,
                new TagEnd(Examples.tags("cup"), null),
                new PromptEnd(Examples.prompt("a prompt"), null),
                null,
                input.restyles()),
            A_MINUTE);
  }

  void failToPaint() {
    if (!toPaint.isEmpty()) {
      store(toPaint.remove(), null, PASSING);
    }
  }

  private void store(
      RestyleOrder order, @Nullable RestyleImageResult painted, ImageError.@Nullable Caught error) {
    new StoreRestyleHandler(catalog, leftovers)
        .handleRequest(
            new StoreRestyleHandler.Request(
                input.image(), input.executionName(), order, painted, error),
            A_MINUTE);
  }

  void fail() {
    String painting = toPaint.isEmpty() ? "FinishImage" : "RestyleImages";
    end(End.FAILED, isDescribing ? "RenderImage" : painting);
  }

  void reject() {
    if (isDescribing) {
      end(End.REJECTED, "RenderImage");
    }
  }

  private void end(End end, String step) {
    new RecordFailureHandler(catalog, leftovers, clock)
        .handleRequest(
            new RecordFailureHandler.Request(
                input.image(), input.executionName(), new ImageFailure(end, step, OURS)),
            A_MINUTE);
    hasEnded = true;
  }
}
