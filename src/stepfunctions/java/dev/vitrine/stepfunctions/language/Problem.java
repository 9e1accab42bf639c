package dev.vitrine.stepfunctions.language;

/**
 * Why a definition cannot be run.
 *
 * @param code INVALID_JSON_DESCRIPTION or SCHEMA_VALIDATION_FAILED, as AWS names them
 * @param location where: {@code /States/TagImage/Retry/0}, or "" when there is no place
 * @param message what is wrong, naming the field
 */
public record Problem(String code, String location, String message) {

  static final String INVALID_JSON = "INVALID_JSON_DESCRIPTION";
  static final String INVALID_SCHEMA = "SCHEMA_VALIDATION_FAILED";

  @Override
  public String toString() {
    return code + ": " + message + (location.isEmpty() ? "" : " at " + location);
  }
}
