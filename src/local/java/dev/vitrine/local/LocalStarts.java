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
import java.util.List;
import java.util.function.BooleanSupplier;
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

  private final WorkflowStarter stepFunctions;
  private final BooleanSupplier room;
  private final ObjectMapper json;
  private final FairQueue waiting;
  private final FairWorker worker;

  /** Of the starts that wait. Each sweep asks for the same ones again. */
  private final WaitingNames names = new WaitingNames();

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
    waiting.forEachLabel(names::add);
    this.worker = new FairWorker(List.of(waiting), NAME, 1, DELAYS, room, this::isStarted);
  }

  private boolean isStarted(TakenMessage start) {
    try {
      stepFunctions.start(json.readValue(start.body(), WorkflowInput.class));
    } catch (JsonProcessingException e) {
      LOG.errorf(e, "start %s cannot be read; the sweep makes another", start.messageId());
    }
    names.remove(start.label());
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
    if (names.add(input.executionName())) {
      send(input);
    }
    worker.wake();
  }

  private void send(WorkflowInput input) {
    boolean isSent = false;
    try {
      String start = json.writeValueAsString(input);
      waiting.send(input.image().seller(), input.executionName(), start);
      isSent = true;
    } catch (IOException e) {
      throw new WorkflowUnavailableException("the disk does not take a start", e);
    } finally {
      if (!isSent) {
        names.remove(input.executionName());
      }
    }
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
