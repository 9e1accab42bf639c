package dev.vitrine.catalog;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is left for the seller to do on an image; {@link ImageStatus} is how far the work is. */
public enum WorkState {
  /** Something failed, or no accepted fact and no text by hand names the product. */
  NEEDS_YOU("needs-you"),
  /** A person has corrected it, and no value is unsure. */
  REVIEWED("reviewed");

  private final String word;

  WorkState(String word) {
    this.word = word;
  }

  /** {@return the state's name in the API} */
  public String word() {
    return word;
  }

  /** {@return the state of this name, if there is one} */
  public static Optional<WorkState> ofWord(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }

  /**
   * {@return the state; null while the image is worked on, or once it needs nothing and is not
   * reviewed}
   */
  public static @Nullable WorkState of(ImageRecord image) {
    if (image.status().unfinished()) {
      return null;
    }
    if (image.status() != ImageStatus.DONE || image.title() == null) {
      return NEEDS_YOU;
    }
    boolean corrected = image.corrections().past().stream().anyMatch(PastCorrection::isOfValues);
    return corrected && Doubt.certainty(image).isEmpty() ? REVIEWED : null;
  }
}
