package dev.vitrine.local.painter;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The foam of breaking waves: lobes along a crest and, where it breaks, claws that branch into
 * claws. Everything is inked before anything is filled, which leaves one outline around it all.
 */
final class Foam {
  private static final Color INK = new Color(0x16213f);
  private static final Color WHITE = new Color(0xf3eddb);
  private static final Color SHADE = new Color(0xa9c3cf);

  private final SplittableRandom random;
  private final double unit;
  private final int turn;
  private final List<Shape> shapes = new ArrayList<>();
  private final List<Shape> shades = new ArrayList<>();

  /**
   * @param unit pixels; a hundredth of the sheet's shorter side
   * @param mirrored whether left and right are exchanged
   */
  Foam(SplittableRandom random, double unit, boolean mirrored) {
    this.random = random;
    this.unit = unit;
    this.turn = mirrored ? -1 : 1;
  }

  /** Lobes all along, thickest in the middle. */
  Foam lobes(Curve crest, double thickness) {
    int last = crest.points().size() - 1;
    double gap = 0;
    for (int i = 0; i <= last; i++) {
      gap -= i == 0 ? 0 : crest.points().get(i).distance(crest.points().get(i - 1));
      double swell = 0.35 + 0.65 * Math.sin(Math.PI * i / last);
      double radius = unit * thickness * swell * random.nextDouble(0.6, 1.15);
      if (gap > 0) {
        continue;
      }
      gap = 0.7 * radius;
      Point2D at = crest.points().get(i);
      double x = at.getX() + unit * random.nextDouble(-0.4, 0.4);
      double y = at.getY() + unit * random.nextDouble(-0.4, 0.4);
      shapes.add(disc(x, y, radius));
      if (random.nextInt(3) == 0) {
        shades.add(disc(x + radius * 0.25, y + radius * 0.3, radius * 0.35));
      }
    }
    return this;
  }

  /**
   * Claws that reach out.
   *
   * @param leftward 1 to reach to the left of the way along the crest, -1 to the right
   */
  Foam claws(Curve crest, int leftward, double length) {
    int side = leftward * turn;
    double gap = 0;
    for (int i = 1; i < crest.points().size(); i++) {
      gap -= crest.points().get(i).distance(crest.points().get(i - 1));
      if (gap > 0) {
        continue;
      }
      gap = unit * length * random.nextDouble(0.35, 0.55);
      Point2D way = crest.way(i);
      double lean = random.nextDouble(0.25, 0.8);
      double dx = side * way.getY() + lean * way.getX();
      double dy = -side * way.getX() + lean * way.getY();
      double angle = Math.atan2(dy, dx);
      double reach = unit * length * random.nextDouble(0.6, 1.2);
      claw(crest.points().get(i), angle, reach, -side * random.nextDouble(0.5, 1.1), 2);
    }
    return this;
  }

  /** Drops thrown off the crest. */
  Foam spray(Curve crest, int leftward, double reach, int count) {
    int side = leftward * turn;
    for (int i = 0; i < count; i++) {
      int at = random.nextInt(crest.points().size());
      Point2D from = crest.points().get(at);
      Point2D way = crest.way(at);
      double out = unit * reach * Math.pow(random.nextDouble(), 1.5);
      double x = from.getX() + side * way.getY() * out + unit * random.nextDouble(-2, 2);
      double y = from.getY() - side * way.getX() * out + unit * random.nextDouble(-2, 2);
      shapes.add(disc(x, y, unit * random.nextDouble(0.18, 0.5)));
    }
    return this;
  }

  private void claw(Point2D from, double angle, double length, double hook, int branches) {
    double width = 0.2 * length;
    double dx = Math.cos(angle);
    double dy = Math.sin(angle);
    double tipX = from.getX() + length * (dx - 0.45 * hook * dy);
    double tipY = from.getY() + length * (dy + 0.45 * hook * dx);
    double bendX = from.getX() + 0.75 * length * dx;
    double bendY = from.getY() + 0.75 * length * dy;
    Path2D path = new Path2D.Double();
    path.moveTo(from.getX() - width * dy, from.getY() + width * dx);
    path.quadTo(bendX - width * dy * 0.7, bendY + width * dx * 0.7, tipX, tipY);
    path.quadTo(
        bendX + width * dy * 0.7,
        bendY - width * dx * 0.7,
        from.getX() + width * dy,
        from.getY() - width * dx);
    path.closePath();
    shapes.add(path);
    if (branches > 0 && length > 0.9 * unit) {
      for (int i = -1; i <= 1; i += 2) {
        double along = random.nextDouble(0.35, 0.6);
        Point2D at =
            new Point2D.Double(
                from.getX() + (bendX - from.getX()) * along,
                from.getY() + (bendY - from.getY()) * along);
        claw(at, angle + i * random.nextDouble(0.5, 0.9), length * 0.62, hook, branches - 1);
      }
    }
  }

  private static Ellipse2D disc(double x, double y, double radius) {
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  void draw(Graphics2D graphics, float line) {
    graphics.setColor(INK);
    graphics.setStroke(new BasicStroke(2 * line, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    shapes.forEach(graphics::draw);
    graphics.setColor(WHITE);
    shapes.forEach(graphics::fill);
    graphics.setColor(SHADE);
    shades.forEach(graphics::fill);
  }
}
