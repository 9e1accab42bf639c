package dev.vitrine.query;

/** A request that cannot be answered as asked. Its message is a sentence for the caller. */
class ApiProblem extends RuntimeException {
  private final int status;
  private final String code;

  /**
   * @param status HTTP status
   * @param code stable, upper case
   */
  ApiProblem(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static ApiProblem invalid(String message) {
    return new ApiProblem(400, "INVALID_REQUEST", message);
  }

  static ApiProblem imageNotFound() {
    return new ApiProblem(404, "IMAGE_NOT_FOUND", "There is no image of that id.");
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
