package dev.vitrine.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.local.queue.FairQueue;
import dev.vitrine.local.queue.FairQueue.TakenMessage;
import dev.vitrine.local.queue.FairWorker;
import dev.vitrine.workflow.WorkflowInput;
import dev.vitrine.workflow.WorkflowStarter;
import dev.vitrine.workflow.WorkflowUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.sfn.model.ExecutionLimitExceededException;

/**
 * Starts executions while there is room for them in memory. The others wait on the disk, sellers in
 * turn, so that the memory that a catalogue takes does not grow with its pictures. What a person
 * waits for is started at once. A start that waits already, which each sweep asks for again, is not
 * added once more.
 */
@ApplicationScoped
class LocalStarts implements WorkflowStarter {
  private static final Logger LOG = Logger.getLogger(LocalStarts.class);
  private static final String NAME = "starts";
  private static final FairWorker.Delays DELAYS =
      new FairWorker.Delays(Duration.ofSeconds(5), Duration.ofMillis(10));

  /** So long the names of what waits are not read again: shorter than the pause of the sweep. */
  private static final Duration KEPT = Duration.ofMinutes(1);

  private final WorkflowStarter stepFunctions;
  private final BooleanSupplier room;
  private final ObjectMapper json;
  private final FairQueue waiting;
  private final FairWorker worker;
  private Names names = new Names(new long[0], System.nanoTime() - KEPT.toNanos() - 1);

  /**
   * The executions that wait, as 64-bit hashes of their names: with a million of them two equal
   * ones are as good as impossible.
   *
   * @param hashes in order
   * @param at when they were read, by {@link System#nanoTime}
   */
  private record Names(long[] hashes, long at) {}

  @Inject
  LocalStarts(
      LocalStores stores,
      Instance<LocalWorkflow> workflow,
      @Named(STEP_FUNCTIONS) WorkflowStarter stepFunctions,
      ObjectMapper json)
      throws IOException {
    this(stores.folder(NAME), () -> workflow.get().hasRoom(), stepFunctions, json);
  }

  /**
   * @param folder for the starts that wait
   * @param room whether an execution may start for which nobody waits
   */
  LocalStarts(Path folder, BooleanSupplier room, WorkflowStarter stepFunctions, ObjectMapper json)
      throws IOException {
    this.stepFunctions = stepFunctions;
    this.room = room;
    this.json = json;
    this.waiting = new FairQueue(folder);
    this.worker = new FairWorker(List.of(waiting), NAME, 1, DELAYS, room, this::isStarted);
  }

  private boolean isStarted(TakenMessage start) {
    WorkflowInput input;
    try {
      input = json.readValue(start.body(), WorkflowInput.class);
    } catch (JsonProcessingException e) {
      LOG.errorf(e, "start %s cannot be read; the sweep makes another", start.messageId());
      return true;
    }
    stepFunctions.start(input);
    return true;
  }

  @Override
  public void start(WorkflowInput input) {
    if (input.urgent() || (waiting.waiting() == 0 && room.getAsBoolean())) {
      try {
        stepFunctions.start(input);
        return;
      } catch (WorkflowUnavailableException e) {
        if (!(e.getCause() instanceof ExecutionLimitExceededException)) {
          throw e;
        }
      }
    }
    try {
      if (!isWaiting(input.executionName())) {
        String start = json.writeValueAsString(input);
        waiting.send(input.image().seller(), input.executionName(), start);
      }
    } catch (IOException e) {
      throw new WorkflowUnavailableException("the disk does not take a start", e);
    }
    worker.wake();
  }

  /** {@return whether a start waits since before the names were read, or has been done since} */
  private synchronized boolean isWaiting(String execution) throws IOException {
    if (System.nanoTime() - names.at() > KEPT.toNanos()) {
      LongStream.Builder hashes = LongStream.builder();
      waiting.forEachLabel(label -> hashes.add(hash(label)));
      names = new Names(hashes.build().sorted().toArray(), System.nanoTime());
    }
    return Arrays.binarySearch(names.hashes(), hash(execution)) >= 0;
  }

  /** FNV-1a, of 64 bits. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  void begin() {
    worker.start();
  }

  boolean isWorking() {
    return worker.isWorking();
  }

  void close() {
    worker.close();
  }
}
