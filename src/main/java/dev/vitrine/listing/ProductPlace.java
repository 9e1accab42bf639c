package dev.vitrine.listing;

import dev.vitrine.vocabulary.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * Which product a picture shows, and at which place among the product's pictures.
 *
 * @param sku the product's name in the shop's stock: 1 to {@value #LONGEST_SKU} characters
 * @param position in [0, {@value #LAST}], the lowest first; null stands after all numbers, in the
 *     order of the uploads
 */
public record ProductPlace(String sku, @Nullable Integer position) {
  /** Longest SKU in characters. */
  public static final int LONGEST_SKU = 100;

  /** Highest position. */
  public static final int LAST = 999;

  public ProductPlace {
    if (!isSku(sku)) {
      throw new IllegalArgumentException("a SKU has 1 to " + LONGEST_SKU + " visible characters");
    }
    if (position != null && (position < 0 || position > LAST)) {
      throw new IllegalArgumentException("a position is a whole number from 0 to " + LAST);
    }
  }

  /**
   * {@return whether a text is neither empty nor too long for a SKU, nor is its {@link #productOf}}
   */
  public static boolean isSku(String text) {
    String product = productOf(text);
    return !product.isEmpty() && Math.max(text.length(), product.length()) <= LONGEST_SKU;
  }

  /**
   * {@return the product's name for comparing, equal for all its pictures whatever their letter
   * case}
   */
  public String product() {
    return productOf(sku);
  }

  /** {@return {@link #product} of a SKU} */
  public static String productOf(String sku) {
    return PlainText.folded(sku);
  }
}
