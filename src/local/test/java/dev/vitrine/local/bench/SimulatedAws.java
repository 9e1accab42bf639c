package dev.vitrine.local.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.local.bench.SimulatedFunctions.End;
import dev.vitrine.stepfunctions.language.Effects;
import dev.vitrine.stepfunctions.language.Execution;
import dev.vitrine.stepfunctions.language.ExecutionInfo;
import dev.vitrine.stepfunctions.language.ExecutionResult;
import dev.vitrine.stepfunctions.language.Failure;
import dev.vitrine.stepfunctions.language.Signal;
import dev.vitrine.stepfunctions.language.StateMachine;
import dev.vitrine.stepfunctions.language.TaskCall;
import dev.vitrine.stepfunctions.language.Values;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Step Functions, SQS and Lambda in simulated time: executions of the real state machine, queues
 * with event source mappings, functions with the account's limit of concurrency.
 *
 * <p>What is missing: SQS, which may deliver a message twice and in another order; Lambda's cold
 * starts and its pollers, which it adds in steps; the functions that start executions; and Step
 * Functions' limit of transitions a second. Nobody ends an execution or a task from outside, so
 * tasks are not cancelled.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html">Scaling
 *     behavior for SQS event source mappings: MaximumConcurrency</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
 *     quotas: 1,000 concurrent executions; 10 were seen in new accounts</a>
 */
final class SimulatedAws {
  /** Assumed: from the start of a state until its queue or function is asked. */
  private static final long CALL_MILLIS = 20;

  /** Assumed: a poller tries a refused function again after this. */
  private static final long POLLER_PAUSE_MILLIS = 1_000;

  private static final String THROTTLED = "Lambda.TooManyRequestsException";
  private static final JsonMapper JSON = new JsonMapper();

  private final SimulatedTime time;
  private final SimulatedFunctions functions;
  private final Map<String, Queue> queues = new TreeMap<>();
  private final Map<String, Long> functionMillis = new TreeMap<>();
  private final int accountConcurrency;
  private int running;
  private long functionCalls;
  private long throttles;
  private long transitions;
  private long messages;
  private long lastEnd;

  /**
   * @param accountConcurrency how many functions run at the same time
   * @param atOnce MaximumConcurrency of each queue's event source mapping, by function
   * @param visibilityMillis after which a message that was not answered is delivered again
   */
  SimulatedAws(
      SimulatedTime time,
      SimulatedFunctions functions,
      int accountConcurrency,
      Map<String, Integer> atOnce,
      long visibilityMillis) {
    this.time = time;
    this.functions = functions;
    this.accountConcurrency = accountConcurrency;
    atOnce.forEach((function, n) -> queues.put(function, new Queue(function, n, visibilityMillis)));
  }

  void start(StateMachine machine, String name, Object input) {
    new Run(machine, name, input).signal(new Signal.Started());
  }

  Map<String, Long> functionMillis() {
    return functionMillis;
  }

  long functionCalls() {
    return functionCalls;
  }

  /** {@return how often the account had no place for a function} */
  long throttles() {
    return throttles;
  }

  long transitions() {
    return transitions;
  }

  long messages() {
    return messages;
  }

  /** {@return when the last execution ended, in milliseconds} */
  long lastEnd() {
    return lastEnd;
  }

  /** Whether a function may begin; counts a refusal. */
  private boolean hasRoom() {
    boolean room = running < accountConcurrency;
    throttles += room ? 0 : 1;
    return room;
  }

  private void begin(String function, End end) {
    running++;
    functionCalls++;
    functionMillis.merge(function, end.millis(), Long::sum);
  }

  /** A queue before a model, and what takes messages out of it. */
  private final class Queue {
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final String function;
    private final int atOnce;
    private final long visibilityMillis;
    private int taken;

    Queue(String function, int atOnce, long visibilityMillis) {
      this.function = function;
      this.atOnce = atOnce;
      this.visibilityMillis = visibilityMillis;
    }

    private record Waiting(Run run, long task, JsonNode request, int deliveries) {}

    void send(Run run, long task, JsonNode request) {
      waiting.add(new Waiting(run, task, request, 1));
      pump();
    }

    private void pump() {
      while (taken < atOnce && !waiting.isEmpty()) {
        taken++;
        messages++;
        invoke(waiting.remove(), time.elapsedMillis() + visibilityMillis);
      }
    }

    /** Gives the function a message, as soon as the account has a place and in its time only. */
    private void invoke(Waiting next, long visibleAt) {
      if (hasRoom()) {
        End end = functions.deliver(function, next.request(), next.deliveries());
        begin(function, end);
        time.after(end.millis(), () -> end(next, end));
      } else if (time.elapsedMillis() + POLLER_PAUSE_MILLIS < visibleAt) {
        time.after(POLLER_PAUSE_MILLIS, () -> invoke(next, visibleAt));
      } else {
        taken--;
        comeAgain(next, visibleAt - time.elapsedMillis());
      }
    }

    private void comeAgain(Waiting message, long afterMillis) {
      Waiting again =
          new Waiting(message.run(), message.task(), message.request(), message.deliveries() + 1);
      time.after(
          afterMillis,
          () -> {
            waiting.add(again);
            pump();
          });
    }

    private void end(Waiting message, End end) {
      running--;
      taken--;
      if (end.answered()) {
        message.run().ended(message.task(), end);
      } else {
        comeAgain(message, visibilityMillis);
      }
      pump();
    }
  }

  /** One execution. */
  private final class Run implements Effects {
    private final Execution execution;
    private final Set<Long> timers = new HashSet<>();

    Run(StateMachine machine, String name, Object input) {
      ExecutionInfo info =
          new ExecutionInfo(
              name, name, "machine", "machine", "", time.instant(), input, name.hashCode());
      execution =
          new Execution(
              machine,
              info,
              this,
              (id, previous, at, type, details) -> {
                // A task's state is counted with its first attempt.
                if (type.endsWith("StateEntered") && !type.equals("TaskStateEntered")) {
                  transitions++;
                }
              });
    }

    void signal(Signal signal) {
      execution.apply(signal, time.instant());
    }

    void ended(long task, End end) {
      try {
        signal(
            end.error() == null
                ? new Signal.TaskSucceeded(task, Values.parse(end.result()))
                : new Signal.TaskFailed(task, new Failure(end.error(), "{}")));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("a function answers JSON", e);
      }
    }

    /**
     * Every attempt is a transition: AWS bills retries too.
     *
     * @see <a href="https://aws.amazon.com/step-functions/pricing/">AWS Step Functions pricing</a>
     */
    @Override
    public boolean startTask(TaskCall call) {
      transitions++;
      JsonNode arguments = JSON.valueToTree(call.arguments());
      if (call.type().waitsForToken()) {
        String function = arguments.path("QueueUrl").asText();
        JsonNode request = arguments.at("/MessageBody/request");
        time.after(CALL_MILLIS, () -> queues.get(function).send(this, call.id(), request));
      } else {
        String resource = call.type().resource();
        String function = resource.substring(resource.lastIndexOf(':') + 1);
        time.after(CALL_MILLIS, () -> invoke(call.id(), function, arguments));
      }
      return true;
    }

    private void invoke(long task, String function, JsonNode request) {
      if (!hasRoom()) {
        ended(task, new End(null, THROTTLED, true, 0));
        return;
      }
      End end = functions.call(function, request);
      begin(function, end);
      time.after(end.millis(), () -> finish(task, end));
    }

    private void finish(long task, End end) {
      running--;
      ended(task, end);
    }

    @Override
    public void cancelTask(long id) {}

    @Override
    public void setTimer(long id, Instant due) {
      timers.add(id);
      time.at(
          due,
          () -> {
            if (timers.remove(id)) {
              signal(new Signal.TimerFired(id));
            }
          });
    }

    @Override
    public void cancelTimer(long id) {
      timers.remove(id);
    }

    @Override
    public void ended(ExecutionResult result) {
      lastEnd = Math.max(lastEnd, time.elapsedMillis());
    }

    @Override
    public String token(long taskId) {
      return "token";
    }
  }
}
