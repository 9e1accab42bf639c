package dev.vitrine.query;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.ImageStatus;
import dev.vitrine.catalog.Measurements;
import dev.vitrine.image.ImageId;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.product.Product;
import dev.vitrine.vocabulary.Attribute;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A product as the API shows it.
 *
 * @param sku as its main picture has it; null for a picture alone
 * @param handle the part of a shop's address that names it
 * @param lockedHandle whether a person said it
 * @param title for a listing
 * @param tags of all its pictures
 * @param attributes accepted values that describe the product
 * @param pictures in the order of a shop, the main one first
 * @param conflicts what the pictures contradict each other in
 * @param correction id of the correction of the named image that this call made; null if it changed
 *     nothing, and where products are only read
 */
@Schema(
    name = "Product",
    requiredProperties = {"handle", "lockedHandle", "tags", "attributes", "pictures", "conflicts"})
public record ProductView(
    @Nullable String sku,
    String handle,
    boolean lockedHandle,
    @Nullable String title,
    List<String> tags,
    Map<String, Attribute> attributes,
    List<PictureView> pictures,
    List<ConflictView> conflicts,
    @Nullable String correction) {

  /**
   * A picture of a product.
   *
   * @param width pixels, as displayed; null before it is rendered
   * @param height pixels, as displayed; null before it is rendered
   * @param background {@code scene}, or the color of a plain background; null if not measured
   * @param position by a person's word or by its key; null if neither says one
   * @param locked whether a person said so
   */
  @Schema(
      name = "ProductPicture",
      requiredProperties = {"imageId", "key", "revision", "status", "locked"})
  public record PictureView(
      String imageId,
      String key,
      String revision,
      ImageStatus status,
      @Nullable Integer width,
      @Nullable Integer height,
      @Nullable String background,
      @Nullable String altText,
      @Nullable Integer position,
      boolean locked) {
    static PictureView of(ImageRecord image) {
      ProductPlace place = image.product();
      Measurements measured = image.measured();
      return new PictureView(
          image.imageId().value(),
          image.picture().key(),
          image.picture().revision().value(),
          image.status(),
          measured == null ? null : measured.width(),
          measured == null ? null : measured.height(),
          measured == null ? null : measured.background(),
          image.texts().altText(),
          place == null ? null : place.position(),
          image.corrections().product() != null);
    }
  }

  /**
   * A fact in which the pictures contradict each other.
   *
   * @param fact name of an attribute, {@code title} or {@code handle}
   * @param values the one that holds first
   */
  @Schema(
      name = "ProductConflict",
      requiredProperties = {"fact", "values"})
  public record ConflictView(String fact, List<ClaimView> values) {
    private static ConflictView of(Product.Conflict conflict) {
      return new ConflictView(
          conflict.fact(),
          conflict.values().entrySet().stream()
              .map(one -> ClaimView.of(one.getKey(), one.getValue()))
              .toList());
    }
  }

  /** A value, and the images that have it. */
  @Schema(
      name = "ProductClaim",
      requiredProperties = {"value", "imageIds"})
  public record ClaimView(String value, List<String> imageIds) {
    private static ClaimView of(String value, List<ImageId> images) {
      return new ClaimView(value, images.stream().map(ImageId::value).toList());
    }
  }

  /**
   * @param handle that no other product has
   * @param correction id of the correction that this call made
   */
  static ProductView of(Product product, String handle, @Nullable String correction) {
    return new ProductView(
        product.sku(),
        handle,
        product.handled().findAny().isPresent(),
        product.title(),
        product.tags(),
        product.facts(),
        product.pictures().stream().map(PictureView::of).toList(),
        product.conflicts().stream().map(ConflictView::of).toList(),
        correction);
  }
}
