package dev.vitrine.query;

import dev.vitrine.action.Bulk;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What came of an order for many images, as far as this call got.
 *
 * @param results an entry for each image
 * @param cursor for the next call; null if nothing is left of the query
 */
@Schema(name = "BulkResult", requiredProperties = "results")
public record BulkView(List<Entry> results, @Nullable String cursor) {

  /**
   * What came of it on one image.
   *
   * @param imageId 26 characters
   * @param outcome {@code done}; {@code refused} by the image's state; {@code missing}; or {@code
   *     unavailable}, which a repeated call may mend
   * @param corrected true if the order has corrected the image, which can be undone by its key;
   *     null if it changed nothing, and for actions that are no corrections
   * @param code why not, for programs
   * @param message why not, for the seller
   */
  @Schema(
      name = "BulkEntry",
      requiredProperties = {"imageId", "outcome"})
  public record Entry(
      String imageId,
      @Schema(enumeration = {"done", "refused", "missing", "unavailable"}) String outcome,
      @Nullable Boolean corrected,
      @Nullable String code,
      @Nullable String message) {}

  static BulkView of(Bulk.Page page) {
    return new BulkView(
        page.results().stream()
            .map(
                one ->
                    new Entry(
                        one.imageId().value(),
                        one.outcome().name().toLowerCase(Locale.ROOT),
                        one.corrected() ? true : null,
                        one.code(),
                        one.message()))
            .toList(),
        page.cursor());
  }
}
