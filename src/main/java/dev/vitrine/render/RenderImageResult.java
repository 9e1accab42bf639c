package dev.vitrine.render;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.vitrine.image.Color;
import dev.vitrine.image.PictureHash;
import dev.vitrine.measure.PackedSilhouette;
import dev.vitrine.measure.Separation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of RenderImage; state {@code IsUsable} branches on {@code outcome}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RenderImageResult.Rendered.class, name = "rendered"),
  @JsonSubTypes.Type(value = RenderImageResult.Rejected.class, name = "rejected")
})
public sealed interface RenderImageResult {

  /**
   * The renditions are in S3, where {@link dev.vitrine.image.PictureRef} says.
   *
   * @param format {@code jpeg}, {@code png}, {@code webp} or {@code gif}
   * @param width pixels of the original, as displayed
   * @param height pixels of the original, as displayed
   * @param bytes size of the original
   * @param colors measured, largest share first; at most 3
   * @param background {@code white}, {@code black}, {@code grey}, {@code plain <color>} or {@code
   *     scene}
   * @param blur of the rendition, from 0, sharp, to 1
   * @param hash of what it looks like; null if it is of one color, and from before an upgrade
   * @param restyles names of the styles that were asked for with the upload
   * @param separation whether a restyle can keep the product, by the pixels; null from before an
   *     upgrade
   * @param silhouette what it would keep, to be compared with the captioner's boxes; null if that
   *     is not sure, and from before an upgrade
   */
  record Rendered(
      String format,
      int width,
      int height,
      long bytes,
      List<Color> colors,
      String background,
      double blur,
      @Nullable PictureHash hash,
      List<String> restyles,
      @Nullable Separation separation,
      @Nullable PackedSilhouette silhouette)
      implements RenderImageResult {
    public Rendered {
      if (width <= 0 || height <= 0) {
        throw new IllegalArgumentException("a picture of " + width + " x " + height);
      }
      colors = List.copyOf(colors);
      restyles = List.copyOf(restyles);
    }
  }

  /**
   * Not a usable picture.
   *
   * @param code stable, upper case
   * @param message a sentence for the seller
   */
  record Rejected(String code, String message) implements RenderImageResult {}
}
