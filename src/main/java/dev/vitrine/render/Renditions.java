package dev.vitrine.render;

import dev.vitrine.decode.DecodedPicture;
import dev.vitrine.decode.Resampler;
import java.awt.image.BufferedImage;

/** Writes a picture as the JPEGs that every later step, and the page, works with. */
public final class Renditions {
  private static final int THUMBNAIL_SIDE = 256;
  private static final float THUMBNAIL_QUALITY = 0.82f;

  /**
   * Both are sRGB JPEGs without metadata, never larger than the original.
   *
   * @param rendition at most 1024 px a side
   * @param thumbnail at most 256 px a side
   * @param thumbnailPixels the thumbnail before it was encoded, INT_RGB; for measuring
   */
  public record Pair(byte[] rendition, byte[] thumbnail, BufferedImage thumbnailPixels) {}

  private final JpegWriter jpegs = new JpegWriter();

  public Pair of(DecodedPicture picture) {
    BufferedImage small = Resampler.shrink(picture.image(), THUMBNAIL_SIDE);
    return new Pair(
        jpegs.write(picture.image(), JpegWriter.RENDITION_QUALITY),
        jpegs.write(small, THUMBNAIL_QUALITY),
        small);
  }
}
