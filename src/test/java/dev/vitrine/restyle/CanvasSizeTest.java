package dev.vitrine.restyle;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class CanvasSizeTest {
  @Test
  void isTheTrainedSizeNearestInProportion() {
    assertThat(CanvasSize.nearest(600, 600)).isEqualTo(new CanvasSize(1024, 1024));
    assertThat(CanvasSize.nearest(1024, 768)).isEqualTo(new CanvasSize(1152, 896));
    assertThat(CanvasSize.nearest(300, 1024)).isEqualTo(new CanvasSize(640, 1536));
  }

  @Test
  void aStretchedPictureComesBackInItsOwnSize() throws Exception {
    ByteArrayOutputStream rendition = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(1000, 700, BufferedImage.TYPE_INT_RGB), "jpeg", rendition);
    Stretch stretch = Stretch.of(rendition.toByteArray(), false, null);

    BufferedImage back =
        ImageIO.read(new ByteArrayInputStream(stretch.undo(stretch.canvas().jpeg())));

    assertThat(stretch.canvas().size()).isEqualTo(new CanvasSize(1216, 832));
    assertThat(back.getWidth()).isEqualTo(1000);
    assertThat(back.getHeight()).isEqualTo(700);
  }

  @Test
  void aPaintingLosesLessThanInAJpegOfTheUsualQuality() throws Exception {
    BufferedImage painting = strokes(1216, 832);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(painting, "png", png);
    ByteArrayOutputStream usual = new ByteArrayOutputStream();
    ImageIO.write(painting, "jpeg", usual);

    byte[] kept = Stretch.of(png.toByteArray(), false, null).undo(png.toByteArray());

    assertThat(difference(painting, kept))
        .isLessThan(0.8 * difference(painting, usual.toByteArray()));
  }

  private static BufferedImage strokes(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(3);
    Graphics2D graphics = image.createGraphics();
    for (int i = 0; i < 5000; i++) {
      graphics.setColor(new Color(random.nextInt(1 << 24)));
      int x = random.nextInt(width);
      int y = random.nextInt(height);
      graphics.drawLine(x, y, x + random.nextInt(40), y + random.nextInt(20));
    }
    graphics.dispose();
    return image;
  }

  /** {@return the mean difference of green, in levels} */
  private static double difference(BufferedImage painting, byte[] jpeg) throws Exception {
    BufferedImage other = ImageIO.read(new ByteArrayInputStream(jpeg));
    double sum = 0;
    for (int y = 0; y < painting.getHeight(); y++) {
      for (int x = 0; x < painting.getWidth(); x++) {
        sum += Math.abs((painting.getRGB(x, y) >> 8 & 255) - (other.getRGB(x, y) >> 8 & 255));
      }
    }
    return sum / (painting.getWidth() * painting.getHeight());
  }
}
