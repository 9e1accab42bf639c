package dev.vitrine.decode;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Small ICC profiles, version 2: a matrix to the profile connection space and one gamma curve.
 *
 * @see "ICC.1:2001-04, 6.3.1 and 6.3.2"
 */
public final class IccProfiles {
  /** Primaries of Display P3, adapted to D50; gamma 2.2 in place of sRGB's curve, close to it. */
  public static final byte[] DISPLAY_P3 =
      rgb(
          2.2,
          new double[] {0.51512, 0.24120, -0.00105},
          new double[] {0.29198, 0.69225, 0.04189},
          new double[] {0.15710, 0.06657, 0.78407});

  static final byte[] ADOBE_RGB =
      rgb(
          2.19921875,
          new double[] {0.60974, 0.31111, 0.01947},
          new double[] {0.20528, 0.62567, 0.06087},
          new double[] {0.14919, 0.06322, 0.74457});

  private IccProfiles() {}

  static byte[] rgb(double gamma, double[] red, double[] green, double[] blue) {
    Map<String, byte[]> tags = common();
    tags.put("rXYZ", xyz(red));
    tags.put("gXYZ", xyz(green));
    tags.put("bXYZ", xyz(blue));
    tags.put("rTRC", curve(gamma));
    tags.put("gTRC", curve(gamma));
    tags.put("bTRC", curve(gamma));
    return profile("RGB ", tags);
  }

  static byte[] gray(double gamma) {
    Map<String, byte[]> tags = common();
    tags.put("kTRC", curve(gamma));
    return profile("GRAY", tags);
  }

  private static Map<String, byte[]> common() {
    Map<String, byte[]> tags = new LinkedHashMap<>();
    tags.put("desc", description("test"));
    tags.put("cprt", Chunks.concat(Chunks.latin1("text\0\0\0\0CC0\0"), new byte[0]));
    tags.put("wtpt", xyz(new double[] {0.9642, 1.0, 0.8249}));
    return tags;
  }

  private static byte[] profile(String space, Map<String, byte[]> tags) {
    int dataStart = 128 + 4 + 12 * tags.size();
    int size = dataStart + tags.values().stream().mapToInt(t -> padded(t.length)).sum();
    ByteBuffer out = ByteBuffer.allocate(size);
    out.putInt(size).putInt(0).putInt(0x02100000);
    out.put(Chunks.latin1("mntr")).put(Chunks.latin1(space)).put(Chunks.latin1("XYZ "));
    out.position(36).put(Chunks.latin1("acsp"));
    out.position(68).put(xyz(new double[] {0.9642, 1.0, 0.8249}), 8, 12);
    out.position(128).putInt(tags.size());
    int at = dataStart;
    for (Map.Entry<String, byte[]> tag : tags.entrySet()) {
      out.put(Chunks.latin1(tag.getKey())).putInt(at).putInt(tag.getValue().length);
      at += padded(tag.getValue().length);
    }
    for (byte[] data : tags.values()) {
      out.put(data).put(new byte[padded(data.length) - data.length]);
    }
    return out.array();
  }

  private static int padded(int length) {
    return (length + 3) / 4 * 4;
  }

  private static byte[] xyz(double[] values) {
    ByteBuffer out = ByteBuffer.allocate(20).put(Chunks.latin1("XYZ \0\0\0\0"));
    for (double value : values) {
      out.putInt((int) Math.round(value * 65536));
    }
    return out.array();
  }

  private static byte[] curve(double gamma) {
    return ByteBuffer.allocate(14)
        .put(Chunks.latin1("curv\0\0\0\0"))
        .putInt(1)
        .putShort((short) Math.round(gamma * 256))
        .array();
  }

  private static byte[] description(String text) {
    return ByteBuffer.allocate(12 + text.length() + 1 + 78)
        .put(Chunks.latin1("desc\0\0\0\0"))
        .putInt(text.length() + 1)
        .put(Chunks.latin1(text))
        .array();
  }
}
