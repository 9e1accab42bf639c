package dev.vitrine.render;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes a picture as the JPEGs that every later step, and the page, works with. */
public final class Renditions {
  private static final int THUMBNAIL_SIDE = 256;
  private static final float RENDITION_QUALITY = 0.88f;
  private static final float THUMBNAIL_QUALITY = 0.82f;

  /**
   * Both are sRGB JPEGs without metadata, never larger than the original.
   *
   * @param rendition at most 1024 px a side
   * @param thumbnail at most 256 px a side
   * @param thumbnailPixels the thumbnail before it was encoded, INT_RGB; for measuring
   */
  public record Pair(byte[] rendition, byte[] thumbnail, BufferedImage thumbnailPixels) {}

  private final Codecs codecs = new Codecs();

  public Pair of(DecodedPicture picture) {
    BufferedImage small = Resampler.shrink(picture.image(), THUMBNAIL_SIDE);
    return new Pair(
        jpeg(picture.image(), RENDITION_QUALITY), jpeg(small, THUMBNAIL_QUALITY), small);
  }

  private byte[] jpeg(BufferedImage image, float quality) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriter writer = codecs.jpegWriter();
      try {
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(quality);
        writer.setOutput(out);
        writer.write(null, new IIOImage(image, null, null), param);
      } finally {
        writer.dispose();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }
}
