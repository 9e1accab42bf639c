package dev.vitrine.measure;

/**
 * The product cannot be told from its background, by pixels or by a captioner's boxes, so that no
 * restyle can keep it. The message is a sentence for the seller.
 */
public class ProductUnsureException extends RuntimeException {
  public ProductUnsureException(Separation separation) {
    super(separation.words());
  }
}
