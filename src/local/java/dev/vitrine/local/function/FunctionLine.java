package dev.vitrine.local.function;

import dev.vitrine.stepfunctions.language.TaskFailedException;
import dev.vitrine.stepfunctions.runner.FunctionCall;
import dev.vitrine.stepfunctions.runner.FunctionResult;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The line before the functions of this process: so many run at once, the rest wait. A call that
 * goes on with a picture runs before those that begin with one, so that pictures get done while
 * others arrive; calls of the same kind run in the order in which they came. A call that waits
 * keeps its payload as the state machine holds it anyway, not a copy of it, so a long line takes
 * little memory.
 */
@ApplicationScoped
public class FunctionLine {
  private static final Logger LOG = Logger.getLogger(FunctionLine.class);

  /** Enough to keep the cores busy while some wait for the disk. None waits for a model. */
  private static final int AT_ONCE = Runtime.getRuntime().availableProcessors() + 2;

  /** Decoding and measuring leave a core nothing to do beside them, and hold a decoded picture. */
  private static final int BEGINNINGS_AT_ONCE = Runtime.getRuntime().availableProcessors();

  /** The first function of each picture's journey. */
  private static final String BEGINS = "render-image";

  private record Waiting(
      boolean begins,
      Supplier<FunctionResult> work,
      Runnable begun,
      CompletableFuture<FunctionResult> result) {}

  private final int atOnce;
  private final int beginningsAtOnce;
  private final ExecutorService pool;
  private final Queue<Waiting> goingOn = new ArrayDeque<>();
  private final Queue<Waiting> beginning = new ArrayDeque<>();
  private int running;
  private int runningBeginnings;

  public FunctionLine() {
    this(AT_ONCE, BEGINNINGS_AT_ONCE);
  }

  /**
   * @param atOnce how many functions run at the same time
   * @param beginningsAtOnce how many of them begin with a picture
   */
  FunctionLine(int atOnce, int beginningsAtOnce) {
    this.atOnce = atOnce;
    this.beginningsAtOnce = beginningsAtOnce;
    this.pool = Executors.newFixedThreadPool(atOnce);
  }

  /**
   * Lets a function of this process run when its turn has come.
   *
   * @param begun runs when the function starts, during this call if a place is free
   * @return ends with the function's result; for a call as an event at once, with nothing
   */
  public CompletionStage<FunctionResult> invoke(
      LocalFunctions functions, FunctionCall call, Runnable begun) {
    CompletionStage<FunctionResult> result =
        enter(
            call.name().equals(BEGINS),
            () ->
                functions.invoke(call.name(), call.payloadJson().getBytes(StandardCharsets.UTF_8)),
            begun);
    return call.asEvent()
        ? CompletableFuture.completedFuture(new FunctionResult("", null))
        : result;
  }

  /**
   * @param begins whether this is the first call for a picture
   */
  CompletionStage<FunctionResult> enter(
      boolean begins, Supplier<FunctionResult> work, Runnable begun) {
    Waiting next = new Waiting(begins, work, begun, new CompletableFuture<>());
    synchronized (this) {
      if (running >= atOnce || (begins && runningBeginnings >= beginningsAtOnce)) {
        (begins ? beginning : goingOn).add(next);
        return next.result();
      }
      running++;
      runningBeginnings += begins ? 1 : 0;
    }
    begun.run();
    pool.execute(() -> run(next));
    return next.result();
  }

  private void run(Waiting first) {
    work(first);
    for (Waiting next = next(first); next != null; next = next(next)) {
      begin(next);
      work(next);
    }
  }

  private static void begin(Waiting next) {
    try {
      next.begun().run();
    } catch (RuntimeException e) {
      LOG.warn("the start of a function could not be told", e);
    }
  }

  /** Frees the function's place, whatever it throws. */
  private static void work(Waiting next) {
    try {
      next.result().complete(next.work().get());
    } catch (RuntimeException | Error e) {
      LOG.error("a function failed", e);
      next.result()
          .completeExceptionally(new TaskFailedException("Lambda.Unknown", String.valueOf(e)));
    }
  }

  private synchronized @Nullable Waiting next(Waiting last) {
    runningBeginnings -= last.begins() ? 1 : 0;
    Waiting next = goingOn.poll();
    if (next == null && runningBeginnings < beginningsAtOnce) {
      next = beginning.poll();
    }
    if (next == null) {
      running--;
    } else {
      runningBeginnings += next.begins() ? 1 : 0;
    }
    return next;
  }

  /** How many calls wait. */
  public synchronized int length() {
    return goingOn.size() + beginning.size();
  }

  /**
   * Begins no more functions; the next start of the state machines calls the waiting ones again.
   */
  @PreDestroy
  public void close() {
    synchronized (this) {
      goingOn.clear();
      beginning.clear();
    }
    pool.shutdown();
  }
}
