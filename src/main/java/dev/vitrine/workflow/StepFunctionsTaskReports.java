package dev.vitrine.workflow;

import jakarta.enterprise.context.ApplicationScoped;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** Task tokens, sent back to Step Functions. */
@ApplicationScoped
class StepFunctionsTaskReports implements TaskReports {
  /** Longest cause that Step Functions takes. */
  private static final int LONGEST_CAUSE = 32_768;

  private final SfnClient stepFunctions;

  StepFunctionsTaskReports(SfnClient stepFunctions) {
    this.stepFunctions = stepFunctions;
  }

  @Override
  public boolean succeeded(String taskToken, String result) {
    return sent(() -> stepFunctions.sendTaskSuccess(r -> r.taskToken(taskToken).output(result)));
  }

  @Override
  public boolean failed(String taskToken, String error, String cause) {
    String some = cause.length() > LONGEST_CAUSE ? cause.substring(0, LONGEST_CAUSE) : cause;
    return sent(
        () -> stepFunctions.sendTaskFailure(r -> r.taskToken(taskToken).error(error).cause(some)));
  }

  private static boolean sent(Runnable call) {
    try {
      call.run();
      return true;
    } catch (TaskTimedOutException | TaskDoesNotExistException | InvalidTokenException e) {
      return false;
    } catch (SdkException e) {
      throw new WorkflowUnavailableException("a task's end was not reported", e);
    }
  }
}
