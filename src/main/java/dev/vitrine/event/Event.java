package dev.vitrine.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.failure.ImageError;
import dev.vitrine.image.Sha256;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a seller's images.
 *
 * @param id the same however often the event is told; ids of later events are greater
 * @param at when it happened
 * @param body JSON as receivers get it, the same each time
 */
record Event(String id, EventType type, Instant at, String body) {
  static final String ID = "evt_[0-9a-f]{12}_[0-9a-f]{16}";

  Event {
    if (!id.matches(ID)) {
      throw new IllegalArgumentException("not the id of an event: " + id);
    }
  }

  /**
   * What receivers get.
   *
   * @param data what the event is about
   */
  record Body(String id, EventType type, Instant timestamp, Data data) {}

  /**
   * What an event is about.
   *
   * @param imageId null if it is not about one image, as the next three
   * @param error why the image is rejected, failed or partial; null otherwise
   * @param export null if it is not about an export
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Data(
      String seller,
      @Nullable String imageId,
      @Nullable String key,
      @Nullable String revision,
      @Nullable String status,
      @Nullable EventError error,
      @Nullable ExportedFile export) {
    static Data of(String seller, @Nullable ExportedFile export) {
      return new Data(seller, null, null, null, null, null, export);
    }
  }

  /** An error in short; the image has it in full. */
  record EventError(String code, boolean retryable) {}

  /**
   * A file that was handed out.
   *
   * @param file its name in the API, e.g. shopify.csv
   * @param images how many it has
   * @param by {@code all}, {@code query} or {@code ids}: which images were wanted; null if it was
   *     noted by an earlier release
   * @param query conditions as GET /images takes them; null if there were none
   * @param ids of the images; null if there were none, or more than one answer has them
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ExportedFile(
      String file,
      long images,
      @Nullable String by,
      @Nullable String query,
      @Nullable List<String> ids) {}

  /** {@return the end of an image's work; empty while it is worked on} */
  static Optional<Event> ofEnd(ImageRecord image) {
    Instant at = image.finishedAt();
    return at == null
        ? Optional.empty()
        : EventType.ofEnd(image.status()).map(type -> of(type, at, image));
  }

  private static Event of(EventType type, Instant at, ImageRecord image) {
    ImageError failure = image.failure();
    Data data =
        new Data(
            image.seller(),
            image.imageId().value(),
            image.picture().key(),
            image.picture().revision().value(),
            image.status().word(),
            failure == null ? null : new EventError(failure.code(), failure.retryable()),
            null);
    return of(type, at, data, image.imageId().value() + image.picture().revision());
  }

  /**
   * {@return a test of a webhook}
   *
   * @param distinction tells tests of the same moment apart
   */
  static Event test(String seller, Instant at, String distinction) {
    return of(EventType.WEBHOOK_TEST, at, Data.of(seller, null), distinction);
  }

  /**
   * {@return an export}
   *
   * @param distinction tells exports of the same moment apart
   */
  static Event export(String seller, ExportedFile export, Instant at, String distinction) {
    return of(EventType.IMAGES_EXPORTED, at, Data.of(seller, export), distinction);
  }

  private static Event of(EventType type, Instant at, Data data, String about) {
    byte[] hash = Sha256.of(data.seller() + "\n" + about + "\n" + type.word() + "\n" + at);
    String id = "evt_%012x_%s".formatted(at.toEpochMilli(), HexFormat.of().formatHex(hash, 0, 8));
    return new Event(id, type, at, EventJson.write(new Body(id, type, at, data)));
  }
}
