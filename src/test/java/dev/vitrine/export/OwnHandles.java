package dev.vitrine.export;

import dev.vitrine.product.Handle;
import dev.vitrine.product.Product;
import java.util.List;

/** The handles of products that have nothing to do with each other. */
final class OwnHandles {
  private OwnHandles() {}

  static List<String> of(List<Product> products) {
    return products.stream().map(Handle::of).toList();
  }
}
