package dev.vitrine.product;

import dev.vitrine.catalog.Card;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageQuery.Order;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.ImageId;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.table.TableUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the pictures of a product. */
@ApplicationScoped
public class Products {
  /** Most pictures of a product, as many as Shopify takes; of more, the first uploaded. */
  public static final int MOST_PICTURES = 250;

  private static final int PAGE = 100;

  /** Pages may be short, as a list that lags has places where no picture is any more. */
  private static final int MOST_PAGES = 6;

  private final Catalog catalog;

  Products(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * The pictures of a product besides one.
   *
   * @param images in the order of their upload, at most 249
   * @param unreadable those between them whose records cannot be read; none twice
   */
  public record Others(List<ImageRecord> images, List<ImageId> unreadable) {
    public static final Others NONE = new Others(List.of(), List.of());

    public Others {
      images = List.copyOf(images);
      unreadable = List.copyOf(unreadable);
    }
  }

  /**
   * {@return the pictures of a product besides one that is known} A picture that was uploaded or
   * changed just now may be missing, as lists lag.
   *
   * @throws TableUnavailableException when the catalog cannot answer now
   */
  public Others others(ImageRecord image, ProductPlace place) {
    ImageQuery query = ImageQuery.ofProduct(image.seller(), place.sku());
    List<ImageRecord> found = new ArrayList<>();
    Set<ImageId> unreadable = new LinkedHashSet<>();
    @Nullable String cursor = null;
    for (int pages = 0; pages < MOST_PAGES && found.size() < MOST_PICTURES; pages++) {
      Catalog.Page page = catalog.list(query, PAGE, cursor);
      found.addAll(page.images());
      unreadable.addAll(page.unreadable());
      cursor = page.cursor();
      if (cursor == null) {
        break;
      }
    }
    found.removeIf(one -> one.imageId().equals(image.imageId()));
    return new Others(
        found.subList(0, Math.min(found.size(), MOST_PICTURES - 1)), List.copyOf(unreadable));
  }

  /**
   * {@return whether a seller's list knows a product; false for what can be no SKU}
   *
   * @throws TableUnavailableException when the catalog cannot answer now
   */
  boolean isThere(String seller, String sku) {
    return ProductPlace.isSku(sku) && newest(seller, new ProductPlace(sku, null)).isPresent();
  }

  /**
   * {@return the picture of a product that was uploaded last; empty if the list knows none yet}
   *
   * @throws TableUnavailableException when the catalog cannot answer now
   */
  Optional<Card> newest(String seller, ProductPlace place) {
    ImageQuery query =
        new ImageQuery(
            seller, null, null, null, null, place.sku(), null, null, null, Order.NEWEST_FIRST);
    return catalog.cards(query, 1, null).cards().stream().findFirst();
  }
}
