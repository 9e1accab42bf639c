package dev.vitrine.local.model;

/** A request that an endpoint answers with {@code {"error":{"code","message"}}}. */
final class EndpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final EndpointError error;
  private final String sentence;

  /**
   * Refuses a request.
   *
   * @param sentence for the caller, without anything of the picture's content
   */
  EndpointException(EndpointError error, String sentence) {
    super(sentence);
    this.error = error;
    this.sentence = sentence;
  }

  EndpointError error() {
    return error;
  }

  String sentence() {
    return sentence;
  }
}
