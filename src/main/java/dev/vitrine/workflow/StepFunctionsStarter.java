package dev.vitrine.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

/**
 * Starts executions of a STANDARD workflow. If one of the same name runs or has run, the event was
 * seen before. Step Functions frees a name 90 days after its execution.
 */
@ApplicationScoped
@DefaultBean
@Named(WorkflowStarter.STEP_FUNCTIONS)
class StepFunctionsStarter implements WorkflowStarter {
  private static final Logger LOG = Logger.getLogger(StepFunctionsStarter.class);

  private final SfnClient stepFunctions;
  private final WorkflowConfig config;
  private final ObjectMapper json;

  StepFunctionsStarter(SfnClient stepFunctions, WorkflowConfig config, ObjectMapper json) {
    this.stepFunctions = stepFunctions;
    this.config = config;
    this.json = json;
  }

  @Override
  public void start(WorkflowInput input) {
    String machine = config.stateMachineArn();
    String name = input.executionName();
    try {
      String document = json.writeValueAsString(input);
      stepFunctions.startExecution(r -> r.stateMachineArn(machine).name(name).input(document));
    } catch (ExecutionAlreadyExistsException e) {
      LOG.debugf("execution %s was started before", name);
    } catch (SdkException e) {
      throw new WorkflowUnavailableException("execution " + name + " was not started", e);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a WorkflowInput is JSON", e);
    }
  }
}
