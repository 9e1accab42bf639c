package dev.vitrine.query;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.Restyle;
import dev.vitrine.failure.ImageError;
import dev.vitrine.restyle.RestyleImageResult;
import dev.vitrine.workflow.RestyleOrder;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A restyle as the API shows it.
 *
 * @param id unique within the image
 * @param style name of the preset; null for a restyle by prompt only
 * @param status how far the work on the restyle is
 * @param waitsForDescription true while the image is being described and the restyle is to be
 *     painted after that; else null
 * @param url path that redirects to the picture, relative to the API's root, another one if it is
 *     painted anew; null before it is painted
 * @param seed as ordered; once painted, as used by the engine
 * @param strength distance from the original in [0, 1]
 * @param keep {@code product} if the product was kept; null if all was painted
 * @param prompt as ordered; once painted, the whole text that the engine got
 * @param engine the model or stand-in that painted it; null before
 * @param error why painting failed; null if it has not
 */
@Schema(
    name = "Restyle",
    requiredProperties = {"id", "status", "seed", "strength"})
public record RestyleView(
    String id,
    @Nullable String style,
    Restyle.Status status,
    @Nullable Boolean waitsForDescription,
    @Nullable String url,
    long seed,
    double strength,
    RestyleOrder.@Nullable Keep keep,
    @Nullable String prompt,
    @Nullable String engine,
    @Nullable ImageError error) {

  /**
   * A restyle that can be restored.
   *
   * @param id unique within the image
   * @param style name of the preset; null for a restyle by prompt only
   * @param seed as ordered
   * @param strength distance from the original in [0, 1]
   * @param keep {@code product} if the product was to be kept; null if all was to be painted
   * @param deletedAt when it was deleted
   * @param goesAt until when it can be restored; its painting is deleted within two hours after. A
   *     new order may delete it earlier, once 40 others were deleted after it
   */
  @Schema(
      name = "DeletedRestyle",
      requiredProperties = {"id", "seed", "strength", "deletedAt", "goesAt"})
  public record Deleted(
      String id,
      @Nullable String style,
      long seed,
      double strength,
      RestyleOrder.@Nullable Keep keep,
      Instant deletedAt,
      Instant goesAt) {

    static Deleted of(Restyle.Deleted deleted) {
      RestyleOrder order = deleted.restyle().order();
      return new Deleted(
          order.id(),
          order.style(),
          order.seed(),
          order.strength(),
          order.keep(),
          deleted.at(),
          deleted.goesAt());
    }
  }

  static RestyleView of(ImageRecord image, Restyle restyle) {
    RestyleImageResult result = restyle.result();
    String path =
        "/images/" + image.imageId() + "/restyles/" + restyle.id() + "?by=" + restyle.execution();
    return new RestyleView(
        restyle.id(),
        restyle.order().style(),
        restyle.status(),
        restyle.waitsForDescription(image) ? true : null,
        result == null ? null : path,
        result == null ? restyle.order().seed() : result.seed(),
        restyle.order().strength(),
        restyle.order().keep(),
        result == null ? restyle.order().prompt() : result.prompt(),
        result == null ? null : result.engine(),
        restyle.error());
  }
}
