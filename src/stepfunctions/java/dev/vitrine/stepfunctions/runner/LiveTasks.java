package dev.vitrine.stepfunctions.runner;

import dev.vitrine.stepfunctions.language.Failure;
import dev.vitrine.stepfunctions.language.Signal;
import dev.vitrine.stepfunctions.language.TaskCall;
import dev.vitrine.stepfunctions.language.TaskFailedException;
import dev.vitrine.stepfunctions.language.Values;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The tasks of one execution that were called and have not ended. */
final class LiveTasks {

  /** A process may be killed for reasons of its own, but hardly so often during the same call. */
  private static final int MOST_BEGINNINGS = 6;

  /** What Lambda answers when the process of a function ends during a call. */
  private static final String PROCESS_ENDED = "Runtime.ExitError";

  private final Map<Long, Integer> begunBefore = new ConcurrentHashMap<>();
  private final Set<Long> awaited = ConcurrentHashMap.newKeySet();
  private final Set<Long> inProgress = ConcurrentHashMap.newKeySet();
  private final TaskTokens tokens;
  private final StateMachineRunner runner;
  private final Consumer<Signal> signals;

  /**
   * @param signals takes what the tasks answer
   */
  LiveTasks(TaskTokens tokens, StateMachineRunner runner, Consumer<Signal> signals) {
    this.tokens = tokens;
    this.runner = runner;
    this.signals = signals;
  }

  /** A record of an earlier process: its tasks' beginnings are counted, less orderly stops. */
  void heard(JournalRecord record) {
    if (record.kind() == JournalRecord.Kind.BEGUN) {
      begunBefore.merge(record.task(), 1, Integer::sum);
    } else if (record.kind() == JournalRecord.Kind.LEFT) {
      begunBefore.computeIfPresent(record.task(), (task, begun) -> Math.max(0, begun - 1));
    }
  }

  /** {@return the tasks of functions that this process has begun and that have not ended} */
  Set<Long> inProgress() {
    return Set.copyOf(inProgress);
  }

  /**
   * Calls a task; returns whether its work has begun. A call of a function that began in {@value
   * #MOST_BEGINNINGS} processes and ended in none is taken for what ended them, but for those that
   * were stopped in good order: it fails, so that its Retry lets some time pass, in which the
   * process does other work.
   */
  boolean start(TaskCall call) {
    Integer begun = begunBefore.remove(call.id());
    if (begun != null && begun >= MOST_BEGINNINGS && call.type().isFunction()) {
      String cause = "The process ended %d times during this call.".formatted(begun);
      Failure failure = new Failure(PROCESS_ENDED, cause);
      runner.threads().insist(() -> signals.accept(new Signal.TaskFailed(call.id(), failure)));
      return false;
    }
    if (call.type().waitsForToken()) {
      awaited.add(call.id());
    }
    RunnerThreads threads = runner.threads();
    TaskBeginning beginning =
        new TaskBeginning(
            () -> threads.insist(() -> signals.accept(new Signal.TaskStarted(call.id()))));
    runner
        .integrations()
        .call(call, () -> begins(call, beginning))
        .whenComplete((result, thrown) -> threads.insist(() -> answered(call, result, thrown)));
    return beginning.atOnce();
  }

  private void begins(TaskCall call, TaskBeginning beginning) {
    beginning.run();
    if (call.type().isFunction()) {
      inProgress.add(call.id());
    }
  }

  private void answered(TaskCall call, @Nullable Object result, @Nullable Throwable thrown) {
    inProgress.remove(call.id());
    if (thrown != null) {
      awaited.remove(call.id());
      signals.accept(new Signal.TaskFailed(call.id(), TaskFailedException.failureOf(thrown)));
    } else if (Values.tooLarge(result)) {
      // Checked before the journal, which is no place for a result without limit.
      awaited.remove(call.id());
      signals.accept(new Signal.TaskFailed(call.id(), Failure.resultTooLarge(call.type())));
    } else if (call.type().waitsForToken()) {
      signals.accept(new Signal.TaskSubmitted(call.id(), result));
    } else {
      signals.accept(new Signal.TaskSucceeded(call.id(), result));
    }
  }

  /** A task was handed over by an earlier process and still waits for its token. */
  void expectToken(long task) {
    awaited.add(task);
  }

  /** Nobody waits for the task any more. */
  void cancel(long task) {
    awaited.remove(task);
    inProgress.remove(task);
  }

  String token(long task) {
    return tokens.of(task);
  }

  /**
   * @param last whether the task ends with this, so that the token is used up
   * @return whether the token is right and somebody waits for it
   */
  boolean accept(long task, String token, boolean last) {
    return token.equals(tokens.of(task)) && (last ? awaited.remove(task) : awaited.contains(task));
  }
}
