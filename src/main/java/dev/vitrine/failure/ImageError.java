package dev.vitrine.failure;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with an image.
 *
 * @param code stable, upper case
 * @param message a sentence for the seller: what happened, and what to do about it
 * @param retryable whether starting the image again may help
 */
public record ImageError(String code, String message, boolean retryable) {
  /** Code of an error that Vitrine has no better word for, perhaps a mistake of its own. */
  public static final String INTERNAL = "INTERNAL_ERROR";

  /** Code of a restyle that cannot keep the product. */
  public static final String PRODUCT_UNSURE = "PRODUCT_UNSURE";

  /** Ends the sentences that say why a restyle cannot keep the product. */
  public static final String WITHOUT_KEEPING = "Restyle the whole picture instead.";

  public ImageError {
    if (code.isBlank() || message.isBlank()) {
      throw new IllegalArgumentException("an error needs a code and a message");
    }
  }

  /**
   * {@return the error of a state in words for the seller}
   *
   * @param step name of the state
   * @param name the workflow service's name of the error
   * @param cause what the service says of it
   */
  public static ImageError ofStep(String step, String name, String cause) {
    return FailureWords.of(step, name, cause);
  }

  /** {@return the error with one more sentence for the seller} */
  public ImageError saying(String sentence) {
    return new ImageError(code, message + " " + sentence, retryable);
  }

  /** Whether the cause lies outside of the picture and of Vitrine's own code, and will pass. */
  public boolean hasPassingCause() {
    return retryable && !code.equals(INTERNAL);
  }

  /**
   * An error as the state machine caught it: {@code $states.errorOutput}.
   *
   * @param name Step Functions' name for it, or the code of a rejection
   * @param cause what is behind it
   */
  public record Caught(
      @JsonProperty("Error") String name, @JsonProperty("Cause") @Nullable String cause) {

    /** {@return the error of a state in words for the seller} */
    public ImageError at(String step) {
      return FailureWords.of(step, name, cause == null ? "" : cause);
    }

    /**
     * {@return the error of a step that speaks to the seller itself; trying again does not help}
     */
    public ImageError asItIs() {
      return new ImageError(name, cause == null ? name : cause, false);
    }
  }
}
