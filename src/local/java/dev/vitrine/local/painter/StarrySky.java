package dev.vitrine.local.painter;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A night sky as a current: one stream function whose level lines are both the bands of light and
 * the way of the brush. Swirls twist it, stars and the moon bend it into rings, hills end it.
 */
final class StarrySky {
  private static final Ramp NIGHT =
      new Ramp(
          0, 0x0b1026, 16, 0x14235c, 32, 0x23459a, 48, 0x3f74b8, 64, 0x8ab6c8, 74, 0xcfd3a0, 84,
          0xf0d355, 94, 0xf7c93a, 100, 0xfbf0b8);
  private static final Ramp HILLS =
      new Ramp(0, 0x080c1c, 14, 0x101d3c, 26, 0x1d3f66, 38, 0x2f6a78, 55, 0x86a890);

  private final double size;
  private final int height;
  private final double phase;
  private final double tilt;
  private final List<Swirl> swirls = new ArrayList<>();
  private final List<Star> stars = new ArrayList<>();

  /** Twists what is within about its radius by some radians. */
  private record Swirl(double x, double y, double radius, double twist) {}

  /** A light in its rings. */
  private record Star(double x, double y, double radius, boolean moon) {
    double distance(double px, double py) {
      return Math.hypot(px - x, py - y) / radius;
    }
  }

  StarrySky(Plane backdrop, long seed) {
    size = Math.max(backdrop.width, backdrop.height);
    height = backdrop.height;
    SplittableRandom random = new SplittableRandom(seed);
    phase = random.nextDouble();
    tilt = random.nextDouble(-0.12, 0.12);
    Clearing clearing = new Clearing(backdrop);
    placeMoon(clearing, random, backdrop.width);
    placeSwirls(clearing, random);
    int count = random.nextInt(8, 11);
    for (int i = 0; i < count; i++) {
      placeStar(clearing, random);
    }
  }

  private void placeMoon(Clearing clearing, SplittableRandom random, int width) {
    boolean right =
        clearing.around(0.86 * width, 0.14 * height)
            >= clearing.around(0.14 * width, 0.14 * height);
    double x = (right ? 0.86 : 0.14) * width + random.nextDouble(-0.03, 0.03) * size;
    stars.add(new Star(x, 0.15 * height, random.nextDouble(0.12, 0.14) * size, true));
  }

  private void placeSwirls(Clearing clearing, SplittableRandom random) {
    for (int i = 0; i < 3; i++) {
      double wanted = (i == 0 ? 0.2 : 0.13) * size;
      Clearing.Place place =
          clearing.best(
              random,
              0.75,
              at -> Math.min(wanted, clearing.around(at.x(), at.y())) + away(at, 0.5));
      double radius =
          Math.max(0.09 * size, Math.min(wanted, clearing.around(place.x(), place.y())));
      double twist = (i % 2 == 0 ? 1 : -1) * random.nextDouble(5, 6.5);
      swirls.add(new Swirl(place.x(), place.y(), radius, twist));
    }
  }

  private void placeStar(Clearing clearing, SplittableRandom random) {
    double wanted = random.nextDouble(0.045, 0.085) * size;
    Clearing.Place place =
        clearing.best(
            random, 0.8, at -> Math.min(wanted, clearing.around(at.x(), at.y())) + away(at, 1));
    double room = clearing.around(place.x(), place.y());
    if (room > 0.03 * size && away(place, 1) >= 0) {
      stars.add(new Star(place.x(), place.y(), Math.min(wanted, 1.2 * room), false));
    }
  }

  /** Below 0 where a place is too close to another motif, in pixels. */
  private double away(Clearing.Place place, double weight) {
    double least = 0;
    for (Star star : stars) {
      least = Math.min(least, place.distanceTo(star.x, star.y) - star.radius - 0.06 * size);
    }
    for (Swirl swirl : swirls) {
      least =
          Math.min(least, place.distanceTo(swirl.x, swirl.y) - 0.8 * swirl.radius - 0.05 * size);
    }
    return least * weight;
  }

  /** The stream function at a pixel. */
  double stream(double x, double y) {
    double depth = hillDepth(x, y);
    if (depth > 0) {
      return depth * 0.6 + 0.5 * hill(x) / size;
    }
    double px = x;
    double py = y;
    for (Swirl swirl : swirls) {
      double dx = px - swirl.x;
      double dy = py - swirl.y;
      double near = Math.exp(-(dx * dx + dy * dy) / (swirl.radius * swirl.radius));
      double sin = Math.sin(swirl.twist * near);
      double cos = Math.cos(swirl.twist * near);
      px = swirl.x + cos * dx - sin * dy;
      py = swirl.y + sin * dx + cos * dy;
    }
    double u = px / size;
    double v = py / size;
    double stream =
        v
            + tilt * u
            + 0.05 * Math.sin(2 * Math.PI * (1.05 * u + phase))
            + 0.03 * Math.sin(2 * Math.PI * (1.9 * u - 0.7 * v + 2 * phase));
    for (Star star : stars) {
      double d = star.distance(x, y);
      if (d < 2) {
        double near = Math.exp(-Math.pow(d / 1.15, 4));
        stream += (d * star.radius / size - stream) * near;
      }
    }
    return stream;
  }

  Lab colour(double x, double y, double stream) {
    double depth = hillDepth(x, y);
    double band = 0.5 + 0.5 * Math.sin(2 * Math.PI * (5 * stream + phase));
    if (depth > 0) {
      double edge = Math.min(1, depth / 0.012);
      return HILLS.at(8 + edge * (10 + 20 * band * Math.max(0, 1 - depth * 3)));
    }
    double swirling = 0;
    for (Swirl swirl : swirls) {
      double d = Math.hypot(x - swirl.x, y - swirl.y) / swirl.radius;
      swirling = Math.max(swirling, Math.exp(-d * d / 1.6));
    }
    double lightness = 21 + 27 * band + swirling * (26 * band - 4) + 8 * y / height;
    for (Star star : stars) {
      lightness = lit(lightness, star, star.distance(x, y));
    }
    return NIGHT.at(lightness);
  }

  private static double lit(double lightness, Star star, double d) {
    if (d > 1.7) {
      return lightness;
    }
    double rings = 82 - 34 * d + 8 * Math.cos(2 * Math.PI * 2.4 * d);
    double halo = lightness + (rings - lightness) * Math.exp(-Math.pow(d / 1.05, 5));
    return d < (star.moon ? 0.42 : 0.3) ? 93 : halo;
  }

  /** The moon's dark part is painted later than its disc: see {@link #colour}. */
  private double hill(double x) {
    double u = x / size;
    return height * 0.9
        - 0.035 * size * Math.sin(2 * Math.PI * (0.8 * u + 1.7 * phase))
        - 0.02 * size * Math.sin(2 * Math.PI * (1.9 * u + 3.1 * phase));
  }

  /** How far a place is below the ridge, in longer sides of the picture. */
  private double hillDepth(double x, double y) {
    return (y - hill(x)) / size;
  }
}
