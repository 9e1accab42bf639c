package dev.vitrine.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.Catalog.Binned;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.ImageStatus;
import dev.vitrine.image.PictureRef;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of the bin.
 *
 * @param images what was deleted last first; maybe fewer than the limit although more follow
 * @param cursor parameter of the request for the next page; null on the last page
 */
@Schema(name = "Bin", requiredProperties = "images")
public record BinView(List<BinnedImage> images, @Nullable String cursor) {
  static final String EXAMPLE =
      """
      {"images": [{"imageId": "01k3v8q2m4t6w8y0a2c4e6g8j0", "key": "demo/mug.jpg",
        "revision": "0000000000000000000066a1b2c3d4e5", "status": "done", "title": "White mug",
        "width": 1600, "height": 1200, "preview": "https://bucket.s3.amazonaws.com/...",
        "deletedAt": "2026-11-29T09:00:00Z", "goesAt": "2026-12-29T09:00:00Z"}]}""";

  /**
   * A picture in the bin.
   *
   * @param imageId 26 characters
   * @param key where the original lies in the bucket
   * @param revision 32 hexadecimal digits
   * @param status how far the work on the image is
   * @param title for a listing; null if nothing names the product
   * @param width pixels, as displayed; null before it is rendered
   * @param height pixels, as displayed; null before it is rendered
   * @param preview address of a JPEG of at most 256 px a side, which works for 15 minutes; null
   *     before it is rendered
   * @param deletedAt when it was put into the bin
   * @param goesAt when it is deleted for good, or up to an hour later
   */
  @Schema(
      name = "BinnedImage",
      requiredProperties = {"imageId", "key", "revision", "status", "deletedAt", "goesAt"})
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record BinnedImage(
      String imageId,
      String key,
      String revision,
      ImageStatus status,
      @Nullable String title,
      @Nullable Integer width,
      @Nullable Integer height,
      @Nullable URI preview,
      Instant deletedAt,
      Instant goesAt) {}

  static BinView of(Catalog.BinPage page, PictureLinks links) {
    return new BinView(page.images().stream().map(one -> view(one, links)).toList(), page.cursor());
  }

  private static BinnedImage view(Binned binned, PictureLinks links) {
    ImageRecord image = binned.image();
    PictureRef picture = image.picture();
    var measured = image.measured();
    return new BinnedImage(
        image.imageId().value(),
        picture.key(),
        picture.revision().value(),
        image.status(),
        image.title(),
        measured == null ? null : measured.width(),
        measured == null ? null : measured.height(),
        measured == null ? null : links.link(picture.bucket(), picture.thumbnail()),
        binned.at(),
        binned.goesAt());
  }
}
