package dev.vitrine.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vitrine.image.MemoryBudget;
import dev.vitrine.image.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecodingTimeTest {
  private static final Duration LIMIT = Duration.ofMillis(5);

  @Test
  void givesUpAPictureOfAnyFormatThatTakesTooLong() {
    BufferedImage large = Pictures.blank(3000, 2400, BufferedImage.TYPE_3BYTE_BGR, 0x336699);
    Pictures.fill(large, 100, 100, 900, 900, 0xcc8844);
    PictureDecoder hurried =
        new PictureDecoder(PictureLimits.DEFAULT, new MemoryBudget(MemoryPlan.LARGEST), LIMIT);
    Map<String, byte[]> files =
        Map.of(
            "JPEG", Pictures.jpeg(large),
            "progressive JPEG", Pictures.progressiveJpeg(large),
            "PNG", Pictures.png(large),
            "GIF", Pictures.gif(large),
            "TIFF", Pictures.tiff(large, "LZW"),
            "BMP", Pictures.bmp(large));

    files.forEach(
        (format, file) -> {
          UnreadableImageException refused =
              catchThrowableOfType(UnreadableImageException.class, () -> hurried.decode(file));
          assertThat(refused).as(format).isNotNull();
          assertThat(refused.code()).as(format).isEqualTo("TOO_SLOW");
        });
  }

  @Test
  void stopsBetweenTwoRows() {
    BufferedImage huge = Pictures.blank(8000, 6000, BufferedImage.TYPE_BYTE_GRAY, 0x777777);
    byte[] png = Pictures.interlacedPng(huge);
    PictureDecoder patient = new PictureDecoder(PictureLimits.DEFAULT);
    PictureDecoder hurried =
        new PictureDecoder(PictureLimits.DEFAULT, new MemoryBudget(MemoryPlan.LARGEST), LIMIT);

    long whole = nanos(patient, png);
    long stopped = nanos(hurried, png);

    assertThat(stopped).isLessThan(whole / 2);
  }

  private static long nanos(PictureDecoder decoder, byte[] file) {
    long start = System.nanoTime();
    try {
      decoder.decode(file);
    } catch (UnreadableImageException e) {
      assertThat(e.code()).isEqualTo("TOO_SLOW");
    }
    return System.nanoTime() - start;
  }
}
