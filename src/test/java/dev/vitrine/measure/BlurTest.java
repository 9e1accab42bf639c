package dev.vitrine.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlurTest {
  private static final Path SAMPLES = Path.of("src/main/resources/META-INF/resources/samples");

  @ParameterizedTest
  @ValueSource(strings = {"coffee.jpg", "camera.jpg", "chelsea.jpg"})
  void risesWithEveryBlurOfTheSamePicture(String sample) throws IOException {
    BufferedImage picture = ImageIO.read(SAMPLES.resolve(sample).toFile());

    double sharp = Blur.of(picture);
    double soft = Blur.of(blurred(picture, 5));
    double blurred = Blur.of(blurred(picture, 13));

    assertThat(sharp).isLessThan(0.4);
    assertThat(soft).isGreaterThan(sharp + 0.2);
    assertThat(blurred).isGreaterThan(soft);
  }

  /** By the paper, with sums of nine in floating point. */
  @ParameterizedTest
  @ValueSource(strings = {"coffee.jpg", "camera.jpg", "chelsea.jpg"})
  void isWhatThePaperSays(String sample) throws IOException {
    BufferedImage picture = ImageIO.read(SAMPLES.resolve(sample).toFile());
    BufferedImage turned =
        new BufferedImage(picture.getHeight(), picture.getWidth(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < picture.getWidth() * picture.getHeight(); i++) {
      int x = i % picture.getWidth();
      int y = i / picture.getWidth();
      turned.setRGB(y, x, picture.getRGB(x, y));
    }

    double blur = Blur.of(picture);

    assertThat(blur).isCloseTo(Math.max(across(picture), across(turned)), within(1e-6));
    assertThat(blur).isEqualTo(Blur.of(turned));
  }

  private static double across(BufferedImage picture) {
    double edges = 0;
    double lost = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 5; x < picture.getWidth() - 4; x++) {
        double difference = Math.abs(luma(picture, x, y) - luma(picture, x - 1, y));
        if (difference > 2.00001) {
          edges += difference;
          lost += Math.max(0, difference - Math.abs(mean(picture, x, y) - mean(picture, x - 1, y)));
        }
      }
    }
    return 1 - lost / edges;
  }

  private static double mean(BufferedImage picture, int x, int y) {
    double sum = 0;
    for (int i = -4; i <= 4; i++) {
      sum += luma(picture, x + i, y);
    }
    return sum / 9;
  }

  private static double luma(BufferedImage picture, int x, int y) {
    int rgb = picture.getRGB(x, y);
    return 0.299 * (rgb >> 16 & 255) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255);
  }

  @Test
  void isWholeWithoutAnyEdge() {
    assertThat(Blur.of(new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB))).isEqualTo(1);
    assertThat(Blur.of(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB))).isEqualTo(1);
  }

  private static BufferedImage blurred(BufferedImage picture, int side) {
    float[] box = new float[side * side];
    Arrays.fill(box, 1f / box.length);
    BufferedImage rgb =
        new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
    rgb.createGraphics().drawImage(picture, 0, 0, null);
    ConvolveOp op = new ConvolveOp(new Kernel(side, side, box), ConvolveOp.EDGE_NO_OP, null);
    BufferedImage blurred = op.filter(op.filter(rgb, null), null);
    int sharpRim = 2 * side; // which the filter leaves as it is
    return blurred.getSubimage(
        sharpRim, sharpRim, rgb.getWidth() - 2 * sharpRim, rgb.getHeight() - 2 * sharpRim);
  }
}
