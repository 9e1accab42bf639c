package dev.vitrine.action;

import dev.vitrine.bin.Bin;
import dev.vitrine.bin.DeletedRestyles;
import dev.vitrine.catalog.ActionRefusedException;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageJourney;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.Restyle;
import dev.vitrine.image.ImageId;
import dev.vitrine.lesson.Teaching;
import dev.vitrine.workflow.RestyleOrder;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The actions of a person on an image. Each returns the changed record, or empty if the seller has
 * no such image. Repeating an action changes nothing.
 */
@ApplicationScoped
public class ImageActions {
  private final Catalog catalog;
  private final ImageStarter starter;
  private final Bin bin;
  private final Correcting correcting;
  private final Clock clock;

  public ImageActions(
      Catalog catalog, ImageStarter starter, Bin bin, Teaching teaching, Clock clock) {
    this.catalog = catalog;
    this.starter = starter;
    this.bin = bin;
    this.correcting = new Correcting(catalog, teaching, clock);
    this.clock = clock;
  }

  /**
   * Makes a correction; a known word gets the shop's spelling.
   *
   * @param id by which it can be undone
   */
  public Optional<ImageRecord> correct(
      String seller, ImageId imageId, Correction correction, String id) {
    return correcting.make(seller, imageId, List.of(correction), id, false, image -> {});
  }

  /**
   * Makes the correction of an order for many images; a known word gets the shop's spelling.
   *
   * @param order its id, by which the correction can be undone; the image remembers its newest
   *     {@value dev.vitrine.catalog.Corrections#MOST_ORDERS} orders, none of which is done again
   * @param check throws {@link ActionRefusedException} if the image, as it is now, does not allow
   *     the correction
   */
  public Optional<ImageRecord> correctByOrder(
      String seller,
      ImageId imageId,
      Correction correction,
      String order,
      Consumer<ImageRecord> check) {
    return correctByOrder(seller, imageId, List.of(correction), order, check);
  }

  /** Makes several corrections of one image, as {@link #correctByOrder}, undone as one. */
  public Optional<ImageRecord> correctByOrder(
      String seller,
      ImageId imageId,
      List<Correction> corrections,
      String order,
      Consumer<ImageRecord> check) {
    return correcting.make(seller, imageId, corrections, order, true, check);
  }

  /**
   * {@return the image as it would be after corrections, which are not made}
   *
   * @param id of the order that would make them; its corrections are in the image's as if made
   * @throws ActionRefusedException if the image does not allow them
   */
  public ImageRecord preview(ImageRecord image, List<Correction> corrections, String id) {
    return correcting.preview(image, corrections, id);
  }

  /**
   * Undoes a correction.
   *
   * @throws ActionRefusedException if the image has no correction of this id to undo
   */
  public Optional<ImageRecord> undo(String seller, ImageId imageId, String id) {
    return correcting.undo(seller, imageId, id);
  }

  /**
   * Orders a restyle; one that was deleted is restored. If the image has no room for another, the
   * restyle that was deleted first is deleted for good.
   *
   * @param urgent whether a person waits for this one image
   * @throws ActionRefusedException when there is no rendition yet, the product is to be kept and
   *     cannot be told from its background, or the image has as many restyles as it may
   */
  public Optional<ImageRecord> restyle(
      String seller, ImageId imageId, RestyleOrder order, boolean urgent) {
    Optional<ImageRecord> ordered =
        catalog
            .update(seller, imageId, image -> ordered(image, order, urgent, clock.instant()))
            .map(starter::start);
    ordered.ifPresent(bin::deleteEvictedRestyles);
    return ordered;
  }

  private static ImageRecord ordered(
      ImageRecord image, RestyleOrder order, boolean urgent, Instant now) {
    RestyleOrder toPaint = Restyle.withPresentPrompt(image, order);
    ImageRecord without = DeletedRestyles.beforeOrder(image, toPaint.id(), now);
    return ImageJourney.ordered(without, toPaint, urgent, now);
  }

  /** Deletes a restyle, which can be restored for 30 days. */
  public Optional<ImageRecord> deleteRestyle(String seller, ImageId imageId, String restyleId) {
    return catalog.update(
        seller, imageId, image -> DeletedRestyles.deleted(image, restyleId, clock.instant()));
  }

  /**
   * Restores a deleted restyle.
   *
   * @throws ActionRefusedException if the image has as many restyles as it may
   */
  public Optional<ImageRecord> restoreRestyle(String seller, ImageId imageId, String restyleId) {
    return catalog.update(
        seller, imageId, image -> DeletedRestyles.restored(image, restyleId, clock.instant()));
  }

  /**
   * Repeats the failed steps.
   *
   * @param urgent whether a person waits for this one image
   * @throws ActionRefusedException if nothing failed, or no retry would help
   */
  public Optional<ImageRecord> retry(String seller, ImageId imageId, boolean urgent) {
    return catalog
        .update(seller, imageId, image -> ImageJourney.retried(image, urgent, clock.instant()))
        .map(starter::start);
  }

  /** Puts the picture into the bin. */
  public Optional<ImageRecord> delete(String seller, ImageId imageId) {
    return bin.put(seller, imageId);
  }

  /** Takes the picture out of the bin, as it was. */
  public Optional<ImageRecord> restore(String seller, ImageId imageId) {
    return bin.restore(seller, imageId);
  }
}
