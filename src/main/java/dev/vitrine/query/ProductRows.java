package dev.vitrine.query;

import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.ImageId;
import dev.vitrine.listing.ExportFile;
import dev.vitrine.listing.ExportMark;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.product.Product;
import dev.vitrine.product.Products;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Gathers the pictures of an export by product. A product stands where its first picture stands in
 * the list, with all its pictures that belong to the export, so that it is in one answer only.
 */
final class ProductRows {
  /** Most products of an answer whose other pictures are looked for, each by a call or more. */
  private static final int MOST_LOOKUPS = 200;

  /** Begins the name of a picture without a product; no SKU has a line end. */
  private static final String ALONE = "\n";

  private final BiFunction<ImageRecord, ProductPlace, List<ImageRecord>> others;
  private final Predicate<ImageRecord> isListed;
  private final boolean newestFirst;
  private final Map<String, Map<ImageId, ImageRecord>> products = new LinkedHashMap<>();
  private final Set<String> inEarlierAnswers = new HashSet<>();
  private int lookups;

  private ProductRows(
      BiFunction<ImageRecord, ProductPlace, List<ImageRecord>> others,
      Predicate<ImageRecord> isListed,
      boolean newestFirst) {
    this.others = others;
    this.isListed = isListed;
    this.newestFirst = newestFirst;
  }

  /**
   * {@return those of a query's images}
   *
   * @param others finds the other pictures of an image's product, as {@link Products#others}
   */
  static ProductRows ofQuery(
      BiFunction<ImageRecord, ProductPlace, List<ImageRecord>> others, ImageQuery query) {
    return new ProductRows(
        (image, place) ->
            others.apply(image, place).stream().filter(other -> belongs(other, query)).toList(),
        query::matches,
        query.order() == ImageQuery.Order.NEWEST_FIRST);
  }

  /** {@return those of images that are all in one answer} */
  static ProductRows ofListed() {
    return new ProductRows((image, place) -> List.of(), image -> true, true);
  }

  /**
   * Whether a picture of a product is in its lines. If the state of the work selects pictures,
   * those that a shop has already come along, whatever their state is: an import replaces the
   * product by what the file says of it.
   */
  private static boolean belongs(ImageRecord picture, ImageQuery query) {
    ExportMark mark = picture.exported();
    return query.matches(picture)
        || (mark != null
            && mark.files().contains(ExportFile.SHOPIFY)
            && query.withoutWork().matches(picture));
  }

  /** {@return whether the answer should end, so that it comes in time} */
  boolean isFull() {
    return lookups >= MOST_LOOKUPS;
  }

  /**
   * Adds an image of the list.
   *
   * @return the images that are in the export by it and were not before; none if an earlier answer
   *     has its product
   */
  List<ImageRecord> add(ImageRecord image) {
    ProductPlace place = image.product();
    String name = place == null ? ALONE + image.imageId() : place.product();
    Map<ImageId, ImageRecord> known = products.get(name);
    if (known != null) {
      boolean isNew = known.size() < Products.MOST_PICTURES;
      return isNew && known.putIfAbsent(image.imageId(), image) == null
          ? List.of(image)
          : List.of();
    }
    if (inEarlierAnswers.contains(name)) {
      return List.of();
    }
    List<ImageRecord> pictures = new ArrayList<>(List.of(image));
    if (place != null) {
      lookups++;
      others.apply(image, place).stream()
          .filter(other -> other.measured() != null)
          .forEach(pictures::add);
    }
    if (pictures.stream().filter(isListed).anyMatch(other -> isBefore(other, image))) {
      inEarlierAnswers.add(name);
      return List.of();
    }
    Map<ImageId, ImageRecord> product = new LinkedHashMap<>();
    pictures.forEach(one -> product.put(one.imageId(), one));
    products.put(name, product);
    return pictures;
  }

  private boolean isBefore(ImageRecord other, ImageRecord image) {
    int order = other.position().compareTo(image.position());
    return newestFirst ? order > 0 : order < 0;
  }

  /** {@return the products, in the list's order} */
  List<Product> products() {
    return products.values().stream().map(pictures -> Product.of(pictures.values())).toList();
  }
}
