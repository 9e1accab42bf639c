package dev.vitrine.measure;

import dev.vitrine.image.DetectedBoxes;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The silhouette of a product, packed for a message: so it can be compared with a captioner's
 * boxes, which are found later, where nobody has the pixels.
 *
 * @param width at most {@value #LONGEST_SIDE}
 * @param height at most {@value #LONGEST_SIDE}
 * @param bits of the pixels, row by row, lowest bit of a byte first; zlib, then base64: at most 800
 *     characters for the shops' pictures that were looked at
 */
public record PackedSilhouette(int width, int height, String bits) {
  private static final int LONGEST_SIDE = 256;

  public PackedSilhouette {
    if (width < 1 || width > LONGEST_SIDE || height < 1 || height > LONGEST_SIDE) {
      throw new IllegalArgumentException("a silhouette of " + width + " x " + height);
    }
  }

  static PackedSilhouette of(Mask mask) {
    BitSet set = new BitSet();
    for (int i : mask.pixels()) {
      set.set(i);
    }
    byte[] plain = set.toByteArray();
    byte[] packed = new byte[plain.length + 64];
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setInput(plain);
      deflater.finish();
      int length = deflater.deflate(packed);
      byte[] exact = Arrays.copyOf(packed, length);
      return new PackedSilhouette(
          mask.width(), mask.height(), Base64.getEncoder().encodeToString(exact));
    } finally {
      deflater.end();
    }
  }

  /**
   * {@return whether the captioner's boxes agree with the silhouette on what the product is}
   *
   * @throws IllegalArgumentException if the bits cannot be unpacked
   */
  public Separation separation(DetectedBoxes boxes) {
    return BoxedParts.of(mask(), boxes).separation();
  }

  Mask mask() {
    byte[] plain = new byte[(width * height + 7) / 8];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(Base64.getDecoder().decode(bits));
      inflater.inflate(plain);
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("no packed silhouette: " + bits, e);
    } finally {
      inflater.end();
    }
    BitSet set = BitSet.valueOf(plain);
    boolean[] pixels = new boolean[width * height];
    set.stream().filter(i -> i < pixels.length).forEach(i -> pixels[i] = true);
    return new Mask(width, height, pixels);
  }
}
