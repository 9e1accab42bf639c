package dev.vitrine.listing;

import dev.vitrine.image.Sha256;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * That an image was exported.
 *
 * @param at when it was first exported with this content
 * @param content see {@link #contentOf}
 */
public record ExportMark(Instant at, String content) {
  private static final int BYTES = 8;

  /** {@return 16 hexadecimal digits that differ if what an export says of an image differs} */
  public static String contentOf(List<String> said) {
    // No text has this character, so that two texts are not the same as one.
    byte[] hash = Sha256.of(String.join("\u0000", said));
    return HexFormat.of().formatHex(hash, 0, BYTES);
  }
}
