package dev.vitrine.workflow;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;

/** Reads from Step Functions what has become of executions. */
@ApplicationScoped
class StepFunctionsHistory implements ExecutionHistory, ExecutionStatuses {
  private static final int PAGE = 1000;

  private final SfnClient stepFunctions;

  private final WorkflowConfig config;

  StepFunctionsHistory(SfnClient stepFunctions, WorkflowConfig config) {
    this.stepFunctions = stepFunctions;
    this.config = config;
  }

  @Override
  public Optional<ExecutionPath> path(String name) {
    String executionArn = arn(name);
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
              status(execution),
              execution.startDate(),
              nullable(execution.stopDate()),
              reader.steps()));
    } catch (ExecutionDoesNotExistException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw new WorkflowUnavailableException("no history of " + executionArn, e);
    }
  }

  @Override
  public Optional<String> status(String name) {
    String executionArn = arn(name);
    try {
      return Optional.of(
          status(stepFunctions.describeExecution(r -> r.executionArn(executionArn))));
    } catch (ExecutionDoesNotExistException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw new WorkflowUnavailableException("no status of " + executionArn, e);
    }
  }

  private String arn(String name) {
    return config.stateMachineArn().replace(":stateMachine:", ":execution:") + ":" + name;
  }

  private static String status(DescribeExecutionResponse execution) {
    return execution.statusAsString().toLowerCase(Locale.ROOT);
  }

  private static <T> @Nullable T nullable(@Nullable T value) {
    return value;
  }
}
