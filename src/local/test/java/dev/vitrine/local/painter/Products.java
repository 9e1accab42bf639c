package dev.vitrine.local.painter;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** Drawn product pictures, in places known to the tests as shares of the picture. */
final class Products {
  static final Rectangle2D BODY = new Rectangle2D.Double(0.3, 0.35, 0.3, 0.45);
  static final Rectangle2D HANDLE_HOLE = new Rectangle2D.Double(0.655, 0.51, 0.06, 0.11);
  static final Rectangle2D LABEL = new Rectangle2D.Double(0.38, 0.44, 0.14, 0.1);
  static final Rectangle2D BACKDROP = new Rectangle2D.Double(0.02, 0.02, 0.96, 0.25);
  static final Rectangle2D SEA = new Rectangle2D.Double(0.02, 0.84, 0.96, 0.14);

  private Products() {}

  /** A red mug with dark bands, a nearly white label and a handle. */
  static BufferedImage mug(int width, int height, Color backdrop) {
    return mug(width, height, backdrop, new Color(0xc22a22));
  }

  static BufferedImage mug(int width, int height, Color backdrop, Color glaze) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = graphics(picture);
    graphics.setColor(backdrop);
    graphics.fill(new Rectangle2D.Double(0, 0, 1, 1));
    graphics.setColor(glaze);
    graphics.setStroke(new BasicStroke(0.05f));
    graphics.draw(new Ellipse2D.Double(0.5, 0.45, 0.26, 0.23));
    graphics.setPaint(new GradientPaint(0.3f, 0, glaze, 0.6f, 0, glaze.darker()));
    graphics.fill(BODY);
    graphics.setColor(new Color(0x2a1210));
    graphics.fill(new Rectangle2D.Double(0.3, 0.35, 0.3, 0.04));
    graphics.fill(new Rectangle2D.Double(0.3, 0.66, 0.3, 0.06));
    graphics.setColor(new Color(0xf4f0e6));
    graphics.fill(LABEL);
    graphics.dispose();
    return picture;
  }

  /** A lamp on a wooden table before a papered wall: no plain backdrop anywhere. */
  static BufferedImage scene(int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = graphics(picture);
    for (int i = 0; i < 24; i++) {
      graphics.setColor(i % 2 == 0 ? new Color(0xc9b79a) : new Color(0xa08a68));
      graphics.fill(new Rectangle2D.Double(i / 24.0, 0, 1 / 24.0, 0.7));
    }
    for (int i = 0; i < 10; i++) {
      graphics.setColor(i % 2 == 0 ? new Color(0x7a4a28) : new Color(0x5c3418));
      graphics.fill(new Rectangle2D.Double(0, 0.7 + 0.03 * i, 1, 0.03));
    }
    graphics.setColor(new Color(0xe8c860));
    graphics.fill(new Ellipse2D.Double(0.35, 0.2, 0.3, 0.3));
    graphics.setColor(new Color(0x303030));
    graphics.fill(new Rectangle2D.Double(0.48, 0.5, 0.04, 0.3));
    graphics.dispose();
    return picture;
  }

  /** In shares of the picture. */
  private static Graphics2D graphics(BufferedImage picture) {
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.scale(picture.getWidth(), picture.getHeight());
    return graphics;
  }

  /** The mean L*, a* and b* of a part. */
  static PaintColor mean(BufferedImage picture, Shape part) {
    double l = 0;
    double a = 0;
    double b = 0;
    int count = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        if (part.contains((x + 0.5) / picture.getWidth(), (y + 0.5) / picture.getHeight())) {
          PaintColor colour = PaintColor.of(picture.getRGB(x, y));
          l += colour.l();
          a += colour.a();
          b += colour.b();
          count++;
        }
      }
    }
    return new PaintColor((float) (l / count), (float) (a / count), (float) (b / count));
  }
}
