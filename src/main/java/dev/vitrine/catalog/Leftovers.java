package dev.vitrine.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vitrine.catalog.Leftovers.StoreResult.Outcome;
import dev.vitrine.endpoint.AsynchronousEndpoints;
import dev.vitrine.image.PictureRef;
import dev.vitrine.upload.Uploads;
import dev.vitrine.workflow.RestyleOrder;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Deletes what steps wrote of a picture that was deleted or replaced meanwhile: renditions,
 * restyled pictures, requests to asynchronous endpoints and their answers.
 */
@ApplicationScoped
public class Leftovers {

  /**
   * Whether a step's result was stored.
   *
   * @param outcome only for people who read the execution's history: the workflow does not branch
   *     on it
   */
  public record StoreResult(Outcome outcome) {

    /** The possible outcomes. */
    public enum Outcome {
      /** The result is in the record. */
      @JsonProperty("stored")
      STORED,
      /** Discarded: the picture was replaced while this step ran. */
      @JsonProperty("superseded")
      SUPERSEDED,
      /** Discarded: the picture was deleted while this step ran. */
      @JsonProperty("deleted")
      DELETED,
      /** Discarded: the restyle was deleted, and is gone for good. */
      @JsonProperty("restyle-deleted")
      RESTYLE_DELETED,
      /**
       * The last status was asked for, but the record has no description: the sweep starts it
       * again.
       */
      @JsonProperty("nothing-to-finish")
      NOTHING_TO_FINISH
    }

    /**
     * @param image the record after the change; empty when there is none
     */
    static StoreResult of(Optional<ImageRecord> image, PictureRef picture) {
      return new StoreResult(
          image
              .map(now -> now.picture().revision().equals(picture.revision()))
              .map(same -> same ? Outcome.STORED : Outcome.SUPERSEDED)
              .orElse(Outcome.DELETED));
    }
  }

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
        && image.filter(now -> knows(now, order.id())).isEmpty()) {
      uploads.deleteRestyle(picture, order.id());
      return new StoreResult(Outcome.RESTYLE_DELETED);
    }
    return result;
  }

  private static boolean knows(ImageRecord image, String restyleId) {
    return Restyle.isShown(image, restyleId) || Restyle.isDeleted(image, restyleId);
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
