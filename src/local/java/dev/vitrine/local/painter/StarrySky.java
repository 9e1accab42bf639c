package dev.vitrine.local.painter;

import static dev.vitrine.local.painter.Ramp.stop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A night sky as a current: one stream function whose level lines are both the bands of light and
 * the way of the brush. Swirls twist it, stars and the moon bend it into rings, a landscape ends
 * it.
 */
final class StarrySky {
  private static final Ramp NIGHT =
      Ramp.of(
          stop(0, 0x0b1026),
          stop(16, 0x14235c),
          stop(32, 0x23459a),
          stop(48, 0x3f74b8),
          stop(64, 0x8ab6c8),
          stop(74, 0xcfd3a0),
          stop(84, 0xf0d355),
          stop(94, 0xf7c93a),
          stop(100, 0xfbf0b8));
  private static final PaintColor CRESCENT = PaintColor.of(0xee9a1c);

  private final double size;
  private final int height;
  private final double lowest;
  private final double phase;
  private final double tilt;
  private final List<Swirl> swirls = new ArrayList<>();
  private final List<Star> stars = new ArrayList<>();
  private final Optional<Landscape> landscape;

  /** Twists what is within about its radius by some radians. */
  private record Swirl(double x, double y, double radius, double twist) {
    double squaredDistance(double px, double py) {
      return ((px - x) * (px - x) + (py - y) * (py - y)) / (radius * radius);
    }
  }

  /** A light in its rings. */
  private record Star(double x, double y, double radius, boolean moon) {
    double distance(double px, double py) {
      return Math.sqrt((px - x) * (px - x) + (py - y) * (py - y)) / radius;
    }

    /** On a moon's disc, but not where its own shadow, a disc beside it, falls. */
    boolean isCrescent(double px, double py) {
      return moon
          && distance(px, py) < 0.42
          && Math.hypot(px - x + 0.2 * radius, py - y - 0.04 * radius) > 0.36 * radius;
    }
  }

  StarrySky(Subject subject, long seed) {
    Plane backdrop = subject.backdrop();
    size = Math.max(backdrop.width, backdrop.height);
    height = backdrop.height;
    lowest = subject.plain() ? 0.8 : 0.6;
    SplittableRandom random = new SplittableRandom(seed);
    phase = random.nextDouble();
    tilt = random.nextDouble(-0.12, 0.12);
    Clearing clearing = new Clearing(backdrop);
    double moonX = placeMoon(clearing, random, backdrop.width);
    placeSwirls(clearing, random);
    int count = random.nextInt(8, 11);
    for (int i = 0; i < count; i++) {
      placeStar(clearing, random);
    }
    double treeX = moonX > backdrop.width / 2.0 ? 0.09 * size : backdrop.width - 0.09 * size;
    landscape =
        subject.plain()
            ? Optional.of(new Landscape(clearing, random, size, height, treeX))
            : Optional.empty();
  }

  private double placeMoon(Clearing clearing, SplittableRandom random, int width) {
    double left = clearing.around(0.14 * width, 0.14 * height);
    double right = clearing.around(0.86 * width, 0.14 * height);
    double even = random.nextDouble(-0.1, 0.1) * size;
    double x = (right - left > even ? 0.86 : 0.14) * width;
    if (Math.max(left, right) > 0.08 * size) {
      double radius = random.nextDouble(0.12, 0.14) * size;
      stars.add(new Star(x, height * random.nextDouble(0.13, 0.18), radius, true));
    }
    return x;
  }

  private void placeSwirls(Clearing clearing, SplittableRandom random) {
    for (int i = 0; i < 3; i++) {
      double wanted = (i == 0 ? 0.2 : 0.13) * size;
      Clearing.Place place =
          clearing.best(
              random,
              lowest,
              at -> Math.min(wanted, clearing.around(at.x(), at.y())) + away(at) / 2);
      double room = clearing.around(place.x(), place.y());
      double twist = (i % 2 == 0 ? 1 : -1) * random.nextDouble(5, 6.5);
      double radius = Math.max(0.09 * size, Math.min(wanted, room));
      swirls.add(new Swirl(place.x(), place.y(), radius, twist));
    }
  }

  private void placeStar(Clearing clearing, SplittableRandom random) {
    double wanted = random.nextDouble(0.035, 0.085) * size;
    Clearing.Place place =
        clearing.best(
            random, lowest, at -> Math.min(wanted, clearing.around(at.x(), at.y())) + away(at));
    double room = clearing.around(place.x(), place.y());
    if (room > 0.03 * size && away(place) >= 0) {
      stars.add(new Star(place.x(), place.y(), Math.min(wanted, 1.2 * room), false));
    }
  }

  /** {@return 0, or below 0 the pixels by which a place is too close to another motif} */
  private double away(Clearing.Place place) {
    double least = 0;
    for (Star star : stars) {
      least = Math.min(least, place.distanceTo(star.x, star.y) - star.radius - 0.06 * size);
    }
    for (Swirl swirl : swirls) {
      double distance = place.distanceTo(swirl.x, swirl.y);
      least = Math.min(least, distance - 0.8 * swirl.radius - 0.05 * size);
    }
    return least;
  }

  /** The stream function at a pixel. */
  double stream(double x, double y) {
    if (landscape.isPresent() && landscape.get().covers(x, y)) {
      return landscape.get().stream(x, y);
    }
    double px = x;
    double py = y;
    for (Swirl swirl : swirls) {
      double dx = px - swirl.x;
      double dy = py - swirl.y;
      double turn = swirl.twist * bell(swirl.squaredDistance(px, py));
      px = swirl.x + Math.cos(turn) * dx - Math.sin(turn) * dy;
      py = swirl.y + Math.sin(turn) * dx + Math.cos(turn) * dy;
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
        stream += (d * star.radius / size - stream) * bell(Math.pow(d / 1.15, 4));
      }
    }
    return stream;
  }

  /** The colour of a pixel that nothing but night is over. */
  PaintColor colour(double x, double y, double stream) {
    if (landscape.isPresent() && landscape.get().covers(x, y)) {
      return landscape.get().colour(x, y, stream);
    }
    return lit(x, y, 21 + 27 * band(stream) + 8 * y / height, stream);
  }

  /**
   * The colour of a pixel that keeps its share of light and shade.
   *
   * @param tone L* of what is there
   */
  PaintColor colour(double x, double y, double stream, double tone) {
    return lit(x, y, 6 + 0.42 * tone + 18 * band(stream), stream);
  }

  private PaintColor lit(double x, double y, double dark, double stream) {
    double swirling = 0;
    for (Swirl swirl : swirls) {
      swirling = Math.max(swirling, bell(swirl.squaredDistance(x, y) / 1.6));
    }
    double lightness = dark + swirling * (26 * band(stream) - 4);
    for (Star star : stars) {
      double d = star.distance(x, y);
      if (star.isCrescent(x, y)) {
        return CRESCENT;
      }
      if (d < (star.moon ? 0.42 : 0.3)) {
        return NIGHT.at(star.moon ? 82 : 93);
      }
      if (d < 1.75) { // the bell is 0 beyond
        double rings = 82 - 34 * d + 8 * Math.cos(2 * Math.PI * 2.4 * d);
        lightness += (rings - lightness) * bell(Math.pow(d / 1.05, 5));
      }
    }
    return NIGHT.at(lightness);
  }

  private double band(double stream) {
    return 0.5 + 0.5 * Math.sin(2 * Math.PI * (5 * stream + phase));
  }

  private static double bell(double squaredDistance) {
    return squaredDistance > 12 ? 0 : Math.exp(-squaredDistance);
  }
}
