package dev.vitrine.stepfunctions.runner;

import dev.vitrine.stepfunctions.language.Effects;
import dev.vitrine.stepfunctions.language.Execution;
import dev.vitrine.stepfunctions.language.ExecutionResult;
import dev.vitrine.stepfunctions.language.Failure;
import dev.vitrine.stepfunctions.language.History;
import dev.vitrine.stepfunctions.language.Signal;
import dev.vitrine.stepfunctions.language.StateMachine;
import dev.vitrine.stepfunctions.language.TaskCall;
import dev.vitrine.stepfunctions.language.TaskFailedException;
import dev.vitrine.stepfunctions.language.Values;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * An execution that has not ended. Every signal goes to the journal first and to the interpreter
 * when it is on disk, so nothing follows from what could be lost. No thread waits for it.
 */
final class LiveExecution implements Effects {

  private static final Logger LOG = Logger.getLogger(LiveExecution.class.getName());

  private record Delivery(Signal signal, Instant at) {}

  private final long number;
  private final ExecutionStart start;
  private final StateMachineRunner runner;
  private final Execution execution;
  private final TaskTokens tokens;
  private final Map<Long, Future<?>> timers = new ConcurrentHashMap<>();
  private final Set<Long> awaited = ConcurrentHashMap.newKeySet();
  private final Queue<Delivery> mailbox = new ArrayDeque<>();
  private final CompletableFuture<ExecutionStart> started = new CompletableFuture<>();
  private final CompletableFuture<Instant> ended = new CompletableFuture<>();
  private boolean busy;
  private boolean replaying;
  private volatile long lastPosition;

  LiveExecution(
      long number, ExecutionStart start, StateMachine machine, StateMachineRunner runner) {
    this.number = number;
    this.start = start;
    this.runner = runner;
    this.tokens = new TaskTokens(number, start.seed());
    this.execution = new Execution(machine, start.info(), this, History.NONE);
  }

  ExecutionStart start() {
    return start;
  }

  /** Ends when the start is on disk. */
  CompletableFuture<ExecutionStart> started() {
    return started;
  }

  /** Ends with the time it stopped, when that is on disk. */
  CompletableFuture<Instant> ended() {
    return ended;
  }

  /** Of the last record that is on disk. */
  long lastPosition() {
    return lastPosition;
  }

  int redrives() {
    return execution.redrives();
  }

  void begin() {
    runner
        .store()
        .start(
            number,
            start,
            position -> {
              deliver(position, new Signal.Started(), start.started());
              started.complete(start);
            });
  }

  /** Makes it again from its records, without any effect. */
  void replay(List<JournalRecord> records) {
    replaying = true;
    for (JournalRecord each : records) {
      Signal signal = each.signal();
      if (signal != null) {
        execution.apply(signal, Instant.ofEpochMilli(each.time()));
      }
      lastPosition = each.position();
    }
    replaying = false;
    started.complete(start);
  }

  /** Asks again for everything that had not come when the process ended. */
  void resume() {
    execution.result().ifPresent(this::ended);
    for (Execution.OpenTask open : execution.openTasks()) {
      if (open.submitted()) {
        awaited.add(open.call().id());
      } else {
        startTask(open.call());
      }
    }
    execution.openTimers().forEach(this::setTimer);
  }

  /** Ends with its time when it is on disk. */
  CompletableFuture<Instant> redrive(ExecutionTable.Row ended) {
    Instant now = runner.now();
    CompletableFuture<Instant> durable = new CompletableFuture<>();
    runner
        .store()
        .redrive(
            ended,
            now,
            position -> {
              deliver(position, new Signal.Redriven(), now);
              durable.complete(now);
            });
    return durable;
  }

  /** Ends when it is on disk, or at once when the execution has ended and nobody cares. */
  CompletableFuture<Void> signal(Signal signal) {
    Instant now = runner.now();
    CompletableFuture<Void> durable = new CompletableFuture<>();
    boolean written =
        runner
            .store()
            .append(
                number,
                JournalRecord.of(signal, now.toEpochMilli()),
                position -> {
                  deliver(position, signal, now);
                  durable.complete(null);
                });
    if (!written) {
      durable.complete(null);
    }
    return durable;
  }

  private void deliver(long position, Signal signal, Instant at) {
    lastPosition = position;
    synchronized (mailbox) {
      mailbox.add(new Delivery(signal, at));
      if (busy) {
        return;
      }
      busy = true;
    }
    runner.execute(this::work);
  }

  private void work() {
    for (Delivery next = take(); next != null && !runner.isClosed(); next = take()) {
      try {
        execution.apply(next.signal(), next.at());
      } catch (UncheckedIOException e) {
        // The journal has said what is wrong; the next start carries on from what is on disk.
        return;
      } catch (RuntimeException | StackOverflowError e) {
        LOG.log(Level.SEVERE, "the execution " + start.arn() + " cannot go on", e);
        ended(
            new ExecutionResult(
                ExecutionResult.Status.FAILED,
                null,
                new Failure(Failure.RUNTIME, String.valueOf(e))));
      }
    }
  }

  private @Nullable Delivery take() {
    synchronized (mailbox) {
      Delivery next = mailbox.poll();
      busy = next != null;
      return next;
    }
  }

  @Override
  public void startTask(TaskCall call) {
    if (replaying) {
      return;
    }
    if (call.type().waitsForToken()) {
      awaited.add(call.id());
    }
    runner
        .integrations()
        .call(call, () -> {})
        .whenComplete((result, thrown) -> answered(call, result, thrown));
  }

  private void answered(TaskCall call, @Nullable Object result, @Nullable Throwable thrown) {
    if (thrown != null) {
      awaited.remove(call.id());
      signal(new Signal.TaskFailed(call.id(), TaskFailedException.failureOf(thrown)));
    } else if (Values.tooLarge(result)) {
      // Before the journal: it is no place for a result without limit.
      awaited.remove(call.id());
      signal(new Signal.TaskFailed(call.id(), Failure.resultTooLarge(call.type())));
    } else if (call.type().waitsForToken()) {
      signal(new Signal.TaskSubmitted(call.id(), result));
    } else {
      signal(new Signal.TaskSucceeded(call.id(), result));
    }
  }

  @Override
  public void cancelTask(long id) {
    awaited.remove(id);
  }

  @Override
  public void setTimer(long id, Instant due) {
    if (!replaying) {
      long millis = Math.max(0, Duration.between(runner.now(), due).toMillis());
      timers.put(id, runner.clock().schedule(() -> fire(id), millis, TimeUnit.MILLISECONDS));
    }
  }

  private void fire(long timer) {
    timers.remove(timer);
    signal(new Signal.TimerFired(timer));
  }

  @Override
  public void cancelTimer(long id) {
    Future<?> timer = timers.remove(id);
    if (timer != null) {
      timer.cancel(false);
    }
  }

  @Override
  public void ended(ExecutionResult result) {
    if (replaying) {
      return;
    }
    Instant now = execution.now();
    long time = now.toEpochMilli();
    byte[] body = JournalRecord.ended(result, time);
    runner
        .store()
        .end(
            number,
            body,
            result.status(),
            time,
            position -> {
              timers.values().forEach(timer -> timer.cancel(false));
              runner.forget(this);
              ended.complete(now);
            });
  }

  @Override
  public String token(long taskId) {
    return tokens.of(taskId);
  }

  /**
   * @param last whether the task ends, so that the token is used up
   * @return whether somebody waits for it
   */
  boolean accept(long taskId, String token, boolean last) {
    return token.equals(tokens.of(taskId))
        && (last ? awaited.remove(taskId) : awaited.contains(taskId));
  }

  long number() {
    return number;
  }
}
