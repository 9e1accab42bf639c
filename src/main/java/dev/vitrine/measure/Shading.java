package dev.vitrine.measure;

import dev.vitrine.decode.Lab;
import dev.vitrine.measure.Clusters.Cluster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Tells a white thing with shadows from a white and gray one: shadows pass through every lightness
 * between, a print does not.
 */
final class Shading {
  private static final double NEUTRAL_CHROMA = 14;
  private static final double SAME_TINT = 10;
  private static final double WHITE_FROM = 85;

  /** Anything darker stays gray: product photographers use light too soft for such shadows. */
  private static final double SHADOW_FROM = 40;

  private static final double WHITE_SHARE = 0.1;
  private static final int BIN = 3;

  /**
   * Two grays are two colors if a lightness between them is rarer than this part of the rarer one.
   */
  private static final double GAP = 0.35;

  private final int[] lightness = new int[100 / BIN + 2];

  private Shading(LabPicture picture, int[] pixels) {
    for (int pixel : pixels) {
      double a = picture.a(pixel);
      double b = picture.b(pixel);
      if (a * a + b * b < NEUTRAL_CHROMA * NEUTRAL_CHROMA) {
        lightness[bin(picture.l(pixel) / LabPicture.LIGHTNESS_WEIGHT)]++;
      }
    }
  }

  /** {@return the clusters, those that are shadows of the white one counted as part of it} */
  static List<Cluster> joined(List<Cluster> clusters, LabPicture picture, int[] pixels) {
    Cluster white =
        clusters.stream()
            .filter(c -> isNeutral(c) && c.color().l() >= WHITE_FROM && c.share() >= WHITE_SHARE)
            .max(Comparator.comparingDouble(c -> c.color().l()))
            .orElse(null);
    if (white == null) {
      return clusters;
    }
    Shading shading = new Shading(picture, pixels);
    List<Cluster> left = new ArrayList<>();
    double share = white.share();
    for (Cluster cluster : clusters) {
      if (cluster != white && shading.isShadow(cluster, white)) {
        share += cluster.share();
      } else if (cluster != white) {
        left.add(cluster);
      }
    }
    left.add(new Cluster(white.color(), share));
    return left;
  }

  private boolean isShadow(Cluster cluster, Cluster white) {
    Lab color = cluster.color();
    double tint = Math.hypot(color.a() - white.color().a(), color.b() - white.color().b());
    return isNeutral(cluster)
        && color.l() >= SHADOW_FROM
        && tint < SAME_TINT
        && !hasGap(bin(color.l()), bin(white.color().l()));
  }

  private boolean hasGap(int dark, int light) {
    double sides = Math.min(smooth(dark), smooth(light));
    for (int i = dark; i <= light; i++) {
      if (smooth(i) < GAP * sides) {
        return true;
      }
    }
    return false;
  }

  private int smooth(int i) {
    return lightness[Math.max(0, i - 1)]
        + lightness[i]
        + lightness[Math.min(lightness.length - 1, i + 1)];
  }

  private static boolean isNeutral(Cluster cluster) {
    return cluster.color().chroma() < NEUTRAL_CHROMA;
  }

  private static int bin(double lightness) {
    return (int) (Math.max(0, Math.min(100, lightness)) / BIN);
  }
}
