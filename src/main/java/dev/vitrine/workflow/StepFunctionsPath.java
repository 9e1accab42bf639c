package dev.vitrine.workflow;

import dev.vitrine.workflow.ExecutionPath.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/**
 * Folds the events of an execution into the steps it took. Branches and map items interleave, so an
 * event belongs to the step that its chain of previous events leads back to.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html">HistoryEvent</a>
 */
final class StepFunctionsPath {
  private static final Set<String> LOST =
      Set.of("ExecutionFailed", "ExecutionTimedOut", "ExecutionAborted");

  private final List<OpenStep> steps = new ArrayList<>();
  private final Map<Long, OpenStep> stepOfEvent = new HashMap<>();

  void read(HistoryEvent event) {
    String type = event.typeAsString();
    OpenStep step = stepOfEvent.get(event.previousEventId());
    if (type.endsWith("StateEntered")) {
      step = enter(event, type, step);
    } else if (type.endsWith("StateExited")) {
      step = leave(event, step);
    } else if (LOST.contains(type)) {
      if (step != null) {
        StepFunctionsError.of(event).ifPresent(step::failedWith);
      }
      steps.forEach(open -> open.end(event.timestamp()));
    } else if (type.startsWith("ParallelState") || type.startsWith("MapState")) {
      step = containerEvent(event, type, step);
    } else if (step != null) {
      stepEvent(event, type, step);
    }
    if (step != null) {
      stepOfEvent.put(event.id(), step);
    }
  }

  private OpenStep enter(HistoryEvent event, String type, @Nullable OpenStep before) {
    boolean inside = before != null && before.container && before.isOpen();
    OpenStep outer = inside ? before : before == null ? null : before.outer;
    boolean container = type.startsWith("Parallel") || type.startsWith("Map");
    String name = event.stateEnteredEventDetails().name();
    OpenStep step = new OpenStep(name, event.timestamp(), outer, container);
    steps.add(step);
    return step;
  }

  /**
   * Ends the named step. The exit event of a Parallel or Map follows the last event inside of it.
   */
  private @Nullable OpenStep leave(HistoryEvent event, @Nullable OpenStep step) {
    String name = event.stateExitedEventDetails().name();
    OpenStep leaving = around(step, each -> each.isOpen() && each.state.equals(name));
    if (leaving != null) {
      endInside(leaving, event);
      leaving.exit(event.timestamp());
    }
    return leaving;
  }

  /** Attributes the event to the innermost open container, as these events name no state. */
  private @Nullable OpenStep containerEvent(
      HistoryEvent event, String type, @Nullable OpenStep step) {
    OpenStep container = around(step, each -> each.isOpen() && each.container);
    if (container == null) {
      return step;
    }
    if (type.endsWith("Started")) {
      // Each attempt starts anew: branches of an earlier attempt that are still open have ended.
      endInside(container, event);
      container.succeeded = false;
    } else if (type.endsWith("Succeeded")) {
      container.succeeded = true;
    } else {
      endInside(container, event);
      container.end(event.timestamp());
    }
    return container;
  }

  private void stepEvent(HistoryEvent event, String type, OpenStep step) {
    if (type.equals("LambdaFunctionScheduled") || type.equals("TaskScheduled")) {
      step.attempt();
    } else if (type.endsWith("StateAborted")
        || type.equals("MapIterationFailed")
        || type.equals("MapIterationAborted")) {
      if (!step.container) {
        step.end(event.timestamp());
      }
    } else {
      StepFunctionsError.of(event).ifPresent(step::failedWith);
    }
  }

  /** {@return the first match among a step and the containers around it, innermost first} */
  private static @Nullable OpenStep around(@Nullable OpenStep step, Predicate<OpenStep> wanted) {
    OpenStep each = step;
    while (each != null && !wanted.test(each)) {
      each = each.outer;
    }
    return each;
  }

  private void endInside(OpenStep container, HistoryEvent event) {
    for (OpenStep step : steps) {
      if (step.isOpen() && around(step.outer, container::equals) != null) {
        step.end(event.timestamp());
      }
    }
  }

  List<Step> steps() {
    return steps.stream().map(OpenStep::close).toList();
  }
}
