package dev.vitrine.local.painter;

import java.util.Arrays;
import java.util.SplittableRandom;

/** How much free backdrop there is around a place, so that a motif goes where it can be seen. */
final class Clearing {
  private static final int CELLS = 64;
  private static final int TRIES = 60;

  private final double cell;
  private final int columns;
  private final int rows;
  private final float[] distance;
  private final int width;
  private final int height;

  Clearing(Plane backdrop) {
    width = backdrop.width;
    height = backdrop.height;
    cell = Math.max(width, height) / (double) CELLS;
    columns = Math.max(1, (int) Math.ceil(width / cell));
    rows = Math.max(1, (int) Math.ceil(height / cell));
    distance = new float[columns * rows];
    Arrays.fill(distance, CELLS);
    for (int i = 0; i < distance.length; i++) {
      int x = (int) ((i % columns + 0.5) * cell);
      int y = (int) ((i / columns + 0.5) * cell);
      distance[i] = backdrop.near(x, y) < 0.5 ? 0 : CELLS;
    }
    for (int i = 0; i < distance.length; i++) {
      relax(i, -1);
    }
    for (int i = distance.length - 1; i >= 0; i--) {
      relax(i, 1);
    }
  }

  private void relax(int i, int way) {
    int x = i % columns;
    int y = i / columns;
    distance[i] =
        Math.min(
            Math.min(distance[i], from(x + way, y) + 1),
            Math.min(
                from(x, y + way) + 1,
                Math.min(from(x + 1, y + way), from(x - 1, y + way)) + 1.414f));
  }

  private float from(int x, int y) {
    return x < 0 || y < 0 || x >= columns || y >= rows ? CELLS : distance[y * columns + x];
  }

  /** Pixels from a place to the nearest product; the picture's longer side where there is none. */
  double around(double x, double y) {
    int column = Math.max(0, Math.min((int) (x / cell), columns - 1));
    int row = Math.max(0, Math.min((int) (y / cell), rows - 1));
    return distance[row * columns + column] * cell;
  }

  /** A place in the picture. */
  record Place(double x, double y) {
    double distanceTo(double otherX, double otherY) {
      return Math.hypot(x - otherX, y - otherY);
    }
  }

  /** Judges a place; more is better. */
  @FunctionalInterface
  interface Taste {
    double of(Place place);
  }

  /** The best of some places thrown into the upper part of the picture. */
  Place best(SplittableRandom random, double lowest, Taste taste) {
    Place best = new Place(width / 2.0, height / 2.0);
    double bestScore = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < TRIES; i++) {
      Place place = new Place(random.nextDouble() * width, random.nextDouble() * height * lowest);
      double score = taste.of(place);
      if (score > bestScore) {
        best = place;
        bestScore = score;
      }
    }
    return best;
  }
}
