package dev.vitrine.restyle;

import dev.vitrine.render.JpegWriter;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * Brings a rendition to a size the engine was trained on, and the result back: stretched slightly
 * on the way in, so nothing is cropped, and unstretched by as much on the way out.
 */
final class Stretch {
  private static final JpegWriter JPEGS = new JpegWriter();

  private final BufferedImage rendition;
  private final CanvasSize size;

  private Stretch(BufferedImage rendition) {
    this.rendition = rendition;
    this.size = CanvasSize.nearest(rendition.getWidth(), rendition.getHeight());
  }

  /**
   * @param rendition JPEG
   */
  static Stretch of(byte[] rendition) {
    return new Stretch(decode(rendition));
  }

  Restyler.Canvas canvas() {
    return new Restyler.Canvas(jpeg(scaled(rendition, size.width(), size.height())), size);
  }

  /**
   * @param painting PNG or JPEG of the canvas' size
   * @return JPEG of the rendition's size
   */
  byte[] undo(byte[] painting) {
    return jpeg(scaled(decode(painting), rendition.getWidth(), rendition.getHeight()));
  }

  private static BufferedImage scaled(BufferedImage image, int width, int height) {
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = scaled.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.drawImage(image, 0, 0, width, height, null);
    g.dispose();
    return scaled;
  }

  private static BufferedImage decode(byte[] bytes) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
      if (image == null) {
        throw new IOException("neither JPEG nor PNG");
      }
      return image;
    } catch (IOException e) {
      throw new UncheckedIOException("a picture of our own making does not decode", e);
    }
  }

  private static byte[] jpeg(BufferedImage image) {
    return JPEGS.write(image, JpegWriter.RENDITION_QUALITY);
  }
}
