package dev.vitrine.product;

import dev.vitrine.catalog.ActionRefusedException;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.product.HandleClaims.Claim;
import dev.vitrine.table.TableUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that no two products of a seller have the same handle. A claim counts only as long as
 * its picture has the handle.
 */
@ApplicationScoped
public class Handles {
  /** For so long a claim counts although its picture does not have the handle yet. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final HandleClaims claims;
  private final Catalog catalog;
  private final Products products;
  private final Clock clock;

  Handles(HandleClaims claims, Catalog catalog, Products products, Clock clock) {
    this.claims = claims;
    this.catalog = catalog;
    this.products = products;
    this.clock = clock;
  }

  /**
   * Claims a handle for the product that a picture shows, before the picture gets it.
   *
   * @throws ActionRefusedException HANDLE_TAKEN if another product of the seller has it, by hand or
   *     because it is its SKU
   * @throws TableUnavailableException when the table cannot be written now
   */
  public void claim(ImageRecord image, String handle) {
    ProductPlace own = image.product();
    boolean isOwnSku = own != null && own.product().equals(handle);
    boolean isOthersSku = !isOwnSku && products.isThere(image.seller(), handle);
    Claim wanted = new Claim(image.imageId(), clock.instant());
    if (isOthersSku
        || !claims.claim(image.seller(), handle, wanted, one -> counts(one, image, handle))) {
      throw new ActionRefusedException(
          "HANDLE_TAKEN", "Another product of yours has this handle already.");
    }
  }

  /**
   * {@return the handles of products of one seller, in their order} Each is that of {@link
   * Handle#of}, unless another product has claimed that one, or comes before with it: a SKU may
   * come later than the claim of a handle that is the same, and an undone correction or a picture
   * from the bin brings a handle back that another product has got.
   *
   * @throws TableUnavailableException when the table cannot be read now
   */
  public List<String> of(String seller, List<Product> all) {
    Map<String, Claim> claimed = claims.find(seller, claimable(all));
    Set<String> taken = new HashSet<>();
    List<String> handles = new ArrayList<>();
    for (Product product : all) {
      String handle =
          Stream.of(Handle.of(product), Handle.derived(product))
              .filter(one -> !taken.contains(one))
              .filter(one -> !isOthers(claimed.get(one), product, one))
              .findFirst()
              .orElseGet(() -> Handle.distinct(product));
      taken.add(handle);
      handles.add(handle);
    }
    return handles;
  }

  /** {@return the handles by hand, and SKUs that are handles: nobody claims another one} */
  private static Set<String> claimable(List<Product> all) {
    return all.stream()
        .flatMap(
            product ->
                Stream.concat(
                    product.handled().map(Handle::byHand),
                    Stream.of(Handle.derived(product)).filter(one -> product.sku() != null)))
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private boolean isOthers(@Nullable Claim claim, Product product, String handle) {
    return claim != null
        && product.pictures().stream().noneMatch(one -> one.imageId().equals(claim.image()))
        && counts(claim, product.main(), handle);
  }

  private boolean counts(Claim claim, ImageRecord image, String handle) {
    Optional<ImageRecord> other =
        catalog
            .findReadable(image.seller(), claim.image())
            .filter(one -> !one.imageId().equals(image.imageId()))
            .filter(one -> !isOneProduct(image, one));
    Instant settled = claim.at().plus(GRACE);
    return other.isPresent()
        && (handle.equals(Handle.byHand(other.get())) || clock.instant().isBefore(settled));
  }

  private static boolean isOneProduct(ImageRecord one, ImageRecord other) {
    ProductPlace place = one.product();
    ProductPlace otherPlace = other.product();
    return place != null && otherPlace != null && place.product().equals(otherPlace.product());
  }

  /** Gives up a handle that a picture has no more, so that another product may have it at once. */
  public void release(ImageRecord image, String handle) {
    claims.release(image.seller(), handle, image.imageId());
  }
}
