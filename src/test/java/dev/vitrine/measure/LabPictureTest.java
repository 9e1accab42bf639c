package dev.vitrine.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabPictureTest {
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
