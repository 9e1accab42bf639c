package dev.vitrine.decode;

import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Puts notes such as EXIF and color profiles into files that were written without. */
public final class Chunks {
  private static final int PNG_HEADER_END = 33;

  private Chunks() {}

  static byte[] jpegWith(byte[] jpeg, int marker, byte[] payload) {
    byte[] head = {
      (byte) 0xFF, (byte) marker, (byte) (payload.length + 2 >> 8), (byte) (payload.length + 2)
    };
    return insert(jpeg, 2, concat(head, payload));
  }

  public static byte[] jpegWithExif(byte[] jpeg, int orientation) {
    return jpegWith(jpeg, 0xE1, concat(latin1("Exif\0\0"), exif(orientation)));
  }

  public static byte[] jpegWithProfile(byte[] jpeg, byte[] profile) {
    return jpegWith(jpeg, 0xE2, concat(latin1("ICC_PROFILE\0\1\1"), profile));
  }

  static byte[] pngWith(byte[] png, String name, byte[] payload) {
    return insert(png, PNG_HEADER_END, pngChunk(name, payload));
  }

  static byte[] pngWithProfile(byte[] png, byte[] profile) {
    return pngWith(png, "iCCP", concat(latin1("test\0\0"), deflate(profile)));
  }

  static byte[] pngChunk(String name, byte[] payload) {
    byte[] body = concat(latin1(name), payload);
    CRC32 crc = new CRC32();
    crc.update(body);
    return concat(int32(payload.length), concat(body, int32((int) crc.getValue())));
  }

  /** Wraps a plain WebP into an extended one. */
  static byte[] webpWith(
      byte[] webp, int width, int height, int flag, String name, byte[] payload) {
    byte[] header =
        ByteBuffer.allocate(10)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(flag)
            .putShort((short) (width - 1))
            .put((byte) 0)
            .putShort((short) (height - 1))
            .put((byte) 0)
            .array();
    byte[] picture = Arrays.copyOfRange(webp, 12, webp.length);
    byte[] note = riffChunk(name, payload);
    byte[] chunks =
        name.equals("ICCP") || name.equals("ALPH") ? concat(note, picture) : concat(picture, note);
    byte[] body = concat(latin1("WEBP"), concat(riffChunk("VP8X", header), chunks));
    return riffChunk("RIFF", body);
  }

  static byte[] riffChunk(String name, byte[] payload) {
    byte[] length =
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(payload.length).array();
    byte[] chunk = concat(concat(latin1(name), length), payload);
    return payload.length % 2 == 0 ? chunk : concat(chunk, new byte[1]);
  }

  /** {@return a TIFF block with one entry, the orientation} */
  static byte[] exif(int orientation) {
    return ByteBuffer.allocate(26)
        .put(latin1("MM\0*"))
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 0x0112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) orientation)
        .putShort((short) 0)
        .putInt(0)
        .array();
  }

  /** {@return what a camera set to Adobe RGB notes: interoperability index R03, with prefix} */
  static byte[] exifOfAdobeRgb() {
    ByteBuffer block = ByteBuffer.allocate(6 + 8 + 3 * 18).put(latin1("Exif\0\0MM\0*")).putInt(8);
    directory(block, 0x8769, 4, 26);
    directory(block, 0xA005, 4, 44);
    directory(block, 0x0001, 2, 0x52303300);
    return block.array();
  }

  private static void directory(ByteBuffer block, int tag, int type, int value) {
    block.putShort((short) 1).putShort((short) tag).putShort((short) type);
    block.putInt(type == 2 ? 4 : 1).putInt(value).putInt(0);
  }

  /**
   * @param bits 1, 2 or 4 a sample
   * @param transparent the gray that is
   */
  static byte[] grayPng(Raster samples, int bits, int transparent) {
    int rowBytes = (samples.getWidth() * bits + 7) / 8;
    byte[] rows = new byte[samples.getHeight() * (1 + rowBytes)];
    for (int y = 0; y < samples.getHeight(); y++) {
      for (int x = 0; x < samples.getWidth(); x++) {
        int shift = 8 - bits - x * bits % 8;
        rows[y * (1 + rowBytes) + 1 + x * bits / 8] |= (byte) (samples.getSample(x, y, 0) << shift);
      }
    }
    byte[] header = concat(int32(samples.getWidth()), int32(samples.getHeight()));
    byte[] png =
        concat(
            latin1(PngFile.SIGNATURE),
            pngChunk("IHDR", concat(header, new byte[] {(byte) bits, 0, 0, 0, 0})));
    png = concat(png, pngChunk("tRNS", new byte[] {0, (byte) transparent}));
    png = concat(png, pngChunk("IDAT", deflate(rows)));
    return concat(png, pngChunk("IEND", new byte[0]));
  }

  static byte[] deflate(byte[] bytes) {
    Deflater deflater = new Deflater();
    deflater.setInput(bytes);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }

  static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] int32(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  static byte[] insert(byte[] file, int at, byte[] bytes) {
    return concat(
        concat(Arrays.copyOf(file, at), bytes), Arrays.copyOfRange(file, at, file.length));
  }
}
