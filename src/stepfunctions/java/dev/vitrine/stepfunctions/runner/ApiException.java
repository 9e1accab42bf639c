package dev.vitrine.stepfunctions.runner;

/** An error of the service, as AWS names it; the status is 400. */
final class ApiException extends Exception {

  private static final long serialVersionUID = 1;

  private final String code;

  ApiException(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  static ApiException validation(String message) {
    return new ApiException("ValidationException", message);
  }

  static ApiException noMachine(String arn) {
    return new ApiException(
        "StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
  }

  static ApiException noExecution(String arn) {
    return new ApiException("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
  }

  static ApiException invalidArn(String arn) {
    return new ApiException("InvalidArn", "Invalid Arn: 'Invalid ARN prefix: " + arn + "'");
  }

  static ApiException notRedrivable(String why) {
    return new ApiException("ExecutionNotRedrivable", why);
  }

  static ApiException executionExists(String arn) {
    return new ApiException("ExecutionAlreadyExists", "Execution Already Exists: '" + arn + "'");
  }

  static ApiException executionLimit(int most) {
    return new ApiException(
        "ExecutionLimitExceeded",
        "The maximum number of running executions, " + most + ", has been reached");
  }

  String code() {
    return code;
  }
}
