package dev.vitrine.query;

/** A request is refused. The message is a sentence for the caller. */
class ApiProblem extends RuntimeException {
  private final int status;
  private final String code;

  /**
   * @param status HTTP status
   * @param code in upper case; never changes its meaning, so that programs can rely on it
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
    return new ApiProblem(404, "IMAGE_NOT_FOUND", "There is no image with this id.");
  }

  static ApiProblem restyleNotFound() {
    return new ApiProblem(
        404, "RESTYLE_NOT_FOUND", "This image has no restyled picture with this id.");
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
