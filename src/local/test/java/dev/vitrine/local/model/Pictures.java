package dev.vitrine.local.model;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Picture files for these tests. */
final class Pictures {
  private Pictures() {}

  /**
   * @param name coffee.jpg, chelsea.jpg (a cat) or camera.jpg (a man with a camera on a tripod)
   */
  static byte[] sample(String name) {
    try (InputStream file = Pictures.class.getResourceAsStream(name)) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static BufferedImage decoded(String name) {
    return Picture.decode(sample(name)).image();
  }

  static BufferedImage plain(int width, int height, Color color) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(color);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return image;
  }

  /** A yellow-green ball of 60 px at 60, 40 on a plain ground. */
  static BufferedImage ball(int width, int height, Color ground) {
    BufferedImage image = plain(width, height, ground);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(new Color(0xC8DC32));
    graphics.fillOval(60, 40, 60, 60);
    graphics.dispose();
    return image;
  }

  static byte[] encoded(BufferedImage image, String format) {
    var bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalArgumentException("nothing writes " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
