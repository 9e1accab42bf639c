package dev.vitrine.restyle;

import dev.vitrine.decode.Resampler;
import dev.vitrine.image.DetectedBoxes;
import dev.vitrine.measure.Cutout;
import dev.vitrine.render.JpegWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Brings a rendition to a size the engine was trained on, and the result back: stretched slightly
 * on the way in, so nothing is cropped, and unstretched by as much on the way out. A product that
 * is kept is laid over the result, with the rendition's own pixels.
 */
final class Stretch {
  private static final JpegWriter JPEGS = new JpegWriter();

  private final BufferedImage rendition;
  private final CanvasSize size;
  private final @Nullable Cutout product;

  private Stretch(BufferedImage rendition, @Nullable Cutout product) {
    this.rendition = rendition;
    this.product = product;
    this.size = CanvasSize.nearest(rendition.getWidth(), rendition.getHeight());
  }

  /**
   * @param rendition JPEG
   * @param boxes where a captioner sees products; null if it saw none, or did not look
   * @throws dev.vitrine.measure.ProductUnsureException if the product is to be kept and cannot be
   *     told from its background
   */
  static Stretch of(byte[] rendition, boolean keepsProduct, @Nullable DetectedBoxes boxes) {
    BufferedImage image = decode(rendition);
    return new Stretch(image, keepsProduct ? Cutout.of(image, boxes) : null);
  }

  Restyler.InitImage canvas() {
    return new Restyler.InitImage(
        jpeg(Resampler.resample(rendition, size.width(), size.height())), size);
  }

  /**
   * @param painting PNG or JPEG of the canvas' size
   * @return JPEG of the rendition's size; if the product is kept a PNG, which loses no bit of it
   */
  byte[] undo(byte[] painting) {
    BufferedImage image =
        Resampler.resample(decode(painting), rendition.getWidth(), rendition.getHeight());
    return product == null ? jpeg(image) : png(product.pastedOnto(image));
  }

  private static BufferedImage decode(byte[] bytes) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
      if (image == null) {
        throw new IOException("neither JPEG nor PNG");
      }
      return image;
    } catch (IOException e) {
      throw new UncheckedIOException("a rendition or a painting does not decode", e);
    }
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, "png", png)) {
        throw new IOException("no writer of PNG");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return png.toByteArray();
  }

  private static byte[] jpeg(BufferedImage image) {
    return JPEGS.write(image, JpegWriter.RENDITION_QUALITY);
  }
}
