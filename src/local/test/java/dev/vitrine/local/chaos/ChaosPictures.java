package dev.vitrine.local.chaos;

import dev.vitrine.local.bench.BenchPictures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The uploads of a run, by number. Uploads of one content have equal bytes. */
final class ChaosPictures {
  private static final int HOSTILE_KINDS = 5;

  private final BenchPictures pictures = new BenchPictures();
  private final Map<String, byte[]> files = new HashMap<>();
  private final int contents;

  ChaosPictures(int contents) {
    this.contents = contents;
  }

  static String key(int number) {
    return "demo/picture-%05d.jpg".formatted(number);
  }

  /** {@return the name of an upload's content, e.g. {@code hostile-2}} */
  String content(int number) {
    return ChaosPlan.isHostile(number)
        ? "hostile-" + number / ChaosPlan.HOSTILE_EVERY % HOSTILE_KINDS
        : "picture-" + number % contents;
  }

  byte[] file(int number) {
    synchronized (files) {
      return files.computeIfAbsent(content(number), content -> make(number));
    }
  }

  private byte[] make(int number) {
    try {
      return ChaosPlan.isHostile(number)
          ? hostile(number / ChaosPlan.HOSTILE_EVERY % HOSTILE_KINDS)
          : pictures.jpeg(number % contents);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
  }

  private byte[] hostile(int kind) throws IOException {
    byte[] jpeg = pictures.jpeg(contents);
    return switch (kind) {
      case 0 -> Arrays.copyOf(jpeg, jpeg.length / 3);
      case 1 -> "<svg onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8);
      case 2 -> headerOfABomb();
      case 3 -> scrambled(jpeg);
      default -> new byte[] {(byte) 0xff, (byte) 0xd8};
    };
  }

  /** A PNG that claims 60,000 x 60,000 pixels. */
  private static byte[] headerOfABomb() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    png.write(new byte[] {0, 0, 0, 13, 'I', 'H', 'D', 'R'});
    png.write(new byte[] {0, 0, (byte) 0xea, 0x60, 0, 0, (byte) 0xea, 0x60, 8, 2, 0, 0, 0});
    png.write(new byte[] {0, 0, 0, 0});
    return png.toByteArray();
  }

  private static byte[] scrambled(byte[] jpeg) {
    byte[] scrambled = jpeg.clone();
    for (int i = 20; i < 600; i++) {
      scrambled[i] = (byte) (31 * i);
    }
    return scrambled;
  }
}
