package dev.vitrine.catalog;

import dev.vitrine.catalog.StoreResult.Outcome;
import dev.vitrine.endpoint.AsynchronousEndpoints;
import dev.vitrine.image.PictureRef;
import dev.vitrine.upload.Uploads;
import dev.vitrine.workflow.RestyleOrder;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Deletes what steps wrote of a picture that was deleted or replaced meanwhile: renditions,
 * restyled pictures, questions to asynchronous endpoints and their answers.
 */
@ApplicationScoped
public class Leftovers {
  private final Uploads uploads;
  private final AsynchronousEndpoints endpoints;

  Leftovers(Uploads uploads, AsynchronousEndpoints endpoints) {
    this.uploads = uploads;
    this.endpoints = endpoints;
  }

  /**
   * Deletes all that was derived from revisions up to this one. What is gone already is fine.
   *
   * @throws dev.vitrine.upload.StorageUnavailableException if the bucket cannot be used at the
   *     moment
   */
  public void delete(PictureRef upTo) {
    uploads.deleteDerived(upTo);
    endpoints.forget(upTo);
  }

  /**
   * Finishes a step that stored a painting. Deletes the painting if the image no longer has its
   * order, and everything derived from the picture if the picture was deleted or replaced.
   *
   * @param image the record after the change; empty when there is none
   */
  StoreResult storeResult(Optional<ImageRecord> image, PictureRef picture, RestyleOrder order) {
    StoreResult result = storeResult(image, picture);
    if (result.outcome() == Outcome.STORED
        && image.filter(now -> ImageJourney.knows(now, order)).isEmpty()) {
      uploads.deleteRestyle(picture, order.id());
      return new StoreResult(Outcome.RESTYLE_DELETED);
    }
    return result;
  }

  /**
   * Finishes a step that stored a result. Deletes everything derived from the picture if it was
   * deleted or replaced while the step ran.
   *
   * @param image the record after the change; empty when there is none
   */
  StoreResult storeResult(Optional<ImageRecord> image, PictureRef picture) {
    StoreResult result = StoreResult.of(image, picture);
    if (result.outcome() != Outcome.STORED) {
      delete(picture);
    }
    return result;
  }
}
