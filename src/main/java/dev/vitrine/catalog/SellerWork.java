package dev.vitrine.catalog;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the seller still has to do with an image, or has done: {@code work} in the API. {@link
 * ImageStatus} is how far Vitrine's work is.
 */
public enum SellerWork {
  /** Something failed, or no accepted fact and no text by hand names the product. */
  NEEDS_YOU("needs-you"),
  /** A person has corrected it, and no value is unsure. */
  REVIEWED("reviewed"),
  /** It was exported, and something that the exported files hold has changed since. */
  CHANGED("changed"),
  /** It was exported as it is. */
  EXPORTED("exported");

  private final String word;

  SellerWork(String word) {
    this.word = word;
  }

  /** {@return its name in the API} */
  public String word() {
    return word;
  }

  /** {@return the one of this name, if there is one} */
  public static Optional<SellerWork> ofWord(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }

  /**
   * {@return the seller's work on an image; null while the image is worked on, or once it needs
   * nothing and is neither reviewed nor exported}
   */
  public static @Nullable SellerWork of(ImageRecord image) {
    if (image.status().unfinished()) {
      return null;
    }
    if (image.status() != ImageStatus.DONE || image.title() == null) {
      return NEEDS_YOU;
    }
    if (image.exported() != null) {
      return ExportedContent.isExportedAsItIs(image) ? EXPORTED : CHANGED;
    }
    boolean corrected = image.corrections().past().stream().anyMatch(PastCorrection::isOfValues);
    return corrected && Doubt.certainty(image).isEmpty() ? REVIEWED : null;
  }
}
