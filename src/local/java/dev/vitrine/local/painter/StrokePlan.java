package dev.vitrine.local.painter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Decides where one brush is put down and how it is pulled: on a jittered grid, where the canvas is
 * too far from the subject, along the flow until the subject's colour changes.
 *
 * @see <a href="https://mrl.cs.nyu.edu/publications/painterly98/">Hertzmann, Painterly Rendering
 *     with Curved Brush Strokes of Multiple Sizes (1998)</a>
 */
final class StrokePlan {
  private static final double NEW_COLOUR = 18;

  private final PaintPlanes subject;
  private final Flow flow;
  private final Brush brush;
  private final long seed;

  /**
   * @param subject what the brush can see of it: blurred by about its radius
   */
  StrokePlan(PaintPlanes subject, Flow flow, Brush brush, long seed) {
    this.subject = subject;
    this.flow = flow;
    this.brush = brush;
    this.seed = seed;
  }

  /**
   * Strokes in the order to paint them.
   *
   * @param where above 0 where the brush may be put down
   */
  List<Stroke> strokesFor(Canvas canvas, Plane where) {
    int columns = (int) Math.ceil(subject.width() / brush.spacing());
    int rows = (int) Math.ceil(subject.height() / brush.spacing());
    int[] order = shuffled(columns * rows);
    Stroke[] strokes = new Stroke[order.length];
    IntStream.range(0, order.length)
        .parallel()
        .forEach(
            i -> {
              SplittableRandom random = new SplittableRandom(Dice.mixed(seed, order[i]));
              int x = place(order[i] % columns, subject.width(), random);
              int y = place(order[i] / columns, subject.height(), random);
              if (where.near(x, y) > 0 && isWanted(canvas, x, y)) {
                strokes[i] = pulled(x, y, random);
              }
            });
    List<Stroke> wanted = new ArrayList<>(Arrays.asList(strokes));
    wanted.removeIf(Objects::isNull);
    return wanted;
  }

  private int[] shuffled(int count) {
    int[] order = IntStream.range(0, count).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = count - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  private int place(int cell, int length, SplittableRandom random) {
    return (int) Math.min(length - 1, (cell + random.nextDouble()) * brush.spacing());
  }

  private boolean isWanted(Canvas canvas, int x, int y) {
    if (brush.slack() <= 0) {
      return true;
    }
    int step = Math.max(1, (int) (brush.spacing() / 3));
    double difference = 0;
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        int nearX = Math.max(0, Math.min(x + dx * step, subject.width() - 1));
        int nearY = Math.max(0, Math.min(y + dy * step, subject.height() - 1));
        int pixel = nearY * subject.width() + nearX;
        difference += subject.difference(pixel, canvas.colourAt(pixel));
      }
    }
    return difference / 9 > brush.slack();
  }

  private Stroke pulled(int x, int y, SplittableRandom random) {
    PaintColor seen = subject.at(y * subject.width() + x);
    double half = brush.length() * random.nextDouble(0.6, 1.2) / 2;
    float[] back = trail(x, y, -1, half, seen);
    float[] ahead = trail(x, y, 1, half, seen);
    int points = (back.length + ahead.length) / 2 + 1;
    float[] xs = new float[Math.max(2, points)];
    float[] ys = new float[Math.max(2, points)];
    int at = 0;
    for (int i = back.length - 2; i >= 0; i -= 2) {
      xs[at] = back[i];
      ys[at++] = back[i + 1];
    }
    xs[at] = x;
    ys[at++] = y;
    for (int i = 0; i < ahead.length; i += 2) {
      xs[at] = ahead[i];
      ys[at++] = ahead[i + 1];
    }
    if (at == 1) { // a dab
      xs[1] = x + flow.x().near(x, y);
      ys[1] = y + flow.y().near(x, y);
    }
    return new Stroke(xs, ys, mixed(seen, random), (float) brush.radius(), random.nextLong());
  }

  /** Points by turns x and y, without the first. */
  private float[] trail(int fromX, int fromY, int sign, double length, PaintColor seen) {
    double step = 1.5 * brush.radius();
    float[] points = new float[2 * (int) (length / step)];
    double x = fromX;
    double y = fromY;
    double dx = sign * flow.x().near(fromX, fromY);
    double dy = sign * flow.y().near(fromX, fromY);
    int at = 0;
    while (at < points.length) {
      x += dx * step;
      y += dy * step;
      int px = (int) x;
      int py = (int) y;
      boolean outside = x < 0 || y < 0 || px >= subject.width() || py >= subject.height();
      if (outside || subject.difference(py * subject.width() + px, seen) > NEW_COLOUR) {
        break;
      }
      points[at++] = (float) x;
      points[at++] = (float) y;
      double nextX = flow.x().near(px, py);
      double nextY = flow.y().near(px, py);
      double turn = nextX * dx + nextY * dy < 0 ? -1 : 1;
      dx = (dx + turn * nextX) / 2;
      dy = (dy + turn * nextY) / 2;
    }
    return Arrays.copyOf(points, at);
  }

  private int mixed(PaintColor seen, SplittableRandom random) {
    return PaintColor.rgb(
        seen.l() + whim(random), seen.a() + whim(random) * 0.7f, seen.b() + whim(random) * 0.9f);
  }

  /** About normally distributed. */
  private float whim(SplittableRandom random) {
    double three = random.nextDouble() + random.nextDouble() + random.nextDouble();
    return (float) ((three - 1.5) * 2 * brush.whim());
  }
}
