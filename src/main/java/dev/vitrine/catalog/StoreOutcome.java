package dev.vitrine.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * Whether a step's result was stored.
 *
 * @param outcome only for people who read the execution's history: the workflow does not branch on
 *     it
 */
public record StoreOutcome(Outcome outcome) {

  /** The possible outcomes. */
  public enum Outcome {
    /** The result is in the record. */
    @JsonProperty("stored")
    STORED,
    /** Discarded: the picture was replaced while the step ran. */
    @JsonProperty("superseded")
    SUPERSEDED,
    /** Discarded: the image was deleted. */
    @JsonProperty("deleted")
    DELETED
  }

  /**
   * @param image after the step's change; empty if it is deleted
   */
  static StoreOutcome of(Optional<ImageRecord> image, ImageRef ref) {
    return new StoreOutcome(
        image
            .map(ImageRecord::original)
            .map(now -> now.revision().equals(ref.revision()) ? Outcome.STORED : Outcome.SUPERSEDED)
            .orElse(Outcome.DELETED));
  }
}
