package dev.vitrine.image;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where a captioner sees objects in a picture, for those who keep the product and replace its
 * background.
 *
 * @param products boxes of products, at least one
 * @param others boxes of people and of things that are too small or too large to be called products
 *     for sure; not of furniture on which a product stands
 */
public record DetectedBoxes(List<Box> products, List<Box> others) {
  public DetectedBoxes {
    products = List.copyOf(products);
    others = List.copyOf(others);
    if (products.isEmpty()) {
      throw new IllegalArgumentException("no product is among the boxes");
    }
  }

  /** {@return the boxes of products, then the others} */
  public List<Box> both() {
    return Stream.concat(products.stream(), others.stream()).toList();
  }
}
