package dev.vitrine.stepfunctions.language;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs machines in memory and forgets them: nothing survives the process. */
public final class MemoryRunner implements AutoCloseable {

  /** Carries out the tasks; must not block, and may end the stage on any thread. */
  public interface Tasks {
    /** A stage that ends with a {@link TaskFailedException} fails the task with that error. */
    CompletionStage<@Nullable Object> call(TaskCall call);
  }

  private final Tasks tasks;
  private final ScheduledThreadPoolExecutor clock;

  public MemoryRunner(Tasks tasks) {
    this.tasks = tasks;
    this.clock =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(null, work, "state-machine-clock", Execution.STACK_BYTES);
              thread.setDaemon(true);
              return thread;
            });
    clock.setRemoveOnCancelPolicy(true);
  }

  /**
   * Runs on the calling thread until tasks or timers must be waited for, then on the threads that
   * end these. All need a stack of {@link Execution#STACK_BYTES} if expressions recurse deeply.
   *
   * @return never ends exceptionally: a failure is a result too
   */
  public CompletionStage<ExecutionResult> run(StateMachine machine, @Nullable Object input) {
    MemoryRun run = new MemoryRun(machine, input);
    run.signal(new Signal.Started());
    return run.result;
  }

  /** To the millisecond, as the service has it. */
  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private final class MemoryRun implements Effects {
    private final CompletableFuture<ExecutionResult> result = new CompletableFuture<>();
    private final Map<Long, Future<?>> timers = new ConcurrentHashMap<>();
    private final Queue<Signal> signals = new ArrayDeque<>();
    private final Execution execution;
    private boolean busy;

    MemoryRun(StateMachine machine, @Nullable Object input) {
      String name = "run-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
      ExecutionInfo info =
          new ExecutionInfo(
              name,
              name,
              "machine",
              "machine",
              "",
              now(),
              input,
              ThreadLocalRandom.current().nextLong());
      execution = new Execution(machine, info, this, History.NONE);
    }

    /**
     * Applies one signal at a time; the thread that is applying one also takes those that come
     * meanwhile.
     */
    void signal(Signal signal) {
      synchronized (signals) {
        signals.add(signal);
        if (busy) {
          return;
        }
        busy = true;
      }
      for (Signal next = take(); next != null; next = take()) {
        apply(next);
      }
    }

    private void apply(Signal signal) {
      if (result.isDone()) {
        return;
      }
      try {
        execution.apply(signal, now());
      } catch (RuntimeException | Error e) {
        // The states are as they were in the middle of a step, so nothing can follow.
        result.complete(ExecutionResult.setAside(e));
        List.copyOf(timers.keySet()).forEach(this::cancelTimer);
      }
    }

    private @Nullable Signal take() {
      synchronized (signals) {
        Signal next = signals.poll();
        busy = next != null;
        return next;
      }
    }

    @Override
    public boolean startTask(TaskCall call) {
      answerOf(call)
          .whenComplete(
              (result, thrown) ->
                  signal(
                      thrown == null
                          ? new Signal.TaskSucceeded(call.id(), result)
                          : new Signal.TaskFailed(
                              call.id(), TaskFailedException.failureOf(thrown))));
      return true;
    }

    private CompletionStage<@Nullable Object> answerOf(TaskCall call) {
      try {
        return tasks.call(call);
      } catch (RuntimeException e) {
        return CompletableFuture.failedFuture(e);
      }
    }

    @Override
    public void cancelTask(long id) {}

    @Override
    public void setTimer(long id, Instant due) {
      long millis = Math.max(0, Duration.between(now(), due).toMillis());
      timers.put(id, clock.schedule(() -> fire(id), millis, TimeUnit.MILLISECONDS));
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
    public void ended(ExecutionResult ended) {
      result.complete(ended);
    }

    @Override
    public String token(long taskId) {
      return UUID.randomUUID().toString();
    }
  }
}
