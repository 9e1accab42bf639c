package dev.vitrine.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vitrine.catalog.ImageStatus;
import java.util.Arrays;
import java.util.Optional;

/** What happened. */
public enum EventType {
  /** Everything that was asked for is there. */
  @JsonProperty("image.done")
  IMAGE_DONE("image.done"),
  /** The picture is described, but something is missing: see {@link ImageStatus#PARTIAL}. */
  @JsonProperty("image.partial")
  IMAGE_PARTIAL("image.partial"),
  /** The file is no usable picture. */
  @JsonProperty("image.rejected")
  IMAGE_REJECTED("image.rejected"),
  /** The work failed before the picture was described. */
  @JsonProperty("image.failed")
  IMAGE_FAILED("image.failed"),
  /** A file with images was handed out. */
  @JsonProperty("images.exported")
  IMAGES_EXPORTED("images.exported"),
  /** The seller tries a webhook. Every webhook receives it. */
  @JsonProperty("webhook.test")
  WEBHOOK_TEST("webhook.test");

  private final String word;

  EventType(String word) {
    this.word = word;
  }

  /** {@return the type's name in events and in the API} */
  public String word() {
    return word;
  }

  /** {@return the type of this name, if there is one} */
  public static Optional<EventType> ofWord(String word) {
    return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
  }

  /** {@return the event at which an image gets this status; empty while it is worked on} */
  static Optional<EventType> ofEnd(ImageStatus status) {
    return switch (status) {
      case DONE -> Optional.of(IMAGE_DONE);
      case PARTIAL -> Optional.of(IMAGE_PARTIAL);
      case REJECTED -> Optional.of(IMAGE_REJECTED);
      case FAILED -> Optional.of(IMAGE_FAILED);
      case RECEIVED, RUNNING -> Optional.empty();
    };
  }
}
