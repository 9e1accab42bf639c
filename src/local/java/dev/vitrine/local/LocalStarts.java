package dev.vitrine.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.local.store.FairQueue;
import dev.vitrine.local.store.FairWorker;
import dev.vitrine.workflow.WorkflowInput;
import dev.vitrine.workflow.WorkflowStarter;
import dev.vitrine.workflow.WorkflowUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Named;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.sfn.model.ExecutionLimitExceededException;

/**
 * Starts executions while there is room for them in memory. The others wait on the disk, sellers in
 * turn, so that the memory that a catalogue takes does not grow with its pictures. What a person
 * waits for is started at once.
 */
@ApplicationScoped
class LocalStarts implements WorkflowStarter {
  private static final String NAME = "starts";
  private static final FairWorker.Delays DELAYS =
      new FairWorker.Delays(Duration.ofSeconds(5), Duration.ofMillis(10));

  private final WorkflowStarter stepFunctions;
  private final Instance<LocalWorkflow> workflow;
  private final ObjectMapper json;
  private final FairQueue waiting;
  private final FairWorker worker;

  LocalStarts(
      LocalStores stores,
      Instance<LocalWorkflow> workflow,
      @Named(STEP_FUNCTIONS) WorkflowStarter stepFunctions,
      ObjectMapper json)
      throws IOException {
    this.stepFunctions = stepFunctions;
    this.workflow = workflow;
    this.json = json;
    this.waiting = new FairQueue(stores.folder(NAME));
    this.worker =
        new FairWorker(
            List.of(waiting),
            NAME,
            1,
            DELAYS,
            () -> workflow.get().hasRoom(),
            start -> {
              stepFunctions.start(json.readValue(start.body(), WorkflowInput.class));
              return true;
            });
  }

  @Override
  public void start(WorkflowInput input) {
    if (input.urgent() || (waiting.waiting() == 0 && workflow.get().hasRoom())) {
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
      waiting.send(input.image().seller(), json.writeValueAsString(input));
    } catch (IOException e) {
      throw new WorkflowUnavailableException("the disk does not take a start", e);
    }
    worker.wake();
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
