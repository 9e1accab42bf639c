package dev.vitrine.catalog;

import dev.vitrine.image.Color;
import dev.vitrine.render.RenderImageResult.Rendered;
import dev.vitrine.tag.Attribute;
import dev.vitrine.vocabulary.Evidence;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the pixels of a revision say.
 *
 * @param format {@code jpeg}, {@code png}, {@code webp} or {@code gif}
 * @param width pixels, as displayed
 * @param height pixels, as displayed
 * @param bucket where the renditions are
 * @param rendition key of the JPEG of at most 1024 px a side
 * @param thumbnail key of the JPEG of at most 256 px a side
 * @param colors largest share first
 * @param background {@code scene}, or what a plain one looks like
 * @param evidence pixels, with the execution that measured
 */
public record Measurements(
    String format,
    int width,
    int height,
    String bucket,
    String rendition,
    String thumbnail,
    List<Color> colors,
    String background,
    Evidence evidence) {
  private static final String SCENE = "scene";

  public Measurements {
    colors = List.copyOf(colors);
  }

  static Measurements of(Rendered rendered, Evidence evidence) {
    return new Measurements(
        rendered.format(),
        rendered.width(),
        rendered.height(),
        rendered.bucket(),
        rendered.rendition(),
        rendered.thumbnail(),
        rendered.colors(),
        rendered.background(),
        evidence);
  }

  /** {@return {@code color}, and {@code background} when it is a plain one} */
  Map<String, Attribute> attributes() {
    Map<String, Attribute> attributes = new TreeMap<>();
    if (!colors.isEmpty()) {
      attributes.put("color", new Attribute(colors.get(0).name(), 1, evidence, false));
    }
    if (!background.equals(SCENE) && !background.isBlank()) {
      attributes.put("background", new Attribute(background, 1, evidence, false));
    }
    return attributes;
  }
}
