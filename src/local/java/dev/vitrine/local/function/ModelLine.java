package dev.vitrine.local.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.local.store.FairQueue;
import dev.vitrine.local.store.FairQueue.Delivery;
import dev.vitrine.stepfunctions.runner.FunctionResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Takes tasks out of the two queues before a model and calls a function with each, as Lambda's
 * event source mappings do in AWS. A fixed number of tasks is done at once; urgent ones come first.
 */
public final class ModelLine implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ModelLine.class);
  private static final Duration FIRST_DELAY = Duration.ofSeconds(5);
  private static final int MOST_DOUBLINGS = 4;
  private static final long LOOK_MILLIS = 500;

  /** Longest wait at the end: the application must end within 10 s of SIGTERM. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final String function;
  private final FairQueue urgent;
  private final FairQueue backlog;
  private final Function functions;
  private final ObjectMapper json;
  private final List<Thread> workers = new ArrayList<>();
  private final Pace pace;
  private final AtomicInteger troubles = new AtomicInteger();
  private volatile boolean closed;

  /** Calls a function by its name, with a payload in JSON. */
  public interface Function {
    FunctionResult invoke(String name, byte[] payload);
  }

  /**
   * @param function the name of the function
   * @param atOnce how many tasks the model takes at the same time
   * @param urgent tasks that a person waits for
   * @param backlog all other tasks
   */
  public ModelLine(
      String function,
      int atOnce,
      FairQueue urgent,
      FairQueue backlog,
      Function functions,
      ObjectMapper json) {
    this.function = function;
    this.urgent = urgent;
    this.backlog = backlog;
    this.functions = functions;
    this.json = json;
    this.pace = new Pace(atOnce);
    for (int i = 0; i < atOnce; i++) {
      Thread worker = new Thread(this::work, function + "-" + i);
      worker.setDaemon(true);
      workers.add(worker);
    }
  }

  public void start() {
    workers.forEach(Thread::start);
  }

  /** {@return whether all threads that do tasks are there; false before the start} */
  public boolean isWorking() {
    return workers.stream().allMatch(Thread::isAlive);
  }

  /**
   * Stores a task; it is on the disk when this returns.
   *
   * @return the message's id
   */
  public String send(boolean isUrgent, String group, String body) throws IOException {
    String imageId = json.readTree(body).at("/request/image/imageId").asText("");
    String messageId = (isUrgent ? urgent : backlog).send(group, imageId, body);
    synchronized (this) {
      notifyAll();
    }
    return messageId;
  }

  /**
   * The line at one moment, as a group's pictures see it.
   *
   * @param places by the ids of the group's images that wait: 1 for the one that is next
   * @param secondsApart from one place to the next, by the tasks that ended last; not a number if
   *     it is unknown, or the model is away
   */
  public record Look(Map<String, Integer> places, double secondsApart) {
    public Look {
      places = Map.copyOf(places);
    }
  }

  /** {@return the line now} */
  public Look look(String group) throws IOException {
    Map<String, Integer> places = new HashMap<>();
    int first = urgent.waiting();
    backlog.places(group).forEach((image, place) -> places.put(image, first + place));
    places.putAll(urgent.places(group));
    return new Look(places, troubles.get() > 0 ? Double.NaN : pace.secondsApart());
  }

  /** Catches everything, because nothing replaces a worker that ends. */
  private void work() {
    while (!closed) {
      try {
        FairQueue queue = urgent;
        Delivery task = urgent.poll();
        if (task == null) {
          queue = backlog;
          task = backlog.poll();
        }
        if (task == null) {
          pause(LOOK_MILLIS);
        } else {
          work(queue, task);
        }
      } catch (InterruptedException e) {
        // Nobody interrupts this thread on purpose, and nothing replaces it.
        LOG.debugf("interrupted before %s", function);
      } catch (Throwable e) {
        LOG.errorf(e, "a task before %s broke off; it comes again", function);
      }
    }
  }

  private void work(FairQueue queue, Delivery task) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    if (isAnswered(task)) {
      pace.ended(Duration.ofNanos(System.nanoTime() - begun));
      queue.done(task);
      troubles.set(0);
      return;
    }
    int doublings = Math.min(task.deliveries() - 1, MOST_DOUBLINGS);
    queue.again(task, Instant.now().plus(FIRST_DELAY.multipliedBy(1L << doublings)));
    // While a model is away, it is asked now and then, not for each task that waits.
    pause(250L << Math.min(troubles.getAndIncrement(), 6));
  }

  private boolean isAnswered(Delivery task) throws IOException {
    try {
      FunctionResult result = functions.invoke(function, event(task));
      return result.error() == null
          && json.readTree(result.payload()).path("batchItemFailures").isEmpty();
    } catch (RuntimeException | Error e) { // the task failed, not its line
      LOG.errorf(e, "%s failed", function);
      return false;
    } finally {
      // A function may leave an interrupt behind, which would end this thread's next wait.
      boolean unused = Thread.interrupted();
    }
  }

  private byte[] event(Delivery task) throws JsonProcessingException {
    Map<String, Object> record =
        Map.of(
            "messageId",
            task.messageId(),
            "body",
            task.body(),
            "eventSource",
            "aws:sqs",
            "attributes",
            Map.of("ApproximateReceiveCount", Integer.toString(task.deliveries())));
    return json.writeValueAsString(Map.of("Records", List.of(record)))
        .getBytes(StandardCharsets.UTF_8);
  }

  private synchronized void pause(long millis) throws InterruptedException {
    if (!closed) {
      wait(millis);
    }
  }

  /** Waits a little for the tasks that are being done; the others are done after a restart. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (Thread worker : workers) {
        worker.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
