package dev.vitrine.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.vitrine.image.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files made to do harm: each is decoded or refused with one of the stated reasons, in time. */
class HostileFilesTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int LEAST_FILES = 400;
  private static final int MUTATIONS_OF_EACH = 40;
  private static final int LARGE = 30_000;

  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.DEFAULT);

  @Test
  void everyHostileFileIsDecodedOrRefusedForAReasonInTime() {
    List<byte[]> files = new ArrayList<>();
    for (byte[] file : DamagedFilesTest.files()) {
      cutAtMarkers(file, files);
      absurdNumbers(file, files);
      Mutations mutations = new Mutations(7);
      for (int i = 0; i < MUTATIONS_OF_EACH; i++) {
        files.add(mutations.of(file));
      }
    }
    assertThat(files).hasSizeGreaterThan(LEAST_FILES);
    files.forEach(this::decodeOrRefuse);
  }

  @Test
  void bombsAreRefusedOrDecodedWithinTheirMemory() throws Exception {
    byte[] png = Pictures.png(Pictures.coffee());
    byte[] zeros = Chunks.deflate(new byte[64 << 20]);
    decodeOrRefuse(Chunks.pngWith(png, "iCCP", Chunks.concat(Chunks.latin1("x\0\0"), zeros)));
    decodeOrRefuse(Chunks.pngWith(png, "zTXt", Chunks.concat(Chunks.latin1("x\0\0"), zeros)));
    ByteBuffer.wrap(png).putInt(16, LARGE).putInt(20, 3000);
    decodeOrRefuse(png);
    byte[] gif = Pictures.gif(Pictures.quarters(BufferedImage.TYPE_BYTE_INDEXED));
    ByteBuffer.wrap(gif).order(ByteOrder.LITTLE_ENDIAN).putShort(6, (short) LARGE);
    decodeOrRefuse(gif);
    decodeOrRefuse(LargePictures.jpeg(LARGE, 3000, true));
  }

  @Test
  void whatElseAFileIsDoesNotMatter() {
    byte[] page = Chunks.latin1("<html><script>alert(1)</script></html>PK\3\4%PDF-1.7");
    for (byte[] file : DamagedFilesTest.files()) {
      decodeOrRefuse(Chunks.concat(file, page));
      decodeOrRefuse(Chunks.concat(page, file));
      decodeOrRefuse(Chunks.concat(file, file));
    }
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
    String name = new String(file, at, 4, java.nio.charset.StandardCharsets.ISO_8859_1);
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

  private void decodeOrRefuse(byte[] file) {
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          try {
            assertThat(decoder.decode(file).image().getWidth()).isBetween(1, 1024);
          } catch (UnreadableImageException e) {
            assertThat(Rejection.values()).extracting(Enum::name).contains(e.code());
          }
        });
  }
}
