package dev.vitrine.decode;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Small WebPs whose headers make the reader build much. */
final class HostileWebp {
  private static final int WIDTH = 96;
  private static final int HEIGHT = 64;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int bits;
  private int count;

  private HostileWebp() {}

  /** A picture of one color that names so many groups of codes, 1 to 65,536. */
  static byte[] groups(int groups) {
    return lossless(new HostileWebp().put(0, 1).putGroups(groups));
  }

  /** As {@link #groups}, in the transparency of a lossy picture of 96 x 64 pixels. */
  static byte[] alphaGroups(byte[] lossy, int groups) {
    HostileWebp stream = new HostileWebp().put(1, 8).put(0, 1).putGroups(groups);
    return Chunks.webpWith(lossy, WIDTH, HEIGHT, 0x10, "ALPH", stream.toBytes());
  }

  /** A picture that says so often how to predict its pixels. */
  static byte[] predictors(int times) {
    HostileWebp stream = new HostileWebp();
    for (int i = 0; i < times; i++) {
      stream.put(1, 1).put(0, 2).put(0, 3).put(0, 1).putCodes(0, 0);
    }
    return lossless(stream.put(0, 3).putCodes(0, 0));
  }

  private static byte[] lossless(HostileWebp stream) {
    HostileWebp header = new HostileWebp();
    header.put(0x2f, 8).put(WIDTH - 1, 14).put(HEIGHT - 1, 14).put(0, 4);
    byte[] payload = Chunks.concat(header.toBytes(), stream.toBytes());
    byte[] chunk = Chunks.riffChunk("VP8L", payload);
    return Chunks.riffChunk("RIFF", Chunks.concat(Chunks.latin1("WEBP"), chunk));
  }

  /** No color cache; blocks of 512 x 512 pixels, all read by the last group; the groups. */
  private HostileWebp putGroups(int groups) {
    put(0, 1).put(1, 1).put(7, 3);
    put(0, 1).putCodes(groups - 1 & 0xff, groups - 1 >> 8);
    for (int i = 0; i < groups; i++) {
      putCodes(0, 0);
    }
    return this;
  }

  /** Five codes of one symbol each: a pixel takes no bits. */
  private HostileWebp putCodes(int green, int red) {
    return putCode(green).putCode(red).putCode(0).putCode(0).putCode(0);
  }

  private HostileWebp putCode(int symbol) {
    return symbol < 2 ? put(1, 3).put(symbol, 1) : put(0b101, 3).put(symbol, 8);
  }

  private HostileWebp put(int value, int length) {
    for (int i = 0; i < length; i++) {
      bits |= (value >> i & 1) << count++;
      if (count == 8) {
        bytes.write(bits);
        bits = 0;
        count = 0;
      }
    }
    return this;
  }

  private byte[] toBytes() {
    byte[] whole = bytes.toByteArray();
    byte[] all = Arrays.copyOf(whole, whole.length + (count > 0 ? 1 : 0));
    if (count > 0) {
      all[whole.length] = (byte) bits;
    }
    return all;
  }
}
