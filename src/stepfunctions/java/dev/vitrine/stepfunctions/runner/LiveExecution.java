package dev.vitrine.stepfunctions.runner;

import dev.vitrine.stepfunctions.language.Effects;
import dev.vitrine.stepfunctions.language.Execution;
import dev.vitrine.stepfunctions.language.ExecutionResult;
import dev.vitrine.stepfunctions.language.History;
import dev.vitrine.stepfunctions.language.Signal;
import dev.vitrine.stepfunctions.language.StateMachine;
import dev.vitrine.stepfunctions.language.TaskCall;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * An execution that has not ended. Every signal goes to the journal first and to the interpreter
 * when it is on disk, so nothing follows from what could be lost. No thread waits for it.
 */
final class LiveExecution implements Effects {
  private static final Logger LOG = Logger.getLogger(LiveExecution.class.getName());

  private final long number;
  private final ExecutionStart start;
  private final StateMachineRunner runner;
  private final ExecutionStore store;
  private final Execution execution;
  private final LiveTasks tasks;
  private final ExecutionTimers timers;
  private final SignalQueue signals = new SignalQueue();
  private final CompletableFuture<ExecutionStart> started = new CompletableFuture<>();
  private final CompletableFuture<Instant> ended = new CompletableFuture<>();

  /** Ends when the execution has been made again, so that it knows what it waits for. */
  private final CompletableFuture<Void> ready = new CompletableFuture<>();

  private boolean replaying;
  private volatile boolean setAside; // It cannot be run any further; what comes is dropped.

  private volatile long lastPosition; // Of its last record that is on disk.

  LiveExecution(
      long number, ExecutionStart start, StateMachine machine, StateMachineRunner runner) {
    this.number = number;
    this.start = start;
    this.runner = runner;
    this.store = runner.store();
    this.tasks = new LiveTasks(new TaskTokens(number, start.seed()), runner, this::signal);
    this.timers =
        new ExecutionTimers(
            runner.threads(), runner::now, timer -> signal(new Signal.TimerFired(timer)));
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

  long lastPosition() {
    return lastPosition;
  }

  void begin() {
    ready.complete(null);
    store.start(
        number,
        start,
        position -> {
          deliver(position, new Signal.Started(), start.started());
          started.complete(start);
        });
  }

  /**
   * Makes the execution again from its records, the last of which is at that position. It happens
   * on a thread of the runner; signals that come before it is done wait.
   */
  void recover(long last) {
    lastPosition = last;
    started.complete(start);
    occupy(
        () -> {
          replay(store.records(last));
          resume();
        });
  }

  private void occupy(RunnerThreads.DiskWork recovery) {
    signals.occupy();
    runner
        .threads()
        .execute(
            () -> {
              try {
                recovery.run();
              } catch (IOException | RuntimeException | Error e) {
                setAside(e);
              }
              ready.complete(null);
              work();
            });
  }

  CompletableFuture<Void> ready() {
    return ready;
  }

  private void replay(List<JournalRecord> records) throws IOException {
    if (records.isEmpty()) {
      throw new IOException("a record of it is damaged or was deleted");
    }
    replaying = true;
    for (JournalRecord each : records) {
      Signal signal = each.signal();
      if (signal != null) {
        execution.apply(signal, Instant.ofEpochMilli(each.time()));
      }
      tasks.heard(each);
      lastPosition = Math.max(lastPosition, each.position());
    }
    replaying = false;
  }

  /** Asks again for everything that had not come when the process ended. */
  void resume() {
    execution.result().ifPresent(this::ended);
    for (Execution.OpenTask open : execution.openTasks()) {
      if (open.submitted()) {
        tasks.expectToken(open.call().id());
      } else if (startTask(open.call())) {
        signal(new Signal.TaskStarted(open.call().id()));
      }
    }
    timers.resume(execution.openTimers(), execution.now());
  }

  /** Makes an ended execution run again. Ends when that is on disk, or with an error. */
  CompletableFuture<Instant> redrive(ExecutionStore.Redrive redrive) {
    Instant now = runner.now();
    CompletableFuture<Instant> durable = new CompletableFuture<>();
    started.complete(start);
    occupy(
        () -> {
          try {
            replay(store.records(redrive.ended().last()));
            store.redrive(
                redrive,
                now,
                position -> {
                  deliver(position, new Signal.Redriven(), now);
                  durable.complete(now);
                });
          } catch (IOException | RuntimeException | Error e) {
            setAside = true;
            runner.forget(this);
            durable.completeExceptionally(new IOException("it cannot be made again", e));
          }
        });
    return durable;
  }

  /** Ends when it is on disk, or at once when the execution has ended and nobody cares. */
  CompletableFuture<Void> signal(Signal signal) {
    Instant now = runner.now();
    byte[] record = JournalRecord.of(signal, now.toEpochMilli());
    CompletableFuture<Void> durable = new CompletableFuture<>();
    Journal.Durable whenDurable =
        position -> {
          deliver(position, signal, now);
          durable.complete(null);
        };
    if (!store.append(number, record, whenDurable)) {
      durable.complete(null);
    }
    return durable;
  }

  private void deliver(long position, Signal signal, Instant at) {
    boolean known = position <= lastPosition;
    lastPosition = Math.max(lastPosition, position);
    // The journal calls again after an exception: a signal that was added already is not added
    // twice.
    if (signals.add(known ? null : new SignalQueue.TimedSignal(signal, at))) {
      runner.threads().execute(this::work);
    }
  }

  private void work() {
    for (SignalQueue.TimedSignal next = signals.take();
        next != null && !runner.isClosed();
        next = signals.take()) {
      if (setAside) {
        continue;
      }
      try {
        boolean goesOn = execution.result().isEmpty();
        execution.apply(next.signal(), next.at());
        if (goesOn && next.signal() instanceof Signal.Redriven) {
          resume();
        }
      } catch (JournalUnavailableException e) {
        // The runner is closing; the next start carries on from what is on disk.
        return;
      } catch (RuntimeException | Error e) {
        setAside(e);
      }
    }
  }

  /** Ends the execution as FAILED: this process cannot run it. It can be redriven. */
  void setAside(Throwable why) {
    if (runner.isClosed()) {
      return; // It failed because the runner is closing, and is left to the next start.
    }
    setAside = true;
    replaying = false;
    runner
        .threads()
        .insist(
            () -> {
              LOG.log(
                  Level.SEVERE, "set aside as FAILED, cannot be carried on: " + start.arn(), why);
              end(ExecutionResult.setAside(why), runner.now());
            });
  }

  @Override
  public boolean startTask(TaskCall call) {
    return replaying || tasks.start(call);
  }

  @Override
  public void cancelTask(long id) {
    tasks.cancel(id);
  }

  @Override
  public void setTimer(long id, Instant due) {
    if (!replaying) {
      timers.set(id, due);
    }
  }

  @Override
  public void setLimit(long id, Instant due) {
    if (!replaying) {
      timers.setLimit(id, due);
    }
  }

  @Override
  public void cancelTimer(long id) {
    timers.cancel(id);
  }

  @Override
  public void ended(ExecutionResult result) {
    if (!replaying) {
      end(result, execution.now());
    }
  }

  private void end(ExecutionResult result, Instant now) {
    long time = now.toEpochMilli();
    store.end(
        number,
        JournalRecord.ended(result, time),
        result.status(),
        time,
        position -> {
          timers.cancelAll();
          runner.forget(this);
          ended.complete(now);
        });
  }

  @Override
  public String token(long taskId) {
    return tasks.token(taskId);
  }

  LiveTasks tasks() {
    return tasks;
  }

  long number() {
    return number;
  }
}
