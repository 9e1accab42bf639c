package dev.vitrine.workflow;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.vitrine.image.Sha256;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The order for a restyled picture.
 *
 * @param id of the restyle within its image; equal style, prompt, seed, strength and keep give
 *     equal ids, so that a repeated order makes no second picture; the image's prompt, which may
 *     change, is no part of it
 * @param style name of a preset, e.g. {@code starry-night}; null for a restyle by prompt only
 * @param prompt the seller's own words; null means the image's prompt
 * @param seed in [0, 4294967295]
 * @param strength distance from the original in [0, 1]; 0 is the original
 * @param keep what stays as it is; null if all is painted
 */
public record RestyleOrder(
    String id,
    @Nullable String style,
    @Nullable String prompt,
    long seed,
    double strength,
    @Nullable Keep keep) {

  /** What stays as it is. */
  public enum Keep {
    /** The product: only its background is painted. */
    @JsonProperty("product")
    PRODUCT
  }

  /** Strength of an order that does not name one. */
  public static final double DEFAULT_STRENGTH = 0.65;

  /** Largest seed of the vendor's contract. */
  public static final long MAX_SEED = 4_294_967_295L;

  public RestyleOrder {
    if (style == null && prompt == null) {
      throw new IllegalArgumentException("a restyle needs a style or a prompt");
    }
    if (seed < 0 || seed > MAX_SEED) {
      throw new IllegalArgumentException("seed is outside [0, 4294967295]: " + seed);
    }
    if (!(strength >= 0 && strength <= 1)) {
      throw new IllegalArgumentException("strength is outside [0, 1]: " + strength);
    }
  }

  /** {@return the order, whose id is derived from the other five values} */
  public static RestyleOrder of(
      @Nullable String style,
      @Nullable String prompt,
      long seed,
      double strength,
      @Nullable Keep keep) {
    String name = style == null ? "own" : style;
    String text = prompt + "\n" + seed + "\n" + strength;
    // Without keep, ids are those of releases that did not know it.
    String id = name + "-" + digest(keep == null ? text : text + "\n" + keep);
    return new RestyleOrder(id, style, prompt, seed, strength, keep);
  }

  /** {@return an order that keeps nothing} See {@link #of(String, String, long, double, Keep)}. */
  public static RestyleOrder of(
      @Nullable String style, @Nullable String prompt, long seed, double strength) {
    return of(style, prompt, seed, strength, null);
  }

  public boolean keepsProduct() {
    return keep == Keep.PRODUCT;
  }

  /**
   * {@return 16 hexadecimal digits; the chance that any two of a million orders of one image
   * collide is below 1 in 10^7}
   */
  private static String digest(String text) {
    return HexFormat.of().formatHex(Sha256.of(text), 0, 8);
  }

  /** {@return an order for a preset, with its defaults for everything else} */
  public static RestyleOrder ofStyle(String style) {
    return of(style, null, 0, DEFAULT_STRENGTH);
  }
}
