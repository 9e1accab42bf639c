package dev.vitrine.decode;

/**
 * Limits that are checked before anything is decoded.
 *
 * @param maxPixels width x height of the original
 * @param maxBytes length of the file
 */
public record PictureLimits(long maxPixels, long maxBytes) {
  public static final PictureLimits DEFAULT = new PictureLimits(100_000_000, 50 << 20);

  public PictureLimits {
    if (maxPixels < 1 || maxBytes < 1) {
      throw new IllegalArgumentException("limits must be positive: " + maxPixels + ", " + maxBytes);
    }
  }
}
