package dev.vitrine.product;

import dev.vitrine.catalog.ImageRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pictures that may be one product.
 *
 * @param sku a proposal that no product has
 * @param likeness by meaning only: cosine of the two embeddings, in [-1, 1]
 * @param images 2 to 12, in the order of their upload
 */
public record ProposedProduct(
    String sku, Reason by, @Nullable Double likeness, List<ImageRecord> images) {

  /** Why pictures may be one product. */
  public enum Reason {
    LOOK,
    MEANING
  }

  public ProposedProduct {
    images = List.copyOf(images);
  }
}
