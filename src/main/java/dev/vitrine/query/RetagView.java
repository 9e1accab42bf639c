package dev.vitrine.query;

import dev.vitrine.catalog.Retag;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What tagging a page of pictures again changes, or would change.
 *
 * @param images with different tags or attributes, newest first
 * @param unchanged number of images that stay the same
 * @param withoutEmbedding number of images that only a new run can tag, as no embedding of today's
 *     model is kept of them; that run is started if the request applies
 * @param cursor parameter of the request for the next page; null on the last page
 */
@Schema(
    name = "Retag",
    requiredProperties = {"images", "unchanged", "withoutEmbedding"})
public record RetagView(
    List<Retag.Changed> images, int unchanged, int withoutEmbedding, @Nullable String cursor) {

  static RetagView of(Retag retag) {
    return new RetagView(
        retag.images(), retag.unchanged(), retag.withoutEmbedding(), retag.cursor());
  }
}
