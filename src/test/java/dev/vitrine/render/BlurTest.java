package dev.vitrine.render;

import static org.assertj.core.api.Assertions.assertThat;

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
