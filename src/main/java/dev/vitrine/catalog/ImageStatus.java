package dev.vitrine.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far an image has got. */
public enum ImageStatus {
  /** Waits for its execution. Only records of release 0.1.0 have it; they count as running. */
  @JsonProperty("received")
  RECEIVED,
  /** An execution works on the image, or will be started for it. */
  @JsonProperty("running")
  RUNNING,
  /** Everything asked for is there. */
  @JsonProperty("done")
  DONE,
  /**
   * Described, but something failed, so that it is missing or of before: tags, prompt, the products
   * of a picture that shows several, or a restyle.
   */
  @JsonProperty("partial")
  PARTIAL,
  /** Not a usable picture. */
  @JsonProperty("rejected")
  REJECTED,
  /** The work failed before the picture was described. */
  @JsonProperty("failed")
  FAILED;

  /** {@return the word for it in JSON, keys and addresses} */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return the status of that word; empty when there is none} */
  public static Optional<ImageStatus> ofWord(String word) {
    return Arrays.stream(values()).filter(status -> status.word().equals(word)).findFirst();
  }

  /** {@return how the work on an image ends that is described: by whether anything is missing} */
  static ImageStatus atTheEndOf(ImageRecord described) {
    boolean isComplete =
        described.descriptionOrNone().isComplete()
            && described.restyles().stream()
                .noneMatch(one -> one.status() == Restyle.Status.FAILED);
    return isComplete ? DONE : PARTIAL;
  }

  /** {@return whether an execution still works on the image, or is to be started for it} */
  public boolean unfinished() {
    return this == RECEIVED || this == RUNNING;
  }
}
