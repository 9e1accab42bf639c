package dev.vitrine.decode;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Gray and black pictures of any size, made without the memory that encoding them would take. */
final class LargePictures {
  private LargePictures() {}

  /** Baseline, or progressive in two scans; 4:2:0. Every code is made of zeros. */
  static byte[] jpeg(int width, int height, boolean isProgressive) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    put(out, 0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0);
    for (int i = 0; i < 64; i++) {
      put(out, 1);
    }
    put(out, 0xFF, isProgressive ? 0xC2 : 0xC0, 0, 17, 8);
    put(out, height >> 8, height, width >> 8, width, 3);
    put(out, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0);
    for (int table = 0; table <= 0x10; table += 0x10) { // the code 00 is the symbol 0
      put(out, 0xFF, 0xC4, 0, 20, table, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }
    int units = ((width + 15) / 16) * ((height + 15) / 16);
    if (isProgressive) {
      scan(out, 0, 0x01, units * 12L);
      scan(out, 0, 0x10, units * 6L);
    } else {
      scan(out, 63, 0, units * 24L);
    }
    put(out, 0xFF, 0xD9);
    return out.toByteArray();
  }

  private static void scan(ByteArrayOutputStream out, int last, int bitPositions, long bits) {
    put(out, 0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, last, bitPositions);
    out.writeBytes(new byte[(int) ((bits + 7) / 8)]);
  }

  /** Eight bits of red, green and blue; black. */
  static byte[] interlacedPng(int side) throws Exception {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflated =
        new DeflaterOutputStream(data, new Deflater(Deflater.BEST_SPEED))) {
      int[][] passes = {{8, 8}, {8, 8}, {4, 8}, {4, 4}, {2, 4}, {2, 2}, {1, 2}};
      for (int[] pass : passes) {
        byte[] row = new byte[1 + 3 * (side / pass[0])];
        for (int y = 0; y < side / pass[1]; y++) {
          deflated.write(row);
        }
      }
    }
    byte[] header = Chunks.concat(Chunks.int32(side), Chunks.int32(side));
    byte[] png =
        Chunks.concat(
            Chunks.latin1(PngFile.SIGNATURE),
            Chunks.pngChunk("IHDR", Chunks.concat(header, new byte[] {8, 2, 0, 0, 1})));
    png = Chunks.concat(png, Chunks.pngChunk("IDAT", data.toByteArray()));
    return Chunks.concat(png, Chunks.pngChunk("IEND", new byte[0]));
  }

  private static void put(ByteArrayOutputStream out, int... bytes) {
    for (int b : bytes) {
      out.write(b);
    }
  }
}
