package dev.vitrine.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vitrine.image.PictureRef;
import java.util.Optional;

/**
 * Whether a step's result was stored.
 *
 * @param outcome only for people who read the execution's history: the workflow does not branch on
 *     it
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
     * The last status was asked for, but the record has no description: the sweep starts it again.
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
