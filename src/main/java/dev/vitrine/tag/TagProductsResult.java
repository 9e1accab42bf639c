package dev.vitrine.tag;

import java.util.List;

/**
 * The products of a picture that shows several, as far as there was time for them.
 *
 * @param products those that are tagged, in the order of the boxes that were asked about
 * @param untagged the other boxes: those for which the time of one task was too short, then those
 *     whose parts the model refused; empty in the results of releases before
 */
public record TagProductsResult(List<SeenProduct> products, List<ProductBox> untagged) {
  public TagProductsResult {
    products = List.copyOf(products);
    untagged = untagged == null ? List.of() : List.copyOf(untagged);
  }
}
