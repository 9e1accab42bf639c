package dev.vitrine.export;

import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageQuery.Order;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.ImageId;
import dev.vitrine.listing.ExportFile;
import dev.vitrine.listing.ExportMark;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.product.Product;
import dev.vitrine.product.Products;
import dev.vitrine.product.Products.Others;
import dev.vitrine.table.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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

  private final BiFunction<ImageRecord, ProductPlace, Others> others;
  private final Predicate<ImageRecord> isListed;
  private final Order order;
  private final Map<String, Map<ImageId, ImageRecord>> products = new LinkedHashMap<>();
  private final EarlierAnswers earlier;
  private final ProductChoice choice;
  private final Set<ImageId> unreadable = new LinkedHashSet<>();
  private int lookups;
  private int waiting;
  private int unchosen;

  private ProductRows(
      BiFunction<ImageRecord, ProductPlace, Others> others,
      Predicate<ImageRecord> isListed,
      Order order,
      EarlierAnswers earlier,
      ProductChoice choice) {
    this.others = others;
    this.isListed = isListed;
    this.order = order;
    this.earlier = earlier;
    this.choice = choice;
  }

  /**
   * {@return those of a query's images}
   *
   * @param others finds the other pictures of an image's product, as {@link Products#others}
   * @param earlier the answers before of the same export
   */
  static ProductRows ofQuery(
      BiFunction<ImageRecord, ProductPlace, Others> others,
      ImageQuery query,
      EarlierAnswers earlier) {
    return new ProductRows(others, query::matches, query.order(), earlier, ProductChoice.ALL);
  }

  /**
   * {@return those of images that are all in one answer}
   *
   * @param others as {@link #ofQuery} takes it
   */
  static ProductRows ofListed(BiFunction<ImageRecord, ProductPlace, Others> others) {
    return new ProductRows(
        others, image -> false, Order.NEWEST_FIRST, EarlierAnswers.none(), ProductChoice.ALL);
  }

  /** {@return the same of some products only, without what was added} */
  ProductRows only(ProductChoice some) {
    return new ProductRows(others, isListed, order, earlier, some);
  }

  /** {@return whether {@code shopify.csv} has had a picture, so that a shop may have it} */
  private static boolean isInShop(ImageRecord picture) {
    ExportMark mark = picture.exported();
    return mark != null && mark.readings().containsKey(ExportFile.SHOPIFY);
  }

  /** {@return whether a picture is without its texts now, and will have some again} */
  private static boolean isDescribedAnew(ImageRecord picture) {
    return picture.status().unfinished() && (picture.measured() == null || picture.title() == null);
  }

  /** {@return whether the answer should end, so that it comes in time} */
  boolean isFull() {
    return lookups >= MOST_LOOKUPS;
  }

  /**
   * Adds an image of the list.
   *
   * @return the images that are in the export by it and were not before; none if an earlier answer
   *     has its product. None too if it is left to the next export: while a picture that the shop
   *     has of it is described anew, if the file would have the file's name in the place of the
   *     shop's title, or if only new products are chosen and this one would stay new. And none if
   *     it is not chosen
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
    if (earlier.have(name)) {
      return List.of();
    }
    Others found = place == null ? Others.NONE : others.apply(image, place);
    lookups += place == null ? 0 : 1;
    List<ImageRecord> all = new ArrayList<>(List.of(image));
    all.addAll(found.images());
    List<ImageRecord> pictures = all.stream().filter(one -> one == image || belongs(one)).toList();
    if (!isOfThisAnswer(name, image, all, pictures)) {
      return List.of();
    }
    Map<ImageId, ImageRecord> product = new LinkedHashMap<>();
    pictures.forEach(one -> product.put(one.imageId(), one));
    products.put(name, product);
    unreadable.addAll(found.unreadable());
    return List.copyOf(product.values());
  }

  /** Whether a product's lines belong here; counts it if the next export is to have them. */
  private boolean isOfThisAnswer(
      String name, ImageRecord image, List<ImageRecord> all, List<ImageRecord> pictures) {
    earlier.add(name);
    if (!earlier.areKnown() && all.stream().anyMatch(one -> isBefore(one, image))) {
      return false;
    }
    if (!choice.has(all.stream().anyMatch(ProductRows::isInShop))) {
      unchosen++;
      return false;
    }
    boolean isUntitled = choice.isOfChanges() && Product.of(pictures).title() == null;
    boolean waits =
        isUntitled || staysNew(pictures) || all.stream().anyMatch(ProductRows::hasToWait);
    waiting += waits ? 1 : 0;
    return !waits;
  }

  /**
   * Whether a new product would be new again in the next export, as none of its pictures counts as
   * exported: see {@link ExportedContents}.
   */
  private boolean staysNew(List<ImageRecord> pictures) {
    return choice == ProductChoice.NEW
        && pictures.stream().allMatch(one -> one.status().unfinished());
  }

  /**
   * Whether a picture is in the lines of its product. One that a shop has comes along, whatever
   * selects the pictures: an import replaces the product by what the file says of it.
   */
  private boolean belongs(ImageRecord picture) {
    return picture.measured() != null && (isListed.test(picture) || isInShop(picture));
  }

  /** Whether its product, without what the shop has of the picture, would replace the shop's. */
  private static boolean hasToWait(ImageRecord picture) {
    return isInShop(picture) && isDescribedAnew(picture);
  }

  /** Whether the list has a picture of the product before the image. */
  private boolean isBefore(ImageRecord other, ImageRecord image) {
    if (other.measured() == null || !isListed.test(other)) {
      return false;
    }
    int compared = Position.ORDER.compare(place(other), place(image));
    return order.isDescending() ? compared > 0 : compared < 0;
  }

  private String place(ImageRecord image) {
    return order.isByName()
        ? Position.byName(image.picture().key(), image.position())
        : image.position();
  }

  /** {@return how many products are left to the next export; each in one answer to a query only} */
  int waiting() {
    return waiting;
  }

  /** {@return how many products are left out as they are not chosen; counted as those waiting} */
  int unchosen() {
    return unchosen;
  }

  /**
   * {@return photos that are missing in the products, as their records cannot be read, so that
   * nobody knows whether the shop has them}
   */
  Set<ImageId> unreadable() {
    return unreadable;
  }

  /** {@return the products of this answer, as {@link EarlierAnswers#added} gives them} */
  Set<String> answered() {
    return earlier.added();
  }

  /** {@return which products are wanted} */
  ProductChoice choice() {
    return choice;
  }

  /** {@return the products, in the list's order} */
  List<Product> products() {
    return products.values().stream().map(pictures -> Product.of(pictures.values())).toList();
  }
}
