package dev.vitrine.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabTest {
  @Test
  void takesCubeRootsWithoutAnErrorThatMatters() {
    double worst = 0;
    for (double t = 0.00886; t < 1.0001; t *= 1.00001) {
      worst = Math.max(worst, Math.abs(Lab.curve(t) / Math.cbrt(t) - 1));
    }

    assertThat(worst).isLessThan(2e-13);
  }

  @Test
  void isExactlyBlackAndWhiteAtTheEnds() {
    assertThat(Lab.ofRgb(0)).isEqualTo(new Lab(0, 0, 0));
    assertThat(Lab.ofRgb(0xffffff).l()).isCloseTo(100, within(1e-5));
    assertThat(Lab.ofRgb(0xffffff).chroma()).isLessThan(0.02);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 999, 1000})
  void findsMediansAsSortingDoes(int count) {
    Random random = new Random(count);
    BufferedImage image = new BufferedImage(count, 1, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < count; i++) {
      image.setRGB(i, 0, 0x010101 * random.nextInt(i % 2 == 0 ? 5 : 256));
    }
    LabPicture picture = LabPicture.of(image);
    int[] all = Mask.all(count, 1).pixels();

    float[] median = picture.median(all);

    for (int channel = 0; channel < 3; channel++) {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = picture.at(i)[channel];
      }
      Arrays.sort(values);
      assertThat(median[channel]).isEqualTo(values[count / 2]);
    }
  }
}
