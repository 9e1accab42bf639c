package dev.vitrine.local.function;

import dev.vitrine.stepfunctions.language.TaskFailedException;
import dev.vitrine.stepfunctions.runner.FunctionCall;
import dev.vitrine.stepfunctions.runner.FunctionResult;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The line before the functions of this process: so many run at once, the rest wait. What a person
 * asked for goes first. Then a call that goes on with a picture runs before those that begin with
 * one, so that pictures get done while others arrive. Among calls of the same kind sellers take
 * turns. A call that waits keeps its payload and its execution's input as the state machine holds
 * them anyway, no copies of them, so a long line takes little memory.
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

  /** In the order in which they go. */
  private enum Kind {
    URGENT_GOING_ON,
    URGENT_BEGINNING,
    GOING_ON,
    BEGINNING;

    static Kind of(boolean begins, boolean urgent) {
      if (urgent) {
        return begins ? URGENT_BEGINNING : URGENT_GOING_ON;
      }
      return begins ? BEGINNING : GOING_ON;
    }

    boolean begins() {
      return this == URGENT_BEGINNING || this == BEGINNING;
    }
  }

  private record QueuedCall(
      Kind kind,
      Supplier<FunctionResult> work,
      Runnable begun,
      CompletableFuture<FunctionResult> result) {

    boolean begins() {
      return kind.begins();
    }
  }

  private final int atOnce;
  private final int beginningsAtOnce;
  private final ExecutorService pool;
  private final Map<Kind, FairLine<QueuedCall>> lines = new EnumMap<>(Kind.class);
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
    for (Kind kind : Kind.values()) {
      lines.put(kind, new FairLine<>());
    }
  }

  /**
   * Lets a function of this process run when its turn has come.
   *
   * @param turn whose call it is
   * @param begun runs when the function starts, during this call if a place is free
   * @return ends with the function's result; for a call as an event at once, with nothing
   */
  public CompletionStage<FunctionResult> invoke(
      LocalFunctions functions, FunctionCall call, Turn turn, Runnable begun) {
    CompletionStage<FunctionResult> result =
        enter(
            call.name().equals(BEGINS),
            turn,
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
      boolean begins, Turn turn, Supplier<FunctionResult> work, Runnable begun) {
    Kind kind = Kind.of(begins, turn.urgent());
    QueuedCall next = new QueuedCall(kind, work, begun, new CompletableFuture<>());
    synchronized (this) {
      if (running >= atOnce || (begins && runningBeginnings >= beginningsAtOnce)) {
        line(kind).add(turn.seller(), next);
        return next.result();
      }
      running++;
      runningBeginnings += begins ? 1 : 0;
    }
    begun.run();
    pool.execute(() -> run(next));
    return next.result();
  }

  private void run(QueuedCall first) {
    work(first);
    for (QueuedCall next = next(first); next != null; next = next(next)) {
      begin(next);
      work(next);
    }
  }

  private static void begin(QueuedCall next) {
    try {
      next.begun().run();
    } catch (RuntimeException | Error e) {
      LOG.warn("the start of a function could not be told", e);
    }
  }

  /** Frees the function's place, whatever it throws. */
  private static void work(QueuedCall next) {
    try {
      next.result().complete(next.work().get());
    } catch (RuntimeException | Error e) {
      LOG.error("a function failed", e);
      next.result()
          .completeExceptionally(new TaskFailedException("Lambda.Unknown", String.valueOf(e)));
    }
  }

  private synchronized @Nullable QueuedCall next(QueuedCall last) {
    runningBeginnings -= last.begins() ? 1 : 0;
    for (Kind kind : Kind.values()) {
      if (!kind.begins() || runningBeginnings < beginningsAtOnce) {
        QueuedCall next = line(kind).poll();
        if (next != null) {
          runningBeginnings += next.begins() ? 1 : 0;
          return next;
        }
      }
    }
    running--;
    return null;
  }

  private FairLine<QueuedCall> line(Kind kind) {
    return Objects.requireNonNull(lines.get(kind));
  }

  /** How many calls wait. */
  public synchronized int length() {
    return lines.values().stream().mapToInt(FairLine::length).sum();
  }

  /**
   * Begins no more functions; the next start of the state machines calls the waiting ones again.
   */
  @PreDestroy
  public void close() {
    synchronized (this) {
      lines.replaceAll((kind, waiting) -> new FairLine<>());
    }
    pool.shutdown();
  }
}
