package dev.vitrine.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * What became of something that a step wanted to store.
 *
 * @param outcome for the execution's history; the workflow goes on the same way
 */
public record StoreOutcome(Outcome outcome) {

  /** What may become of it. */
  public enum Outcome {
    /** The record has it. */
    @JsonProperty("stored")
    STORED,
    /** The image has a newer revision, whose record this is none of. */
    @JsonProperty("superseded")
    SUPERSEDED,
    /** The image was deleted, and stays deleted. */
    @JsonProperty("deleted")
    DELETED
  }

  /**
   * @param image as it is after the change; empty when there is none
   */
  static StoreOutcome of(Optional<ImageRecord> image, ImageRef ref) {
    return new StoreOutcome(
        image
            .map(ImageRecord::original)
            .map(now -> now.revision().equals(ref.revision()) ? Outcome.STORED : Outcome.SUPERSEDED)
            .orElse(Outcome.DELETED));
  }
}
