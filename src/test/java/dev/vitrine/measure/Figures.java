package dev.vitrine.measure;

import dev.vitrine.decode.Pictures;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/** Pictures of clothes on people, and of tan things, on white; drawn with light from the left. */
final class Figures {
  static final int WIDTH = 205;
  static final int HEIGHT = 256;
  private static final int HAIR = 0x3a2a20;

  private final BufferedImage image =
      Pictures.blank(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB, 0xffffff);
  private final Graphics2D graphics = image.createGraphics();
  private final Random random = new Random(5);

  private Figures() {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
  }

  /** What is seen of a person. */
  enum Pose {
    ARMS_DOWN,
    ARMS_APART,
    SLEEVELESS,
    WITHOUT_A_HEAD,
    SHORTS,
    TROUSERS_FROM_THE_WAIST
  }

  static BufferedImage person(Pose pose, int skin, int cloth) {
    Figures figures = new Figures();
    switch (pose) {
      case ARMS_DOWN -> figures.top(skin, cloth, 24, true, false);
      case ARMS_APART -> figures.top(skin, cloth, 60, true, false);
      case SLEEVELESS -> figures.top(skin, cloth, 30, true, true);
      case WITHOUT_A_HEAD -> figures.top(skin, cloth, 26, false, false);
      case SHORTS -> figures.legs(skin, cloth, 110);
      case TROUSERS_FROM_THE_WAIST -> figures.legs(skin, cloth, 215);
    }
    return figures.done();
  }

  static BufferedImage bag(int leather, int strap) {
    Figures figures = new Figures();
    figures.line(strap, 7, 60, 130, 102, 20);
    figures.line(strap, 7, 145, 130, 102, 20);
    figures.fill(leather, new RoundRectangle2D.Double(30, 120, 145, 115, 20, 20));
    figures.fill(strap, new RoundRectangle2D.Double(30, 165, 145, 16, 2, 2));
    return figures.done();
  }

  static BufferedImage shoes(int leather, int sole) {
    Figures figures = new Figures();
    for (int left : new int[] {12, 110}) {
      figures.fill(leather, new RoundRectangle2D.Double(left, 40, 82, 160, 60, 70));
      figures.fill(sole, new RoundRectangle2D.Double(left, 185, 82, 30, 20, 20));
    }
    return figures.done();
  }

  /** Open over a shirt. */
  static BufferedImage jacket(int jacket, int shirt) {
    Figures figures = new Figures();
    figures.fill(jacket, new RoundRectangle2D.Double(30, 25, 145, 210, 40, 40));
    figures.line(jacket, 34, 40, 60, 26, 200);
    figures.line(jacket, 34, 165, 60, 179, 200);
    figures.fill(shirt, new RoundRectangle2D.Double(82, 25, 41, 210, 4, 4));
    return figures.done();
  }

  static BufferedImage cushion(int color) {
    Figures figures = new Figures();
    figures.fill(color, new RoundRectangle2D.Double(25, 50, 155, 155, 40, 40));
    return figures.done();
  }

  private void top(int skin, int cloth, int apart, boolean hasHead, boolean isSleeveless) {
    int shoulder = 78;
    line(skin, 21, 62, shoulder + 14, 62 - apart, 180);
    line(skin, 21, 143, shoulder + 14, 143 + apart, 180);
    if (hasHead) {
      fill(HAIR, new Ellipse2D.Double(77, 2, 51, 54));
      fill(skin, new Ellipse2D.Double(82, 11, 41, 54));
    }
    fill(skin, new RoundRectangle2D.Double(91, hasHead ? 55 : 40, 23, 35, 5, 5));
    Path2D shirt = new Path2D.Double();
    int edge = isSleeveless ? 72 : 56;
    shirt.moveTo(edge, shoulder);
    shirt.lineTo(90, shoulder - 4);
    shirt.quadTo(102, shoulder + (isSleeveless ? 34 : 14), 115, shoulder - 4);
    shirt.lineTo(205 - edge, shoulder);
    shirt.lineTo(205 - edge, 256);
    shirt.lineTo(edge, 256);
    shirt.closePath();
    fill(cloth, shirt);
    if (!isSleeveless) {
      line(cloth, 27, 62, shoulder + 12, 62 - apart / 3.0, shoulder + 42);
      line(cloth, 27, 143, shoulder + 12, 143 + apart / 3.0, shoulder + 42);
    }
  }

  private void legs(int skin, int cloth, int to) {
    line(skin, 17, 52, 20, 40, 105);
    line(skin, 17, 153, 20, 165, 105);
    fill(skin, new RoundRectangle2D.Double(66, 0, 73, 40, 4, 4));
    for (int side = -1; side <= 1; side += 2) {
      line(skin, 27, 102 + side * 20, 90, 102 + side * 24, 240);
      line(cloth, 37, 102 + side * 20, 50, 102 + side * 23, to - 15);
    }
    fill(cloth, new RoundRectangle2D.Double(62, 28, 81, 50, 8, 8));
  }

  private void line(int color, int width, double x1, double y1, double x2, double y2) {
    BasicStroke stroke = new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    fill(color, stroke.createStrokedShape(new Line2D.Double(x1, y1, x2, y2)));
  }

  private void fill(int rgb, Shape shape) {
    graphics.setColor(new Color(rgb));
    graphics.fill(shape);
  }

  /** Light falls off to the right by a sixth, and a camera adds noise. */
  private BufferedImage done() {
    graphics.dispose();
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      int rgb = image.getRGB(i % WIDTH, i / WIDTH);
      if (rgb != 0xffffffff) {
        double light = 1.05 - 0.17 * (i % WIDTH) / WIDTH + 0.03 * random.nextGaussian();
        image.setRGB(i % WIDTH, i / WIDTH, scaled(rgb, light));
      }
    }
    return image;
  }

  private static int scaled(int rgb, double by) {
    int scaled = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      scaled |= (int) Math.max(0, Math.min(255, (rgb >> shift & 0xff) * by)) << shift;
    }
    return scaled;
  }
}
