package dev.vitrine.catalog;

import dev.vitrine.image.Color;
import dev.vitrine.image.DetectedBoxes;
import dev.vitrine.image.PictureHash;
import dev.vitrine.measure.PackedSilhouette;
import dev.vitrine.measure.Separation;
import dev.vitrine.render.RenderImageResult.Rendered;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Evidence;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Measurements of the pixels of a revision.
 *
 * @param format {@code jpeg}, {@code png}, {@code webp} or {@code gif}
 * @param width pixels, as displayed
 * @param height pixels, as displayed
 * @param colors largest share first
 * @param background {@code scene}, or the color of a plain background
 * @param blur from 0, sharp, to 1; null in older records
 * @param hash of what it looks like; null if it is of one color, and in older records
 * @param separation whether a restyle can keep the product, by the pixels; null in older records
 * @param boxed whether it can by a captioner's boxes too; null if it cannot by the pixels, or if
 *     there are no boxes
 * @param evidence of source {@code PIXELS}, with the execution that measured
 */
public record Measurements(
    String format,
    int width,
    int height,
    List<Color> colors,
    String background,
    @Nullable Double blur,
    @Nullable PictureHash hash,
    @Nullable Separation separation,
    @Nullable Separation boxed,
    Evidence evidence) {
  private static final String SCENE = "scene";

  /** Greatest ratio of the sides of a picture that is called square. */
  private static final double SQUARE = 1.05;

  /** Long side from which shops offer to zoom, pixels. */
  private static final int LARGE = 2000;

  /** Long side that marketplaces ask for at least, pixels. */
  private static final int MEDIUM = 1000;

  /** The samples, blurred by a Gaussian of about 1 px, measure 0.47 to 0.57. */
  private static final double SOFT = 0.45;

  /** The samples, blurred by a Gaussian of about 2 px, measure 0.64 to 0.73. */
  private static final double BLURRED = 0.65;

  public Measurements {
    colors = List.copyOf(colors);
  }

  /**
   * @param detected where a captioner sees products; null if it saw none, or did not look
   */
  static Measurements of(Rendered rendered, @Nullable DetectedBoxes detected, Evidence evidence) {
    PackedSilhouette silhouette = rendered.silhouette();
    return new Measurements(
        rendered.format(),
        rendered.width(),
        rendered.height(),
        rendered.colors(),
        rendered.background(),
        rendered.blur(),
        rendered.hash(),
        rendered.separation(),
        silhouette == null || detected == null ? null : silhouette.separation(detected),
        evidence);
  }

  /** {@return whether a restyle can keep the product, by all that is known; null if unknown} */
  public @Nullable Separation ofProduct() {
    return boxed == null ? separation : boxed;
  }

  /**
   * {@return {@code color}, {@code orientation}, {@code size}, {@code sharpness}, and {@code
   * background} when it is a plain one}
   */
  Map<String, Attribute> attributes() {
    Map<String, Attribute> attributes = new TreeMap<>();
    if (!colors.isEmpty()) {
      attributes.put("color", measured(colors.get(0).name()));
    }
    if (!background.equals(SCENE) && !background.isBlank()) {
      attributes.put("background", measured(background));
    }
    attributes.put("orientation", measured(orientation()));
    attributes.put("size", measured(size()));
    if (blur != null) {
      attributes.put("sharpness", measured(sharpness(blur)));
    }
    return attributes;
  }

  private Attribute measured(String value) {
    return new Attribute(value, 1, evidence, false);
  }

  private String orientation() {
    if (Math.max(width, height) <= SQUARE * Math.min(width, height)) {
      return "square";
    }
    return width > height ? "landscape" : "portrait";
  }

  private String size() {
    int side = Math.max(width, height);
    return side >= LARGE ? "large" : side >= MEDIUM ? "medium" : "small";
  }

  private static String sharpness(double blur) {
    return blur < SOFT ? "sharp" : blur < BLURRED ? "soft" : "blurred";
  }
}
