package dev.vitrine.stepfunctions.language;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One thread of control through one workflow: in one state at a time. */
final class Branch {

  /** Whoever waits for the branch to end. */
  interface Owner {
    void branchEnded(Branch branch, @Nullable Object output);

    /** The branch is still in the state that failed. */
    void branchFailed(Branch branch, Failure failure);
  }

  final Execution execution;
  final Scope scope;
  final int index;

  /** {@code $states.context.Map.Item} of an iteration. */
  final @Nullable Map<String, @Nullable Object> item;

  private final Workflow workflow;
  private final Owner owner;
  private long lastEvent;
  private @Nullable Visit visit;
  private String nextState;
  private @Nullable Object nextInput;
  private boolean stopped;

  Branch(
      Execution execution,
      Workflow workflow,
      @Nullable Scope outer,
      Owner owner,
      int index,
      @Nullable Map<String, @Nullable Object> item,
      long lastEvent) {
    this.execution = execution;
    this.workflow = workflow;
    this.scope = new Scope(outer);
    this.owner = owner;
    this.index = index;
    this.item = item;
    this.lastEvent = lastEvent;
    this.nextState = workflow.startAt();
  }

  /** A branch inside of the state this one is in. */
  Branch inner(
      Workflow inner,
      Owner container,
      int number,
      @Nullable Map<String, @Nullable Object> ofItem,
      long after) {
    Map<String, @Nullable Object> visible = ofItem == null ? item : ofItem;
    return new Branch(execution, inner, scope, container, number, visible, after);
  }

  void start(@Nullable Object input) {
    enter(workflow.startAt(), input);
  }

  /**
   * Enters the state in a later step of the execution: a long machine must not become a deep stack.
   */
  void enter(String state, @Nullable Object input) {
    visit = null;
    nextState = state;
    nextInput = input;
    execution.later(this::arrive);
  }

  private void arrive() {
    if (!stopped) {
      Visit arrived = new Visit(this, workflow.state(nextState), nextInput);
      visit = arrived;
      arrived.start();
    }
  }

  void end(@Nullable Object output) {
    visit = null;
    owner.branchEnded(this, output);
  }

  void fail(Failure failure) {
    stopped = true;
    owner.branchFailed(this, failure);
  }

  /** Stops where it is, because another branch failed or the execution was stopped. */
  void abort() {
    stopped = true;
    if (visit != null) {
      visit.abort();
    }
  }

  /**
   * Writes into the history that the state was aborted in which the branch stopped. AWS has such an
   * event for the four types of states that take time only.
   */
  void reportAborted() {
    if (visit == null) {
      return;
    }
    if (visit.open != null) {
      visit.open.reportAborted();
    }
    switch (visit.state.type) {
      case "Task", "Wait", "Map", "Parallel" ->
          execution.event(visit.state.type + "StateAborted", lastEvent, Map::of);
      default -> {}
    }
  }

  /** Carries on a branch that failed or was aborted. */
  void redrive() {
    stopped = false;
    if (visit == null) {
      enter(nextState, nextInput);
    } else {
      visit.redrive();
    }
  }

  long event(String type, Supplier<Map<String, @Nullable Object>> details) {
    lastEvent = execution.event(type, lastEvent, details);
    return lastEvent;
  }

  long lastEvent() {
    return lastEvent;
  }

  void follows(long event) {
    lastEvent = event;
  }
}
