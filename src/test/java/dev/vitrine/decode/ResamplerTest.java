package dev.vitrine.decode;

import static dev.vitrine.decode.PixelAssert.assertColor;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {

  @ParameterizedTest
  @ValueSource(ints = {1000, 700, 400, 256, 100, 3})
  void turnsACheckerboardTooFineToShowIntoEvenGray(int size) {
    BufferedImage board = new BufferedImage(1001, 1001, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 1001 * 1001; i += 2) {
      board.setRGB(i % 1001, i / 1001, 0xffffff);
    }

    BufferedImage small = Resampler.resample(PixelRows.of(board), size, size);

    if (size <= 400) {
      for (int i = 1; i < size - 1; i++) {
        assertColor(small, i, i, 0x808080, 4);
      }
    }
    assertThat(mean(small)).isBetween(126.0, 129.0);
  }

  @ParameterizedTest
  @ValueSource(ints = {999, 512, 333, 64})
  void leavesAPlainColorAsItIs(int size) {
    BufferedImage plain = Pictures.blank(999, 1200, BufferedImage.TYPE_3BYTE_BGR, 0xc8141e);

    BufferedImage small = Resampler.resample(PixelRows.of(plain), size, size);

    assertColor(small, 0, 0, 0xc8141e, 0);
    assertColor(small, size / 2, size / 2, 0xc8141e, 0);
    assertColor(small, size - 1, size - 1, 0xc8141e, 0);
  }

  @Test
  void keepsEdgesWhereTheyWere() {
    BufferedImage image = Pictures.blank(3000, 3000, BufferedImage.TYPE_INT_RGB, 0xffffff);
    Pictures.fill(image, 0, 0, 1200, 1800, 0);

    BufferedImage small = Resampler.resample(PixelRows.of(image), 100, 100);

    assertColor(small, 38, 30, 0x000000, 2);
    assertColor(small, 41, 30, 0xffffff, 2);
    assertColor(small, 30, 58, 0x000000, 2);
    assertColor(small, 30, 61, 0xffffff, 2);
  }

  @Test
  void interpolatesASideThatGrows() {
    BufferedImage ramp = new BufferedImage(10, 40, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 400; i++) {
      ramp.setRGB(i % 10, i / 10, 0x010101 * (20 * (i % 10)));
    }

    BufferedImage wide = Resampler.resample(ramp, 100, 10);

    for (int x = 25; x < 75; x++) { // Old pixel i has its center at 10 i + 5.
      int gray = (int) Math.round(2 * (x - 4.5));
      assertColor(wide, x, 5, 0x010101 * gray, 1);
    }
  }

  @Test
  void neverMakesAPictureLargerNorLosesASide() {
    assertThat(Resampler.fit(300, 200, 1024)).containsExactly(300, 200);
    assertThat(Resampler.fit(3000, 2000, 1024)).containsExactly(1024, 683);
    assertThat(Resampler.fit(60_000, 16, 1024)).containsExactly(1024, 1);
  }

  private static double mean(BufferedImage image) {
    double sum = 0;
    int pixels = image.getWidth() * image.getHeight();
    for (int i = 0; i < pixels; i++) {
      sum += image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xff;
    }
    return sum / pixels;
  }
}
