package dev.vitrine.decode;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Collects what the chunks of a PNG say about its colors; several may, and one of them counts.
 *
 * @see "PNG specification (W3C), third edition, 4.3 and 11.3.2"
 */
final class PngColors {
  private static final double UNIT = 100_000;

  private byte @Nullable [] profile;
  private int @Nullable [] codePoints;
  private double @Nullable [] chromaticities;
  private double gamma;
  private boolean isSrgb;

  /**
   * @param at where the chunk's length stands
   */
  void take(FileBytes file, long at, long length) throws EOFException {
    long data = at + 8;
    if (file.has(at + 4, "iCCP")) {
      profile = inflate(file.copy(data, length));
    } else if (file.has(at + 4, "cICP") && length == 4) {
      codePoints = new int[] {file.u8(data), file.u8(data + 1), file.u8(data + 2)};
    } else if (file.has(at + 4, "sRGB")) {
      isSrgb = true;
    } else if (file.has(at + 4, "gAMA") && length == 4) {
      gamma = file.u32(data) / UNIT;
    } else if (file.has(at + 4, "cHRM") && length == 32) {
      chromaticities = new double[8];
      for (int i = 0; i < 8; i++) {
        chromaticities[i] = file.u32(data + 4L * i) / UNIT;
      }
    }
  }

  /**
   * @param isGray whether the samples are gray, not a palette's either
   * @return null for sRGB
   */
  @Nullable SourceColors chosen(boolean isGray) {
    if (codePoints != null) {
      RgbColors colors = RgbColors.ofCodePoints(codePoints[0], codePoints[1], codePoints[2]);
      if (colors != null || codePoints[0] == 1 && codePoints[1] == 13) {
        return colors;
      }
    }
    if (profile != null) {
      return new ColorProfile(profile, isGray);
    }
    return isSrgb ? null : RgbColors.ofGamma(gamma, isGray ? null : chromaticities);
  }

  /**
   * @param chunk name, zero, method, compressed profile
   * @return null when it does not unfold to a profile of sensible size
   */
  private static byte @Nullable [] inflate(byte[] chunk) {
    int nameEnd = 0;
    while (nameEnd < chunk.length && chunk[nameEnd] != 0) {
      nameEnd++;
    }
    int from = Math.min(nameEnd + 2, chunk.length);
    try (var in =
        new InflaterInputStream(new ByteArrayInputStream(chunk, from, chunk.length - from))) {
      byte[] profile = in.readNBytes(PictureFile.MAX_PROFILE_BYTES + 1);
      return profile.length > PictureFile.MAX_PROFILE_BYTES ? null : profile;
    } catch (IOException e) {
      return null; // colors are then taken for sRGB, as browsers do
    }
  }
}
