package dev.vitrine.query;

import dev.vitrine.catalog.Retag;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of pictures that were tagged again, or would be.
 *
 * @param images those that look different, newest first
 * @param unchanged how many look as they did
 * @param restarted how many must be looked at by the model once more, and are when it is applied
 * @param cursor what to ask for the next page with; left out on the last
 */
@Schema(
    name = "Retag",
    requiredProperties = {"images", "unchanged", "restarted"})
public record RetagView(
    List<Retag.Changed> images, int unchanged, int restarted, @Nullable String cursor) {

  static RetagView of(Retag retag) {
    return new RetagView(retag.images(), retag.unchanged(), retag.unreadable(), retag.cursor());
  }
}
