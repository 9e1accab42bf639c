package dev.vitrine.product;

import dev.vitrine.catalog.Card;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.table.InvalidCursorException;
import dev.vitrine.table.TableUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lists the products of a seller. No list of them is kept: a call walks the pictures, newest first,
 * and lists each product at its newest picture.
 */
@ApplicationScoped
public class ProductList {
  private static final int PAGE = 100;

  /** Most pages of pictures that a call looks at. */
  private static final int MOST_PAGES = 5;

  /** Products that are looked up after which a call looks at no further pictures. */
  private static final int MOST_LOOKUPS = 100;

  /** Pictures of products that are read after which a call looks at no further pictures. */
  private static final int ENOUGH_PICTURES = 500;

  private final Catalog catalog;
  private final Products products;

  ProductList(Catalog catalog, Products products) {
    this.catalog = catalog;
    this.products = products;
  }

  /**
   * A page of the products.
   *
   * @param products the one with the newest picture first
   * @param looked number of pictures that were looked at
   * @param cursor where the next page begins; null when this is the last
   */
  public record Page(List<Product> products, int looked, @Nullable String cursor) {
    public Page {
      products = List.copyOf(products);
    }
  }

  /**
   * {@return the products that have a SKU, from a place of the list on} There may be fewer than
   * asked for, even none, although more follow. As lists lag, a product whose pictures were grouped
   * just now may be on two pages.
   *
   * @param most products, from 1
   * @param cursor where the page before ended; null to begin
   * @throws InvalidCursorException when the cursor is none
   * @throws TableUnavailableException when the catalog cannot answer now
   */
  public Page of(String seller, int most, @Nullable String cursor) {
    ImageQuery all = ImageQuery.all(seller);
    Walk walk = new Walk(seller, most);
    @Nullable String from = cursor;
    for (int pages = 0; pages < MOST_PAGES && !walk.isFull(); pages++) {
      Catalog.Cards page = catalog.cards(all, PAGE, from);
      int looked = walk.lookAt(page.cards());
      if (looked < page.cards().size()) {
        page = catalog.cards(all, looked, from);
        walk.lookAtOthers(page.cards());
      }
      from = page.cursor();
      if (from == null) {
        break;
      }
    }
    return new Page(walk.found, walk.looked.size(), from);
  }

  /** What a call has seen. */
  private final class Walk {
    private final String seller;
    private final int most;
    private final Set<String> known = new HashSet<>();
    private final Set<Card> looked = new HashSet<>();
    private final List<Product> found = new ArrayList<>();
    private int lookups;
    private int pictures;

    Walk(String seller, int most) {
      this.seller = seller;
      this.most = most;
    }

    boolean isFull() {
      return found.size() >= most || lookups >= MOST_LOOKUPS || pictures >= ENOUGH_PICTURES;
    }

    /** {@return at how many it has looked when it was full} */
    int lookAt(List<Card> cards) {
      int number = 0;
      for (Card card : cards) {
        if (isFull()) {
          break;
        }
        look(card);
        number++;
      }
      return number;
    }

    /** Looks at pictures that moved up, as others have left the list since it was read. */
    void lookAtOthers(List<Card> cards) {
      cards.stream().filter(card -> !looked.contains(card)).forEach(this::look);
    }

    private void look(Card card) {
      looked.add(card);
      ProductPlace place = card.product();
      if (place != null && !known.contains(place.product())) {
        lookups++;
        Optional<ImageRecord> newest = catalog.findReadable(seller, card.imageId());
        // Without its record the next picture may be the product's newest.
        newest.ifPresent(image -> known.add(place.product()));
        newest
            .filter(image -> isIn(image, place.product()))
            .ifPresent(image -> addLedBy(image, place));
      }
    }

    private boolean isIn(ImageRecord image, String product) {
      ProductPlace place = image.product();
      return place != null && place.product().equals(product);
    }

    /** Adds the product of which a picture is the newest. */
    private void addLedBy(ImageRecord image, ProductPlace place) {
      List<ImageRecord> all = new ArrayList<>(products.others(image, place).images());
      pictures += all.size() + 1;
      boolean isLed =
          all.size() < Products.MOST_PICTURES - 1
              ? all.stream().noneMatch(other -> isNewer(other.position(), image))
              : products.newest(seller, place).stream()
                  .noneMatch(newest -> isNewer(newest.position(), image));
      if (isLed) {
        all.add(image);
        found.add(Product.of(all));
      }
    }

    private static boolean isNewer(String position, ImageRecord image) {
      return position.compareTo(image.position()) > 0;
    }
  }
}
