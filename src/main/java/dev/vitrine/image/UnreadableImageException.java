package dev.vitrine.image;

/**
 * A file that is not a usable picture. Its message is a sentence for the seller; its code is
 * stable.
 */
public class UnreadableImageException extends Exception {
  private final String code;
  private final String sentence;

  /**
   * @param code upper-case words joined by underscores, e.g. {@code UNSUPPORTED_FORMAT}
   * @param message what is wrong and what to do, for the seller
   */
  public UnreadableImageException(String code, String message) {
    super(message);
    this.code = code;
    this.sentence = message;
  }

  public String code() {
    return code;
  }

  @Override
  public String getMessage() {
    return sentence;
  }
}
