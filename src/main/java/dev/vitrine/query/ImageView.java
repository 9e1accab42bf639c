package dev.vitrine.query;

import dev.vitrine.catalog.ExportedContent;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.ImageStatus;
import dev.vitrine.catalog.ImageTexts;
import dev.vitrine.catalog.Measurements;
import dev.vitrine.catalog.SellerWork;
import dev.vitrine.failure.ImageError;
import dev.vitrine.image.Color;
import dev.vitrine.listing.ExportMark;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.measure.Separation;
import dev.vitrine.prompt.Prompt;
import dev.vitrine.tag.NotSure;
import dev.vitrine.tag.SeenProduct;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Suggestion;
import dev.vitrine.vocabulary.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An image as the API shows it. A null field is unknown, perhaps only for now, and is omitted.
 *
 * @param imageId 26 characters
 * @param seller the tenant
 * @param key where the original lies in the bucket
 * @param revision 32 hexadecimal digits, higher for each newer version of the object
 * @param status how far the work on the image is
 * @param uploadedAt when the newest revision was uploaded
 * @param finishedAt when the latest run ended
 * @param format {@code jpeg}, {@code png}, {@code webp} or {@code gif}
 * @param width pixels, as displayed
 * @param height pixels, as displayed
 * @param bytes size of the original
 * @param tags first those that a person gave, then the machine's, highest score first
 * @param suggestions values whose scores are below their thresholds, highest score first
 * @param boxes the products of a picture that shows several, each with its place and its own
 *     values; empty if it shows one, or if no captioner tells
 * @param attributes values by the attribute's name; {@code text} has the words on the product,
 *     which {@code GET /images?text=} finds and {@code GET /tags} does not count
 * @param notSure attributes that the model was asked for and did not decide
 * @param colors measured, largest share first
 * @param background {@code scene}, or the color of a plain background
 * @param keepProduct whether a restyle can keep the product, by the picture's pixels and by the
 *     captioner's boxes; unknown of pictures that were described by an earlier release
 * @param caption a sentence about the picture: a person's, else of the facts if a person has
 *     corrected one, else a model's
 * @param title for a listing: a person's, else at most 70 characters of accepted facts
 * @param altText a person's, else at most 125 characters of accepted facts
 * @param prompt text for an image generator
 * @param restyles in the order of their orders
 * @param deletedRestyles those that can be restored, in the order of their deletion; null if there
 *     are none, and in exports
 * @param error why the image is rejected, failed or partial
 * @param work {@code needs-you}, {@code reviewed}, {@code changed} since its export, or {@code
 *     exported}
 * @param exported its latest export that had something new of it; null if there was none
 * @param product which product it shows, by a person's word or by its key
 * @param lockedProduct whether a person said so, or said that it shows none
 * @param lockedTexts names of the texts that a person wrote
 * @param lastCorrection id of the newest correction that can be undone
 * @param correction id of the correction that this call made; null if it changed nothing, and where
 *     images are only read
 * @param waiting its place in the queue before a model; only where images are read, and only while
 *     it waits
 */
@Schema(
    name = "Image",
    requiredProperties = {
      "imageId",
      "seller",
      "key",
      "revision",
      "status",
      "uploadedAt",
      "bytes",
      "tags",
      "suggestions",
      "boxes",
      "attributes",
      "notSure",
      "colors",
      "restyles",
      "lockedProduct",
      "lockedTexts"
    })
public record ImageView(
    String imageId,
    String seller,
    String key,
    String revision,
    ImageStatus status,
    Instant uploadedAt,
    @Nullable Instant finishedAt,
    @Nullable String format,
    @Nullable Integer width,
    @Nullable Integer height,
    long bytes,
    List<Tag> tags,
    List<Suggestion> suggestions,
    List<SeenProduct> boxes,
    Map<String, Attribute> attributes,
    List<NotSure> notSure,
    List<Color> colors,
    @Nullable String background,
    @Nullable KeepProduct keepProduct,
    @Nullable String caption,
    @Nullable String title,
    @Nullable String altText,
    @Nullable Prompt prompt,
    List<RestyleView> restyles,
    @Nullable List<RestyleView.Deleted> deletedRestyles,
    @Nullable ImageError error,
    @Nullable String work,
    @Nullable Exported exported,
    @Nullable ProductPlace product,
    boolean lockedProduct,
    List<String> lockedTexts,
    @Nullable String lastCorrection,
    @Nullable String correction,
    @Nullable Waiting waiting) {

  /**
   * Whether a restyle can keep the product.
   *
   * @param reason a sentence that says why not; null if it can
   */
  @Schema(name = "KeepProduct", requiredProperties = "possible")
  public record KeepProduct(boolean possible, @Nullable String reason) {
    private static @Nullable KeepProduct of(@Nullable Separation separation) {
      return separation == null
          ? null
          : new KeepProduct(separation.isSure(), separation.isSure() ? null : separation.words());
    }
  }

  /**
   * That an image was exported.
   *
   * @param at when the latest export that had something new of it read it
   * @param changed whether something that the exported files hold of it has changed since
   */
  @Schema(
      name = "Exported",
      requiredProperties = {"at", "changed"})
  public record Exported(Instant at, boolean changed) {
    private static @Nullable Exported of(ImageRecord image) {
      ExportMark mark = image.exported();
      return mark == null
          ? null
          : new Exported(mark.at(), !ExportedContent.isExportedAsItIs(image));
    }
  }

  static ImageView of(ImageRecord image) {
    return of(image, null);
  }

  static ImageView of(ImageRecord image, @Nullable Waiting waiting) {
    return of(image, waiting, null, deletedRestyles(image));
  }

  /**
   * {@return an image after a correction}
   *
   * @param correction id of the correction, which may have changed nothing
   */
  static ImageView corrected(ImageRecord image, String correction) {
    String made = image.corrections().isMade(correction) ? correction : null;
    return of(image, null, made, deletedRestyles(image));
  }

  private static @Nullable List<RestyleView.Deleted> deletedRestyles(ImageRecord image) {
    List<RestyleView.Deleted> deleted =
        image.deletedRestyles().stream()
            .filter(one -> !one.wasEvicted())
            .map(RestyleView.Deleted::of)
            .toList();
    return deleted.isEmpty() ? null : deleted;
  }

  /** {@return an image as lists and exports show it: without what was deleted} */
  public static ImageView listed(ImageRecord image, @Nullable Waiting waiting) {
    return of(image, waiting, null, null);
  }

  private static ImageView of(
      ImageRecord image,
      @Nullable Waiting waiting,
      @Nullable String correction,
      @Nullable List<RestyleView.Deleted> deletedRestyles) {
    Measurements measured = image.measured();
    ImageTexts texts = image.texts();
    SellerWork work = SellerWork.of(image);
    return new ImageView(
        image.imageId().value(),
        image.seller(),
        image.picture().key(),
        image.picture().revision().value(),
        image.status(),
        image.original().uploadedAt(),
        image.finishedAt(),
        measured == null ? null : measured.format(),
        measured == null ? null : measured.width(),
        measured == null ? null : measured.height(),
        image.original().bytes(),
        image.tags(),
        image.suggestions(),
        image.descriptionOrNone().boxes(),
        image.attributes(),
        image.notSure(),
        measured == null ? List.of() : measured.colors(),
        measured == null ? null : measured.background(),
        measured == null ? null : KeepProduct.of(measured.ofProduct()),
        texts.caption(),
        texts.title(),
        texts.altText(),
        texts.prompt(),
        image.restyles().stream().map(restyle -> RestyleView.of(image, restyle)).toList(),
        deletedRestyles,
        image.error(),
        work == null ? null : work.word(),
        Exported.of(image),
        image.product(),
        image.corrections().product() != null,
        texts.locked(),
        image.corrections().last(),
        correction,
        waiting);
  }
}
