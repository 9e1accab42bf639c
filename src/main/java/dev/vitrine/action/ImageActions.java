package dev.vitrine.action;

import dev.vitrine.catalog.ActionRefusedException;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.ImageJourney;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.Leftovers;
import dev.vitrine.image.ImageId;
import dev.vitrine.lesson.Teaching;
import dev.vitrine.upload.Uploads;
import dev.vitrine.workflow.RestyleOrder;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/**
 * The actions of a person on an image. Each returns the changed record, or empty if the seller has
 * no such image. Repeating an action changes nothing.
 */
@ApplicationScoped
public class ImageActions {
  private final Catalog catalog;
  private final Uploads uploads;
  private final ImageStarter starter;
  private final Leftovers leftovers;
  private final Correcting correcting;
  private final Clock clock;

  public ImageActions(
      Catalog catalog,
      Uploads uploads,
      ImageStarter starter,
      Leftovers leftovers,
      Teaching teaching,
      Clock clock) {
    this.catalog = catalog;
    this.uploads = uploads;
    this.starter = starter;
    this.leftovers = leftovers;
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
    return correcting.make(seller, imageId, correction, id);
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
   * Orders a restyle.
   *
   * @param urgent whether a person waits for this one image
   * @throws ActionRefusedException when there is no rendition yet
   */
  public Optional<ImageRecord> restyle(
      String seller, ImageId imageId, RestyleOrder order, boolean urgent) {
    return catalog
        .update(
            seller, imageId, image -> ImageJourney.ordered(image, order, urgent, clock.instant()))
        .map(starter::start);
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

  /** Deletes the picture, what was derived from it, and at last its record. */
  public Optional<ImageRecord> delete(String seller, ImageId imageId) {
    Optional<ImageRecord> image = catalog.find(seller, imageId);
    // The record goes last: while it is there, a deletion that was cut off can be repeated.
    image.map(ImageRecord::picture).ifPresent(uploads::delete);
    image
        .map(known -> catalog.delete(seller, imageId).orElse(known))
        // Again, because a step may have written while the record was there.
        .ifPresent(gone -> leftovers.delete(gone.picture()));
    return image;
  }
}
