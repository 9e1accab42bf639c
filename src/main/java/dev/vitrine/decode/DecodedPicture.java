package dev.vitrine.decode;

import dev.vitrine.image.ImageFormat;
import java.awt.image.BufferedImage;

/**
 * A picture as it is displayed: upright, sRGB, on white.
 *
 * @param format of the original
 * @param width pixels of the original
 * @param height pixels of the original
 * @param image INT_RGB, the original made smaller to at most 1024 px a side
 */
public record DecodedPicture(ImageFormat format, int width, int height, BufferedImage image) {
  /** Longer side of {@link #image}, in pixels, unless the original is smaller. */
  public static final int LONGEST_SIDE = 1024;
}
