package dev.vitrine.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import org.junit.jupiter.api.Test;

class InputScalerTest {
  private static final int SIZE = 32;

  private static float[] scaled(Picture picture, Framing framing) {
    return new InputScaler(SIZE).scale(picture, framing);
  }

  @Test
  void keepsAPlainPicturePlainWhateverItsSize() {
    for (int side : new int[] {1, 7, 32, 500}) {
      var picture = new Picture(Pictures.plain(side, side, new Color(255, 127, 0)));

      float[] planes = scaled(picture, new Framing(0, 0, side, side, 0, false));

      for (int i = 0; i < SIZE * SIZE; i++) {
        assertThat(planes[i]).isCloseTo(1f, within(1e-4f));
        assertThat(planes[SIZE * SIZE + i]).isCloseTo(0f, within(1e-4f));
        assertThat(planes[2 * SIZE * SIZE + i]).isCloseTo(-127 / 128f, within(1e-4f));
      }
    }
  }

  @Test
  void putsAnOblongInTheMiddleOfTheFill() {
    var picture = new Picture(Pictures.plain(64, 32, Color.BLACK));

    float[] red = scaled(picture, new Framing(0, 0, 64, 32, 0xFFFFFF, true));

    assertThat(red[2 * SIZE + 16]).isCloseTo(1f, within(1e-3f)); // above: fill
    assertThat(red[16 * SIZE + 16]).isCloseTo(-127 / 128f, within(1e-3f)); // the picture
    assertThat(red[29 * SIZE + 16]).isCloseTo(1f, within(1e-3f)); // below: fill
  }

  @Test
  void averagesFineDetailInsteadOfPickingFromIt() {
    var image = Pictures.plain(256, 256, Color.BLACK);
    for (int y = 0; y < 256; y++) {
      for (int x = y % 2; x < 256; x += 2) {
        image.setRGB(x, y, 0xFFFFFF); // a chessboard of single pixels
      }
    }

    float[] planes = scaled(new Picture(image), new Framing(0, 0, 256, 256, 0, false));

    assertThat(planes[10 * SIZE + 10]).isCloseTo(0f, within(0.02f));
  }
}
