package dev.vitrine.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick ways to a picture's pixels say what Java's own way says. */
class PixelsTest {
  private static final int WIDTH = 7;
  private static final int HEIGHT = 5;

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_BGR,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_USHORT_565_RGB
      })
  void areThoseOfThePicture(int type) {
    BufferedImage image = colorful(type);

    assertThat(rgb(Pixels.of(image))).isEqualTo(rgb(javas(image)));
    assertThat(rows(image)).isEqualTo(rgb(javas(image)));
  }

  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_3BYTE_BGR})
  void ofAPartAreThoseOfThePart(int type) {
    BufferedImage part = colorful(type).getSubimage(2, 1, 3, 3);

    assertThat(rgb(Pixels.of(part))).isEqualTo(rgb(javas(part)));
    if (type == BufferedImage.TYPE_INT_RGB) {
      assertThat(rows(part)).isEqualTo(rgb(javas(part)));
    }
  }

  private static BufferedImage colorful(int type) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      // Five and six bits hold these exactly: nothing is rounded, in whatever way.
      int color = i % 3 == 0 ? 0xff0000 : i % 3 == 1 ? 0x00ff00 : 0x0000ff;
      image.setRGB(i % WIDTH, i / WIDTH, i == 17 ? 0xffffff : color);
    }
    return image;
  }

  private static int[] javas(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private static int[] rgb(int[] pixels) {
    return IntStream.of(pixels).map(pixel -> pixel & 0xffffff).toArray();
  }

  private static int[] rows(BufferedImage image) {
    PixelRows rows = PixelRows.of(image);
    int[] pixels = new int[rows.width() * rows.height()];
    float[] row = new float[3 * rows.width()];
    for (int y = 0; y < rows.height(); y++) {
      rows.read(y, row);
      for (int x = 0; x < rows.width(); x++) {
        pixels[y * rows.width() + x] =
            Math.round(row[3 * x]) << 16
                | Math.round(row[3 * x + 1]) << 8
                | Math.round(row[3 * x + 2]);
      }
    }
    return pixels;
  }
}
