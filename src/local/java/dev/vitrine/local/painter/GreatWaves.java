package dev.vitrine.local.painter;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** The sea off Kanagawa: paper sky, Fuji far away, one great wave about to break, swell before. */
final class GreatWaves {
  private static final Color INK = new Color(0x16213f);
  private static final Color PAPER = new Color(0xeadfc3);
  private static final Color CLOUD = new Color(0xb3b0a0);
  private static final Color ZENITH = new Color(0x93a5ac);
  private static final Color FOAM = new Color(0xf3eddb);
  private static final Color[] BLUES = {
    new Color(0x1c3560), new Color(0x2f5a8c), new Color(0x1c3560), new Color(0xb9cdd0)
  };

  private final int width;
  private final int height;
  private final SplittableRandom random;
  private final Graphics2D graphics;
  private final BufferedImage print;
  private final Rectangle2D sheet;
  private final AffineTransform placed;
  private final boolean mirrored;
  private final double unit;
  private final float line;

  private GreatWaves(Plane backdrop, long seed) {
    width = backdrop.width;
    height = backdrop.height;
    random = new SplittableRandom(seed);
    print = RgbArrays.blank(width, height);
    sheet = new Rectangle2D.Double(0, 0, width, height);
    graphics = print.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    mirrored = isRoomierOnTheRight(new Clearing(backdrop));
    placed = placed();
    unit = Math.min(width, height) / 100.0;
    line = (float) Math.max(0.6, unit * 0.16);
  }

  static BufferedImage drawn(Plane backdrop, long seed) {
    return new GreatWaves(backdrop, seed).drawn();
  }

  /** The great wave stands on the side with more room. */
  private boolean isRoomierOnTheRight(Clearing clearing) {
    double left = clearing.around(0.2 * width, 0.35 * height);
    double right = clearing.around(0.8 * width, 0.35 * height);
    return right - left > random.nextDouble(-0.12, 0.12) * width;
  }

  private AffineTransform placed() {
    double boxWidth = Math.min(width, 1.7 * height);
    double boxHeight = Math.min(height, 1.3 * width);
    AffineTransform placed = new AffineTransform();
    placed.translate(mirrored ? width : 0, height - boxHeight);
    placed.scale(mirrored ? -boxWidth : boxWidth, boxHeight);
    double wide = random.nextDouble(0.82, 1.15);
    double high = random.nextDouble(0.84, 1.04);
    placed.translate(random.nextDouble(-0.05, 0.02), 1 - high);
    placed.scale(wide, high);
    return placed;
  }

  private BufferedImage drawn() {
    sky();
    fuji();
    farSea();
    greatWave();
    nearSwell();
    graphics.dispose();
    return print;
  }

  private void sky() {
    graphics.setPaint(new GradientPaint(0, 0, ZENITH, 0, height * 0.3f, PAPER));
    graphics.fill(sheet);
    graphics.setPaint(new GradientPaint(0, height * 0.42f, PAPER, 0, height * 0.74f, CLOUD));
    graphics.fill(new Rectangle2D.Double(0, height * 0.42, width, height));
  }

  private void fuji() {
    AffineTransform afar = new AffineTransform(placed);
    afar.translate(random.nextDouble(0.6, 0.74), 0.6);
    Curve outline =
        Curve.drawn(
            afar,
            "-0.28,0.23 -0.1,0.14 -0.05,0.03 -0.02,0 -0.01,0.005 0.01,-0.004 0.022,0 "
                + "0.05,0.03 0.1,0.14 0.28,0.23");
    graphics.setColor(new Color(0x5b7187));
    graphics.fill(outline.above(sheet));
    Curve snow =
        Curve.drawn(
            afar,
            "-0.075,0.075 -0.05,0.04 -0.03,0.015 -0.02,0 -0.01,0.005 0.01,-0.004 0.022,0 "
                + "0.03,0.015 0.05,0.04 0.075,0.075 0.04,0.05 0.04,0.085 0.025,0.06 "
                + "0.01,0.05 0.005,0.1 -0.012,0.06 -0.03,0.05 -0.04,0.09 -0.075,0.075");
    graphics.setColor(FOAM);
    graphics.fill(snow.area());
    ink(outline.line(), line * 0.8f);
  }

  private void farSea() {
    Curve crest =
        Curve.drawn(
            placed,
            "-0.9,0.76 0.0,0.76 0.3,0.8 0.5,0.79 0.66,0.78 0.78,0.76 0.9,0.68 "
                + "1.0,0.62 1.3,0.62 1.9,0.7");
    striped(crest, 1.5, 7, new Color(0x6f98b4));
    new Foam(random, unit, mirrored)
        .lobes(crest.part(0.72, 0.9), 1.1)
        .claws(crest.part(0.72, 0.9), -1, 1.8)
        .draw(graphics, line);
  }

  private void greatWave() {
    Curve back =
        Curve.drawn(placed, "-0.6,0.9 -0.3,0.8 -0.1,0.62 0.0,0.5 0.08,0.38 0.14,0.13 0.31,0.11");
    Curve lip = Curve.drawn(placed, "0.31,0.11 0.42,0.095 0.52,0.15 0.545,0.29");
    Curve underside = Curve.drawn(placed, "0.545,0.29 0.5,0.215 0.42,0.22 0.38,0.27");
    Curve face = Curve.drawn(placed, "0.38,0.27 0.25,0.42 0.26,0.74 0.85,0.97");
    Shape body = back.then(lip).then(underside).then(face).above(sheet);
    graphics.setColor(BLUES[0]);
    graphics.fill(body);
    Curve inner = Curve.drawn(placed, "0.5,0.21 0.2,0.2 0.17,0.74 0.85,0.97");
    Curve outer = Curve.drawn(placed, "0.34,0.1 -0.08,0.22 -0.12,0.82 0.34,1.1");
    Shape before = graphics.getClip();
    graphics.clip(body);
    for (int i = 0; i < 22; i++) {
      double from = 0.02 + 0.085 * i;
      Curve near = inner.toward(outer, from);
      Curve far = inner.toward(outer, from + (i % 2 == 0 ? 0.05 : 0.085));
      graphics.setColor(BLUES[i % BLUES.length]);
      graphics.fill(near.then(far.reversed()).area());
    }
    graphics.setClip(before);
    ink(body, line);
    Curve crest = back.part(0.55, 1).then(lip);
    new Foam(random, unit, mirrored)
        .spray(lip, 1, 16, 46)
        .lobes(back.part(0.62, 1).then(lip), 2.6)
        .lobes(underside.then(face.part(0, 0.1)), 2)
        .claws(underside.then(face.part(0, 0.16)), 1, 6.5)
        .claws(lip.part(0.3, 1), 1, 5)
        .claws(crest.part(0.25, 0.8), 1, 2.4)
        .draw(graphics, line);
  }

  private void nearSwell() {
    AffineTransform nearer = new AffineTransform(placed);
    nearer.translate(random.nextDouble(-0.1, 0.3), random.nextDouble(-0.03, 0.05));
    Curve crest =
        Curve.drawn(
            nearer,
            "-0.9,0.98 -0.4,0.95 -0.1,0.95 0.04,0.9 0.12,0.86 0.18,0.77 0.25,0.765 "
                + "0.33,0.77 0.38,0.9 0.56,0.93 0.74,0.95 0.86,0.9 1.0,0.86 1.3,0.86 "
                + "1.6,0.9 1.9,0.97");
    striped(crest, 1.3, 7, BLUES[1]);
    Curve peak = crest.part(0.3, 0.5);
    new Foam(random, unit, mirrored)
        .lobes(peak, 2)
        .claws(peak.part(0.3, 1), 1, 3)
        .claws(peak.part(0, 0.9), -1, 2)
        .draw(graphics, line);
  }

  /** A swell with lines that follow its crest, ever flatter. */
  private void striped(Curve crest, double firstGap, int stripes, Color water) {
    graphics.setColor(water);
    graphics.fill(crest.above(sheet));
    double down = 0;
    for (int i = 0; i < stripes; i++) {
      down += unit * (firstGap + 0.9 * i);
      AffineTransform lower = AffineTransform.getTranslateInstance(0, down);
      Shape stripe = lower.createTransformedShape(crest.line());
      graphics.setColor(i % 2 == 0 ? BLUES[0] : BLUES[3]);
      graphics.setStroke(new BasicStroke((float) (unit * (i % 2 == 0 ? 0.9 : 0.45))));
      graphics.draw(stripe);
    }
    ink(crest.line(), line);
  }

  private void ink(Shape shape, float thickness) {
    graphics.setColor(INK);
    graphics.setStroke(new BasicStroke(thickness, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(shape);
  }
}
