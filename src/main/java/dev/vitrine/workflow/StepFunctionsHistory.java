package dev.vitrine.workflow;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;

/** Reads the paths of executions from Step Functions' history. */
@ApplicationScoped
class StepFunctionsHistory implements ExecutionHistory {
  private static final int PAGE = 1000;

  private final SfnClient stepFunctions;

  private final WorkflowConfig config;

  StepFunctionsHistory(SfnClient stepFunctions, WorkflowConfig config) {
    this.stepFunctions = stepFunctions;
    this.config = config;
  }

  @Override
  public Optional<ExecutionPath> path(String name) {
    String executionArn =
        config.stateMachineArn().replace(":stateMachine:", ":execution:") + ":" + name;
    try {
      DescribeExecutionResponse execution =
          stepFunctions.describeExecution(r -> r.executionArn(executionArn));
      StepFunctionsPath reader = new StepFunctionsPath();
      stepFunctions
          .getExecutionHistoryPaginator(
              r -> r.executionArn(executionArn).maxResults(PAGE).includeExecutionData(false))
          .events()
          .forEach(reader::read);
      return Optional.of(
          new ExecutionPath(
              executionArn,
              execution.statusAsString().toLowerCase(Locale.ROOT),
              execution.startDate(),
              nullable(execution.stopDate()),
              reader.steps()));
    } catch (ExecutionDoesNotExistException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw new WorkflowUnavailableException("no history of " + executionArn, e);
    }
  }

  private static <T> @Nullable T nullable(@Nullable T value) {
    return value;
  }
}
