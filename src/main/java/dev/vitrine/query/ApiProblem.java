package dev.vitrine.query;

import org.jspecify.annotations.Nullable;

/**
 * A request is refused. The message is a sentence that a seller understands who does not know the
 * request's fields.
 */
class ApiProblem extends RuntimeException {
  private final int status;
  private final String code;
  private final @Nullable String field;

  /**
   * @param status HTTP status
   * @param code in upper case; never changes its meaning, so that programs can rely on it
   */
  ApiProblem(int status, String code, String message) {
    this(status, code, message, null);
  }

  private ApiProblem(int status, String code, String message, @Nullable String field) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
  }

  static ApiProblem invalid(String message) {
    return new ApiProblem(400, "INVALID_REQUEST", message);
  }

  /**
   * @param field of the body, parameter or header that is wrong; for programs
   */
  static ApiProblem invalid(String field, String message) {
    return new ApiProblem(400, "INVALID_REQUEST", message, field);
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

  /** {@return the field, parameter or header that is wrong; null if it is none alone} */
  @Nullable String field() {
    return field;
  }
}
