package dev.vitrine.local.model;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A decoded picture, transparency laid on white.
 *
 * @param image TYPE_INT_RGB; not to be drawn on
 */
public record Picture(BufferedImage image) {
  // The limits of model-artifacts/contract.
  static final int MAX_BYTES = 20 << 20;
  static final long MAX_PIXELS = 40_000_000;
  static final int SHORTEST_SIDE = 16;
  static final int LONGEST_RATIO = 32;

  /** Above it every second pixel is left out: the whole application has 700 MB. */
  private static final long PIXELS_IN_MEMORY = 16_000_000;

  /** {@return pixels in a row} */
  public int width() {
    return image.getWidth();
  }

  /** {@return rows} */
  public int height() {
    return image.getHeight();
  }

  /** 0xRRGGBB, row by row; the topmost byte says nothing. */
  public int[] pixels() {
    return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
  }

  /**
   * Decodes a picture.
   *
   * @param bytes a JPEG, PNG, WebP or GIF file; of a GIF the first frame
   * @throws EndpointException INVALID_IMAGE or IMAGE_TOO_LARGE
   */
  public static Picture decode(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new EndpointException(
          EndpointError.IMAGE_TOO_LARGE, "The picture has more than " + MAX_BYTES + " bytes.");
    }
    if (!isKnownFormat(bytes)) {
      throw new EndpointException(
          EndpointError.INVALID_IMAGE, "The picture is neither JPEG nor PNG nor WebP nor GIF.");
    }
    try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      return new Picture(onWhite(read(stream)));
    } catch (IOException | RuntimeException e) {
      if (e instanceof EndpointException known) {
        throw known;
      }
      // Readers answer broken files with all sorts of runtime exceptions.
      throw new EndpointException(
          EndpointError.INVALID_IMAGE, "The picture is damaged and cannot be decoded.");
    }
  }

  private static BufferedImage read(ImageInputStream stream) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
    if (!readers.hasNext()) {
      throw new IOException("no reader knows the format");
    }
    ImageReader reader = readers.next();
    try {
      reader.setInput(stream, true, true);
      long pixels = checkedPixels(reader.getWidth(0), reader.getHeight(0));
      ImageReadParam param = reader.getDefaultReadParam();
      if (pixels > PIXELS_IN_MEMORY) {
        param.setSourceSubsampling(2, 2, 0, 0);
      }
      return reader.read(0, param);
    } finally {
      reader.dispose();
    }
  }

  private static long checkedPixels(int width, int height) {
    long pixels = (long) width * height;
    if (pixels > MAX_PIXELS) {
      throw new EndpointException(
          EndpointError.IMAGE_TOO_LARGE, "The picture has more than " + MAX_PIXELS + " pixels.");
    }
    int shorter = Math.min(width, height);
    if (shorter < SHORTEST_SIDE) {
      throw new EndpointException(
          EndpointError.INVALID_IMAGE,
          "The picture has less than " + SHORTEST_SIDE + " pixels on a side.");
    }
    if (Math.max(width, height) > LONGEST_RATIO * shorter) {
      throw new EndpointException(
          EndpointError.INVALID_IMAGE,
          "The picture is more than " + LONGEST_RATIO + " times as long as wide.");
    }
    return pixels;
  }

  private static BufferedImage onWhite(BufferedImage decoded) {
    var flat =
        new BufferedImage(decoded.getWidth(), decoded.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = flat.createGraphics();
    graphics.drawImage(decoded, 0, 0, Color.WHITE, null);
    graphics.dispose();
    return flat;
  }

  private static boolean isKnownFormat(byte[] b) {
    return startsWith(b, 0, 0xFF, 0xD8, 0xFF)
        || startsWith(b, 0, 0x89, 'P', 'N', 'G')
        || startsWith(b, 0, 'G', 'I', 'F', '8')
        || (startsWith(b, 0, 'R', 'I', 'F', 'F') && startsWith(b, 8, 'W', 'E', 'B', 'P'));
  }

  private static boolean startsWith(byte[] bytes, int from, int... magic) {
    for (int i = 0; i < magic.length; i++) {
      if (bytes.length <= from + i || (bytes[from + i] & 0xFF) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
