package dev.vitrine.export;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which columns {@code shopify.csv} has. An import that overwrites replaces what a file has a
 * column for, also by nothing, and leaves the rest as it is in the shop.
 */
final class ShopifyColumns {
  static final String PHOTO = "Product image URL";

  /** Those of Shopify's current template that can be filled for every product. */
  private static final List<String> ALL =
      List.of(
          "Title",
          "URL handle",
          "Description",
          "Vendor",
          "Product category",
          "Type",
          "Tags",
          "Published on online store",
          "Status",
          "SKU",
          "Option1 name",
          "Option1 value",
          PHOTO,
          "Image position",
          "Image alt text");

  /** Without these columns an import updates no product. */
  private static final Set<String> NEEDED = Set.of("Title", "URL handle");

  private static final Set<String> OF_PHOTOS = Set.of(PHOTO, "Image position", "Image alt text");

  /** What Vitrine does not know, and the description that a seller may have written in the shop. */
  private static final Set<String> OF_DRAFTS =
      Set.of(
          "Description",
          "Vendor",
          "Published on online store",
          "Status",
          "SKU",
          "Option1 name",
          "Option1 value");

  private ShopifyColumns() {}

  /**
   * {@return the columns, in the order of Shopify's template}
   *
   * @param ofTaxonomy further columns of facts
   * @param hasPhotos whether Shopify can read the photos
   */
  static List<String> of(ProductChoice choice, List<String> ofTaxonomy, boolean hasPhotos) {
    return Stream.concat(ALL.stream(), ofTaxonomy.stream())
        .filter(column -> has(choice, column, hasPhotos))
        .toList();
  }

  private static boolean has(ProductChoice choice, String column, boolean hasPhotos) {
    if (!choice.isOfChanges() || NEEDED.contains(column)) {
      return true;
    }
    if (OF_PHOTOS.contains(column)) {
      return hasPhotos;
    }
    return choice == ProductChoice.EXPORTED_FACTS && !OF_DRAFTS.contains(column);
  }
}
