package dev.vitrine.decode;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Files made to do harm, the same each time. */
public final class HostileFiles {
  private static final int MUTATIONS_OF_EACH = 40;
  private static final int LARGE = 30_000;

  private HostileFiles() {}

  /** {@return files of all formats cut at each marker, with absurd numbers, and mutated} */
  static List<byte[]> damaged() {
    List<byte[]> files = new ArrayList<>();
    for (byte[] file : DamagedFilesTest.files()) {
      cutAtMarkers(file, files);
      absurdNumbers(file, files);
      Mutations mutations = new Mutations(7);
      for (int i = 0; i < MUTATIONS_OF_EACH; i++) {
        files.add(mutations.of(file));
      }
    }
    return files;
  }

  /** {@return small files that would take much memory} */
  static List<byte[]> bombs() throws Exception {
    byte[] png = Pictures.png(Pictures.coffee());
    byte[] zeros = Chunks.deflate(new byte[64 << 20]);
    byte[] wide = png.clone();
    ByteBuffer.wrap(wide).putInt(16, LARGE).putInt(20, 3000);
    byte[] gif = Pictures.gif(Pictures.quarters(BufferedImage.TYPE_BYTE_INDEXED));
    ByteBuffer.wrap(gif).order(ByteOrder.LITTLE_ENDIAN).putShort(6, (short) LARGE);
    return List.of(
        Chunks.pngWith(png, "iCCP", Chunks.concat(Chunks.latin1("x\0\0"), zeros)),
        Chunks.pngWith(png, "zTXt", Chunks.concat(Chunks.latin1("x\0\0"), zeros)),
        wide,
        gif,
        LargePictures.jpeg(LARGE, 3000, true));
  }

  /** {@return files that are a web page too, or two pictures} */
  static List<byte[]> polyglots() {
    byte[] page = Chunks.latin1("<html><script>alert(1)</script></html>PK\3\4%PDF-1.7");
    List<byte[]> files = new ArrayList<>();
    for (byte[] file : DamagedFilesTest.files()) {
      files.add(Chunks.concat(file, page));
      files.add(Chunks.concat(page, file));
      files.add(Chunks.concat(file, file));
    }
    return files;
  }

  /** {@return bombs, polyglots and damaged files, so many, evenly from each format} */
  public static List<byte[]> some(int number) throws Exception {
    List<byte[]> files = new ArrayList<>(bombs());
    List<byte[]> others = polyglots();
    others.addAll(damaged());
    int wanted = number - files.size();
    for (int i = 0; i < wanted; i++) {
      files.add(others.get((int) ((long) i * others.size() / wanted)));
    }
    return files;
  }

  /** Before and behind each byte that may begin a marker, and each name of a chunk. */
  private static void cutAtMarkers(byte[] file, List<byte[]> files) {
    for (int at = 1; at < file.length; at++) {
      boolean isMarker = file[at - 1] == (byte) 0xFF && file[at] != 0;
      boolean isChunk = at + 4 <= file.length && isName(file, at);
      if (isMarker || isChunk) {
        files.add(Arrays.copyOf(file, at));
        files.add(Arrays.copyOf(file, at + 1));
      }
    }
  }

  private static boolean isName(byte[] file, int at) {
    String name = new String(file, at, 4, StandardCharsets.ISO_8859_1);
    return List.of("IHDR", "IDAT", "IEND", "iCCP", "PLTE", "WEBP", "VP8 ", "VP8L", "VP8X", "ALPH")
        .contains(name);
  }

  /** All ones, all zeros and the largest positive number over each four bytes of the headers. */
  private static void absurdNumbers(byte[] file, List<byte[]> files) {
    for (int at = 4; at + 4 <= Math.min(file.length, 48); at += 2) {
      for (int value : new int[] {-1, 0, Integer.MAX_VALUE}) {
        byte[] absurd = file.clone();
        ByteBuffer.wrap(absurd).putInt(at, value);
        files.add(absurd);
      }
    }
  }
}
