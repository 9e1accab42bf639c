package dev.vitrine.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.image.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DamagedFilesTest {
  private static final int MUTATIONS_OF_EACH = 200;

  /** Small enough that a lie about the size is refused and not decoded for minutes. */
  private final PictureDecoder decoder = new PictureDecoder(new PictureLimits(200_000, 1 << 20));

  @Test
  void everyDamagedFileIsDecodedOrRefusedInWords() {
    int refused = 0;
    for (byte[] file : files()) {
      Mutations mutations = new Mutations(1);
      for (int i = 0; i < MUTATIONS_OF_EACH; i++) {
        refused += isRefused(mutations.of(file)) ? 1 : 0;
      }
    }
    assertThat(refused).isBetween(1, files().size() * MUTATIONS_OF_EACH - 1);
  }

  @Test
  void everyFileThatIsCutInHalfIsRefusedAsTruncated() {
    for (byte[] file : files()) {
      assertThatThrownBy(() -> decoder.decode(Arrays.copyOf(file, file.length / 2)))
          .isInstanceOfSatisfying(
              UnreadableImageException.class, e -> assertThat(e.code()).isEqualTo("TRUNCATED"));
    }
  }

  @Test
  void bytesWithoutMeaningAreRefused() {
    Mutations noise = new Mutations(2);
    byte[] file = new byte[3000];
    for (byte[] magic : files()) {
      System.arraycopy(magic, 0, file, 0, 12);
      assertThat(isRefused(noise.of(file))).isTrue();
    }
  }

  private boolean isRefused(byte[] file) {
    try {
      decoder.decode(file);
      return false;
    } catch (UnreadableImageException e) {
      assertThat(e.code()).matches("[A-Z]+(_[A-Z]+)*");
      assertThat(e.getMessage()).endsWith(".").doesNotContain("%", "null", "Exception");
      return true;
    }
  }

  static List<byte[]> files() {
    List<byte[]> files = new ArrayList<>();
    BufferedImage coffee = Pictures.coffee();
    files.add(Chunks.jpegWithExif(Pictures.jpeg(coffee), 6));
    files.add(Chunks.jpegWithProfile(Pictures.progressiveJpeg(coffee), IccProfiles.DISPLAY_P3));
    files.add(Pictures.png(coffee));
    files.add(Chunks.pngWithProfile(Pictures.interlacedPng(coffee), IccProfiles.ADOBE_RGB));
    files.add(Pictures.gif(coffee));
    files.add(Pictures.tiff(coffee, "LZW"));
    files.add(Pictures.tiff(coffee, "JPEG"));
    files.add(Pictures.bmp(coffee));
    for (String name :
        List.of("cmyk.jpg", "ycck.jpg", "lossy.webp", "lossless.webp", "alpha-lossy.webp")) {
      files.add(Pictures.resource(name));
    }
    return files;
  }
}
