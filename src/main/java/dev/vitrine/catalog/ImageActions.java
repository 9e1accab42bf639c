package dev.vitrine.catalog;

import dev.vitrine.image.ImageId;
import dev.vitrine.workflow.RestyleOrder;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a person may do with an image. Each gives the record as it is then, and is empty when the
 * seller has no such image. Doing the same twice is doing it once.
 */
@ApplicationScoped
public class ImageActions {
  private final Catalog catalog;
  private final Uploads uploads;
  private final ImageStarter starter;
  private final Clock clock;

  ImageActions(Catalog catalog, Uploads uploads, ImageStarter starter, Clock clock) {
    this.catalog = catalog;
    this.uploads = uploads;
    this.starter = starter;
    this.clock = clock;
  }

  /** Gives a tag, or accepts one that was suggested. */
  public Optional<ImageRecord> addTag(String seller, ImageId imageId, TagLabel label) {
    return correct(seller, imageId, said -> said.tagAdded(label, clock.instant()));
  }

  /** Takes a tag off, or dismisses a suggestion, and remembers that it was refused. */
  public Optional<ImageRecord> removeTag(String seller, ImageId imageId, TagLabel label) {
    return correct(seller, imageId, said -> said.tagRemoved(label));
  }

  /** Sets an attribute, and locks it. */
  public Optional<ImageRecord> setAttribute(String seller, ImageId imageId, Facet.Key value) {
    return correct(
        seller, imageId, said -> said.attributeSet(value.name(), value.value(), clock.instant()));
  }

  /** Unlocks an attribute: what a machine says about it counts again. */
  public Optional<ImageRecord> unlockAttribute(String seller, ImageId imageId, String name) {
    return correct(seller, imageId, said -> said.attributeUnlocked(name));
  }

  private Optional<ImageRecord> correct(
      String seller, ImageId imageId, UnaryOperator<Corrections> word) {
    return catalog.update(seller, imageId, image -> image.with(word.apply(image.corrections())));
  }

  /**
   * Orders a restyle.
   *
   * @throws NotNowException when there is no rendition yet
   */
  public Optional<ImageRecord> restyle(String seller, ImageId imageId, RestyleOrder order) {
    return catalog
        .update(seller, imageId, image -> ImageJourney.ordered(image, order, clock.instant()))
        .map(starter::start);
  }

  /**
   * Does again what failed.
   *
   * @throws NotNowException when nothing failed, or nothing that trying again could help
   */
  public Optional<ImageRecord> retry(String seller, ImageId imageId) {
    return catalog
        .update(seller, imageId, image -> ImageJourney.retried(image, clock.instant()))
        .map(starter::start);
  }

  /** Deletes the picture, what was derived from it, and at last its record. */
  public Optional<ImageRecord> delete(String seller, ImageId imageId) {
    Optional<ImageRecord> image = catalog.find(seller, imageId);
    // The record goes last: while it is there, a deletion that was cut off can be repeated.
    image.ifPresent(uploads::delete);
    return image.isPresent() ? catalog.delete(seller, imageId) : image;
  }
}
