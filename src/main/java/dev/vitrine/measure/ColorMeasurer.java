package dev.vitrine.measure;

import dev.vitrine.decode.Resampler;
import dev.vitrine.image.Color;
import dev.vitrine.measure.Clusters.Cluster;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the product's colors and its backdrop. The same pixels always measure the same. Colors
 * are apparent ones: neither the light nor the camera is corrected for.
 */
public final class ColorMeasurer {
  private static final int SIDE = 256;
  private static final int MOST_PIXELS = 6000;
  private static final double LEAST_WEIGHT = 0.15;
  private static final int MOST_COLORS = 3;

  /** Vivid colors catch the eye beyond their area, up to a chroma of 60. */
  private static final double VIVID_BONUS = 0.6;

  /** All clusters of one color name. */
  private record Named(String name, Cluster largest, double share, double weight) {
    static Named of(Cluster cluster) {
      double vivid = Math.min(cluster.color().chroma() / 60, 1);
      return new Named(
          ColorNames.nearest(cluster.color()),
          cluster,
          cluster.share(),
          cluster.share() * (1 + VIVID_BONUS * vivid));
    }

    Named with(Named other) {
      return new Named(
          name,
          largest.share() >= other.largest.share() ? largest : other.largest,
          share + other.share,
          weight + other.weight);
    }
  }

  private ColorMeasurer() {}

  /**
   * @param image of any size and type; fastest is INT_RGB of at most 256 px a side
   */
  public static Measurement measure(BufferedImage image) {
    LabPicture picture = LabPicture.of(Resampler.shrink(image, SIDE));
    Backdrop backdrop = Backdrop.of(picture);
    Mask whole = Mask.all(picture.width(), picture.height());
    Foreground thing = backdrop.isPlain() ? Foreground.before(backdrop, picture) : null;
    Mask object = thing == null ? whole : thing.all();
    Mask inner =
        thing == null
            ? Scene.product(picture, sample(whole.pixels()))
            : Skin.without(picture, object, thing.inner());
    boolean isHidden = backdrop.isPlain() && Flood.leavesOnlyShadow(picture, backdrop);
    Mask measured =
        isHidden ? whole : !inner.isEmpty() ? inner : !object.isEmpty() ? object : whole;
    return new Measurement(colors(picture, sample(measured.pixels())), backdrop.name());
  }

  private static int[] sample(int[] pixels) {
    int count = Math.min(pixels.length, MOST_PIXELS);
    int[] sample = new int[count];
    for (int i = 0; i < count; i++) {
      sample[i] = pixels[(int) ((long) i * pixels.length / count)];
    }
    return sample;
  }

  private static List<Color> colors(LabPicture picture, int[] pixels) {
    List<Cluster> found = Clusters.of(picture, pixels);
    List<Cluster> clusters = Shading.joined(Shades.joined(found, picture, pixels), picture, pixels);
    Map<String, Named> byName = new LinkedHashMap<>();
    for (Cluster cluster : clusters) {
      Named named = Named.of(cluster);
      byName.merge(named.name, named, Named::with);
    }
    double sum = byName.values().stream().mapToDouble(Named::weight).sum();
    List<Named> ranked = new ArrayList<>(byName.values());
    ranked.sort(Comparator.comparingDouble(Named::weight).reversed());
    return ranked.stream()
        .filter(named -> named.weight >= LEAST_WEIGHT * sum || named == ranked.get(0))
        .limit(MOST_COLORS)
        .map(named -> new Color(named.name, named.largest.color().hex(), share(named)))
        .toList();
  }

  /** Three decimals: more would pretend a precision that the measurement does not have. */
  private static double share(Named named) {
    return Math.max(1, Math.min(1000, Math.round(1000 * named.share))) / 1000.0;
  }
}
