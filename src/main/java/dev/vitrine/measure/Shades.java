package dev.vitrine.measure;

import dev.vitrine.decode.Lab;
import dev.vitrine.measure.Clusters.Cluster;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts light and shade of one colored surface as one color: both have its hue, and so have all
 * the pixels between them. Two colors of one hue that lie side by side, as stripes do, have hardly
 * a pixel between them, and stay two.
 *
 * @see "S. A. Shafer, Using color to separate reflection components, 1985"
 */
final class Shades {
  /** Below this chroma a hue says little. */
  private static final double LEAST_CHROMA = 12;

  /** Sine of the largest angle between two hues that count as one. */
  private static final double SAME_HUE = Math.sin(Math.toRadians(12));

  /** Greatest difference in lightness between two neighbors of a chain of shades. */
  private static final double MOST_SHADE = 40;

  /** Two shades are one surface if the middle between them has this part of the rarer one. */
  private static final double GAP = 0.35;

  /** Half the breadth of what counts as near a shade, as a part of the way to the other one. */
  private static final double NEAR = 0.15;

  private final LabPicture picture;
  private final int[] pixels;
  private final List<Cluster> clusters;
  private final int[] nearest;

  private Shades(List<Cluster> clusters, LabPicture picture, int[] pixels) {
    this.clusters = clusters;
    this.picture = picture;
    this.pixels = pixels;
    float[][] centers = clusters.stream().map(Cluster::weighted).toArray(float[][]::new);
    this.nearest = new int[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      nearest[i] = picture.nearest(pixels[i], centers);
    }
  }

  /** {@return the clusters, those of one surface counted as one cluster of its median shade} */
  static List<Cluster> joined(List<Cluster> clusters, LabPicture picture, int[] pixels) {
    List<Cluster> byLightness = new ArrayList<>(clusters);
    byLightness.sort(Comparator.comparingDouble(one -> one.color().l()));
    Shades shades = new Shades(byLightness, picture, pixels);
    int[] surfaces = shades.surfaces();
    Map<Integer, List<Cluster>> parts = new TreeMap<>();
    for (int i = 0; i < surfaces.length; i++) {
      parts.computeIfAbsent(surfaces[i], surface -> new ArrayList<>()).add(byLightness.get(i));
    }
    return parts.values().stream().map(Shades::median).toList();
  }

  /** {@return a number for each cluster, the same for all those of one surface} */
  private int[] surfaces() {
    int[] surfaces = new int[clusters.size()];
    for (int i = 0; i < surfaces.length; i++) {
      surfaces[i] = i;
      for (int darker = 0; darker < i; darker++) {
        if (areOne(darker, i)) {
          int from = surfaces[darker];
          int to = surfaces[i];
          Arrays.setAll(surfaces, k -> surfaces[k] == from ? to : surfaces[k]);
        }
      }
    }
    return surfaces;
  }

  private boolean areOne(int darker, int lighter) {
    Lab dark = clusters.get(darker).color();
    Lab light = clusters.get(lighter).color();
    double chromas = dark.chroma() * light.chroma();
    return Math.min(dark.chroma(), light.chroma()) >= LEAST_CHROMA
        && light.l() - dark.l() <= MOST_SHADE
        && dark.a() * light.a() + dark.b() * light.b() > 0
        && Math.abs(dark.a() * light.b() - dark.b() * light.a()) <= SAME_HUE * chromas
        && !hasGap(darker, lighter);
  }

  private boolean hasGap(int one, int other) {
    float[] from = clusters.get(one).weighted();
    float[] to = clusters.get(other).weighted();
    double[] way = {to[0] - from[0], to[1] - from[1], to[2] - from[2]};
    double squared = way[0] * way[0] + way[1] * way[1] + way[2] * way[2];
    int[] near = new int[3]; // the one, the middle, the other
    for (int i = 0; i < pixels.length; i++) {
      if (nearest[i] == one || nearest[i] == other) {
        int pixel = pixels[i];
        double at =
            ((picture.l(pixel) - from[0]) * way[0]
                    + (picture.a(pixel) - from[1]) * way[1]
                    + (picture.b(pixel) - from[2]) * way[2])
                / squared;
        for (int k = 0; k < 3; k++) {
          near[k] += Math.abs(at - k / 2.0) < NEAR ? 1 : 0;
        }
      }
    }
    return near[1] < GAP * Math.min(near[0], near[2]);
  }

  /** {@return these clusters as one, of the first shade up to which half of their pixels are} */
  private static Cluster median(List<Cluster> byLightness) {
    double share = byLightness.stream().mapToDouble(Cluster::share).sum();
    double darker = 0;
    int median = -1;
    while (darker < share / 2 && median < byLightness.size() - 1) {
      darker += byLightness.get(++median).share();
    }
    return new Cluster(byLightness.get(Math.max(0, median)).color(), share);
  }
}
