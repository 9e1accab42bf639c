package dev.vitrine.stepfunctions.language;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One passage through one state: from its entry, over its retries, to where it goes next. */
final class Visit {

  /** Work of a state that may fail as the state may. */
  interface Attempt {
    void run() throws StateFailedException;
  }

  final Branch branch;
  final State state;
  final @Nullable Object input;
  private final Instant entered;
  private final long enteredEvent;
  private int retryCount;
  private int[] attempts;

  /** Undoes what the state has going on; null when nothing is. */
  private @Nullable Runnable cancel;

  /** The branches or iterations of a state that has some. */
  @Nullable OpenBranches open;

  Visit(Branch branch, State state, @Nullable Object input) {
    this.branch = branch;
    this.state = state;
    this.input = input;
    this.entered = branch.execution.now();
    this.attempts = new int[state.handlers.retriers().size()];
    enteredEvent =
        branch.event(
            state.type + "StateEntered",
            () -> Details.ofState(state.name).withJson("input", input).fields());
  }

  void start() {
    attempt(() -> state.run(this));
  }

  void attempt(Attempt work) {
    try {
      work.run();
    } catch (StateFailedException e) {
      failed(e);
    }
  }

  void running(Runnable cancelling) {
    cancel = cancelling;
  }

  void abort() {
    if (cancel != null) {
      cancel.run();
      cancel = null;
    }
  }

  /** Leaves by the state's own Output, Assign and Next. */
  void leave(View view, @Nullable Object defaultOutput) throws StateFailedException {
    leave(view, state.output, state.assign, defaultOutput, state.next);
  }

  /**
   * @param output null: {@code defaultOutput} is what the next state gets
   * @param next null ends the workflow
   */
  void leave(
      View view,
      @Nullable Template output,
      Assignment assign,
      @Nullable Object defaultOutput,
      @Nullable String next)
      throws StateFailedException {
    Object result = output == null ? defaultOutput : output.evaluate(view);
    Map<String, @Nullable Object> assigned = assign.evaluate(view);
    if ((result != input && Values.tooLarge(result)) || Values.tooLarge(assigned)) {
      throw StateFailedException.dataLimit(state.name);
    }
    cancel = null;
    branch.scope.assign(assigned);
    branch.event(state.type + "StateExited", () -> exited(result, assigned));
    if (next == null) {
      branch.end(result);
    } else {
      branch.enter(next, result);
    }
  }

  private Map<String, @Nullable Object> exited(
      @Nullable Object result, Map<String, @Nullable Object> assigned) {
    return Details.ofState(state.name)
        .withJson("output", result)
        .with("assignedVariables", assigned.isEmpty() ? null : assigned)
        .fields();
  }

  /** The interpreter could not do the state's work. */
  void failed(StateFailedException e) {
    abort();
    failed(explain(e));
  }

  /** The error as the state's handlers and the user get to see it. */
  private Failure explain(StateFailedException e) {
    String cause =
        e.isWholeCause()
            ? e.cause()
            : "An error occurred while executing the state '%s' (entered at the event id #%d). %s"
                .formatted(state.name, enteredEvent, e.cause());
    String location = e.location();
    if (location != null) {
      branch.event(
          "EvaluationFailed",
          () ->
              new Details()
                  .withFailure(new Failure(e.error(), cause))
                  .with("location", location)
                  .with("state", state.name)
                  .fields());
    }
    return new Failure(e.error(), cause);
  }

  void failed(Failure failure) {
    failed(failure, false);
  }

  /**
   * Retries, catches or gives up.
   *
   * @param heartbeat whether a task was too long without one
   */
  void failed(Failure failure, boolean heartbeat) {
    cancel = null;
    branch.execution.history.failed(state.name, failure);
    OptionalInt retrier = state.handlers.retrierFor(failure, heartbeat);
    if (retrier.isPresent() && retry(retrier.getAsInt())) {
      return;
    }
    Optional<Catcher> catcher = state.handlers.catcherFor(failure, heartbeat);
    if (catcher.isEmpty()) {
      giveUp(failure);
      return;
    }
    sayContainerFailed();
    View view = View.of(this).errorOutput(failure);
    Catcher caught = catcher.get();
    try {
      leave(view, caught.output(), caught.assign(), failure.asOutput(), caught.next());
    } catch (StateFailedException e) {
      // An error of the Catch itself: nothing is left that could handle it.
      branch.fail(explain(e));
    }
  }

  private boolean retry(int index) {
    Retrier retrier = state.handlers.retriers().get(index);
    if (attempts[index] >= retrier.maxAttempts()) {
      return false;
    }
    Execution execution = branch.execution;
    Instant due = execution.now().plus(retrier.delay(attempts[index], execution.random()));
    attempts[index]++;
    retryCount++;
    // The next attempt begins with new branches; what is left of these is no longer of interest.
    open = null;
    long timer = execution.setTimer(due, this::start);
    running(() -> execution.cancelTimer(timer));
    return true;
  }

  private void giveUp(Failure failure) {
    sayContainerFailed();
    branch.fail(failure);
  }

  /** A Map or Parallel state that failed has an event for it, also when the error is caught. */
  private void sayContainerFailed() {
    if (!state.inner().isEmpty()) {
      branch.event(state.type + "StateFailed", Map::of);
    }
  }

  /** Carries on after the execution ended here: with the branches that were not done, or anew. */
  void redrive() {
    attempts = new int[state.handlers.retriers().size()];
    retryCount = 0;
    OpenBranches unfinished = open;
    if (unfinished == null) {
      branch.execution.later(this::start);
    } else {
      running(unfinished::abort);
      unfinished.redrive();
    }
  }

  /**
   * Checks the size of what a field made.
   *
   * @throws StateFailedException States.DataLimitExceeded if it is too long
   */
  void limit(@Nullable Object made) throws StateFailedException {
    if (made != input && Values.tooLarge(made)) {
      throw StateFailedException.dataLimit(state.name);
    }
  }

  /** A whole number of at least {@code least}; an expression's result is checked. */
  int wholeNumber(Template template, int least) throws StateFailedException {
    Object value = template.evaluate(View.of(this));
    if (value instanceof Number number
        && number.doubleValue() == Math.rint(number.doubleValue())
        && number.doubleValue() >= least
        && number.doubleValue() <= Fields.MAX_SECONDS) {
      return number.intValue();
    }
    throw template.wrongType(
        value instanceof Number ? "whole number of at least " + least : "number", value);
  }

  Map<String, @Nullable Object> context() {
    Map<String, @Nullable Object> context = branch.execution.context();
    Map<String, @Nullable Object> current = new LinkedHashMap<>();
    current.put("EnteredTime", entered.toString());
    current.put("Name", state.name);
    if (!state.handlers.equals(ErrorHandlers.NONE) || state.type.equals("Task")) {
      current.put("RetryCount", retryCount);
    }
    context.put("State", current);
    if (branch.item != null) {
      context.put("Map", Map.of("Item", branch.item));
    }
    return context;
  }
}
