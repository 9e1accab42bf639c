package dev.vitrine.api;

import org.jspecify.annotations.Nullable;

/**
 * A request is refused. The message is a sentence that a seller understands who does not know the
 * request's fields.
 */
public class ApiProblem extends RuntimeException {
  private final int status;
  private final String code;
  private final @Nullable String field;

  /**
   * @param status HTTP status
   * @param code in upper case; never changes its meaning, so that programs can rely on it
   */
  public ApiProblem(int status, String code, String message) {
    this(status, code, message, null);
  }

  private ApiProblem(int status, String code, String message, @Nullable String field) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
  }

  /** 400 {@code INVALID_REQUEST}, where no single field is wrong. */
  public static ApiProblem invalid(String message) {
    return new ApiProblem(400, "INVALID_REQUEST", message);
  }

  /**
   * @param field of the body, parameter or header that is wrong; for programs
   */
  public static ApiProblem invalid(String field, String message) {
    return new ApiProblem(400, "INVALID_REQUEST", message, field);
  }

  /** 404, also of an image that is another seller's. */
  public static ApiProblem imageNotFound() {
    return new ApiProblem(404, "IMAGE_NOT_FOUND", "There is no image with this id.");
  }

  public static ApiProblem restyleNotFound() {
    return new ApiProblem(
        404, "RESTYLE_NOT_FOUND", "This image has no restyled picture with this id.");
  }

  /** {@return the HTTP status, 400 to 599} */
  public int status() {
    return status;
  }

  /** {@return the code, in upper case, by which programs tell problems apart} */
  public String code() {
    return code;
  }

  /** {@return the field, parameter or header that is wrong; null if it is none alone} */
  @Nullable String field() {
    return field;
  }
}
