package dev.vitrine.stepfunctions.language;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a machine: a function of its signals. It does nothing on its own, waits for
 * nothing and reads no clock, so the same signals make the same execution again, with the same task
 * and timer ids. Not thread-safe: one signal at a time.
 */
public final class Execution implements Moment, Branch.Owner {

  /** The limit of the service; an endless loop ends here. */
  public static final int MAX_EVENTS = 25_000;

  /**
   * The stack a thread needs that applies signals: enough for the deepest expression that is
   * allowed, also before its code is compiled. On a smaller one, how deep an expression may go
   * depends on what the JVM has compiled so far.
   */
  public static final long STACK_BYTES = 32L * 1024 * 1024;

  private final StateMachine machine;
  final ExecutionInfo info;
  private final Effects effects;
  final History history;
  private final SplittableRandom random;
  private final Deque<Runnable> ready = new ArrayDeque<>();
  private final Map<Long, TaskRun> tasks = new LinkedHashMap<>();
  private final Timers timers;
  private final Branch top;
  private Instant now;
  private long lastId;
  private long lastEvent;
  private long timeout;
  private int redrives;
  private @Nullable Instant redriven;
  private @Nullable ExecutionResult result;

  public Execution(StateMachine machine, ExecutionInfo info, Effects effects, History history) {
    this.machine = machine;
    this.info = info;
    this.effects = effects;
    this.timers = new Timers(effects);
    this.history = history;
    this.random = new SplittableRandom(info.seed());
    this.now = info.started();
    this.top = new Branch(this, machine.workflow(), null, this, 0, null, 0);
  }

  /** Signals that no longer concern anybody are ignored. */
  public void apply(Signal signal, Instant at) {
    if (at.isAfter(now)) {
      now = at;
    }
    try {
      if (signal instanceof Signal.Redriven) {
        redrive();
      } else if (result == null) {
        dispatch(signal);
      }
      while (result == null && !ready.isEmpty()) {
        ready.poll().run();
      }
    } catch (HistoryFullException e) {
      end(
          ExecutionResult.failed(ExecutionResult.Status.FAILED, Failure.HISTORY_FULL),
          "ExecutionFailed",
          lastEvent);
    }
  }

  private void dispatch(Signal signal) {
    if (signal instanceof Signal.Started) {
      start();
    } else if (signal instanceof Signal.TaskSucceeded done) {
      Optional.ofNullable(tasks.remove(done.task()))
          .ifPresent(task -> task.succeeded(done.output()));
    } else if (signal instanceof Signal.TaskFailed failed) {
      Optional.ofNullable(tasks.remove(failed.task()))
          .ifPresent(task -> task.failed(failed.failure()));
    } else if (signal instanceof Signal.TaskSubmitted submitted) {
      Optional.ofNullable(tasks.get(submitted.task()))
          .ifPresent(task -> task.submitted(submitted.output()));
    } else if (signal instanceof Signal.TaskStarted started) {
      Optional.ofNullable(tasks.get(started.task())).ifPresent(TaskRun::begun);
    } else if (signal instanceof Signal.Heartbeat heartbeat) {
      Optional.ofNullable(tasks.get(heartbeat.task())).ifPresent(TaskRun::beat);
    } else if (signal instanceof Signal.TimerFired fired) {
      Optional.ofNullable(timers.fire(fired.timer())).ifPresent(Runnable::run);
    } else if (signal instanceof Signal.Stopped stopped) {
      end(
          ExecutionResult.failed(ExecutionResult.Status.ABORTED, stopped.failure()),
          "ExecutionAborted",
          0);
    }
  }

  private void start() {
    event(
        "ExecutionStarted",
        0,
        () ->
            new Details().withJson("input", info.input()).with("roleArn", info.roleArn()).fields());
    limitTime();
    top.start(info.input());
  }

  private void limitTime() {
    if (machine.timeoutSeconds() > 0) {
      Failure none = new Failure(null, null);
      ExecutionResult late = ExecutionResult.failed(ExecutionResult.Status.TIMED_OUT, none);
      Instant due = now.plusSeconds(machine.timeoutSeconds());
      timeout = prepareLimit(due, () -> end(late, "ExecutionTimedOut", 0));
      restartLimit(timeout, due);
    }
  }

  private void redrive() {
    if (result != null && result.status() == ExecutionResult.Status.SUCCEEDED) {
      return;
    }
    boolean ended = result != null;
    result = null;
    redrives++;
    redriven = now;
    event(
        "ExecutionRedriven",
        lastEvent,
        () -> new Details().with("redriveCount", redrives).fields());
    // Without a result the runner had given up, not the state machine: its states are as they were.
    if (ended) {
      limitTime();
      top.redrive();
    }
  }

  @Override
  public void branchEnded(Branch branch, @Nullable Object output) {
    end(ExecutionResult.succeeded(output), "ExecutionSucceeded", branch.lastEvent());
  }

  @Override
  public void branchFailed(Branch branch, Failure failure) {
    end(
        ExecutionResult.failed(ExecutionResult.Status.FAILED, failure),
        "ExecutionFailed",
        branch.lastEvent());
  }

  private void end(ExecutionResult ended, String event, long previous) {
    top.abort();
    ready.clear();
    cancelTimer(timeout);
    result = ended;
    Failure failure = ended.failure();
    append(
        event,
        previous,
        ended.status() == ExecutionResult.Status.SUCCEEDED
            ? () -> new Details().withJson("output", ended.output()).fields()
            : () -> new Details().withFailure(failure).fields());
    effects.ended(ended);
  }

  /** Empty while it runs. */
  public Optional<ExecutionResult> result() {
    return Optional.ofNullable(result);
  }

  /** A task that was started and has not ended. */
  public record OpenTask(TaskCall call, boolean submitted) {}

  /**
   * The tasks that have not ended. Whoever makes this execution again from its signals must call
   * them again, except those that were submitted: they only wait for their token.
   */
  public List<OpenTask> openTasks() {
    List<OpenTask> open = new ArrayList<>();
    tasks.values().forEach(task -> open.add(new OpenTask(task.call(), task.submitted())));
    return open;
  }

  /**
   * A timer that was set and has not fired.
   *
   * @param limit whether it was set by {@link Effects#setLimit}
   */
  public record OpenTimer(Instant due, boolean limit) {}

  /**
   * Timers that were set and have not fired, except those of tasks that must be called again: their
   * time counts from the new start.
   */
  public Map<Long, OpenTimer> openTimers() {
    Set<Long> calledAgain = new HashSet<>();
    tasks.values().stream()
        .filter(task -> !task.submitted())
        .forEach(task -> calledAgain.addAll(task.timers()));
    return timers.open(calledAgain);
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public SplittableRandom random() {
    return random;
  }

  Map<String, @Nullable Object> context() {
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    context.put("Execution", info.executionContext(redrives, redriven));
    context.put("StateMachine", info.machineContext());
    return context;
  }

  void later(Runnable step) {
    ready.add(step);
  }

  /** Never 0, so that 0 can mean none. */
  long newId() {
    return ++lastId;
  }

  String token(long id) {
    return effects.token(id);
  }

  /** Returns whether the task's work has begun. */
  boolean startTask(TaskRun task) {
    tasks.put(task.call().id(), task);
    return effects.startTask(task.call());
  }

  void cancelTask(long id) {
    if (tasks.remove(id) != null) {
      effects.cancelTask(id);
    }
  }

  long setTimer(Instant due, Runnable action) {
    long id = newId();
    timers.set(id, due, action);
    return id;
  }

  /** Makes the timer of a limit, which is not set before {@link #restartLimit}. */
  long prepareLimit(Instant due, Runnable action) {
    long id = newId();
    timers.prepareLimit(id, due, action);
    return id;
  }

  void restartLimit(long id, Instant due) {
    timers.restart(id, due);
  }

  void cancelTimer(long id) {
    timers.cancel(id);
  }

  long event(String type, long previous, Supplier<Map<String, @Nullable Object>> details) {
    if (lastEvent >= MAX_EVENTS - 1) {
      throw new HistoryFullException();
    }
    return append(type, previous, details);
  }

  private long append(String type, long previous, Supplier<Map<String, @Nullable Object>> details) {
    history.event(++lastEvent, previous, now, type, details);
    return lastEvent;
  }
}
