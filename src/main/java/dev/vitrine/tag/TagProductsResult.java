package dev.vitrine.tag;

import java.util.List;

/**
 * The products of a picture that shows several.
 *
 * @param products in the order of the boxes that were asked about
 */
public record TagProductsResult(List<SeenProduct> products) {
  public TagProductsResult {
    products = List.copyOf(products);
  }
}
