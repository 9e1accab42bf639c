package dev.vitrine.restyle;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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
    Stretch stretch = Stretch.of(rendition.toByteArray());

    BufferedImage back =
        ImageIO.read(new ByteArrayInputStream(stretch.undo(stretch.canvas().jpeg())));

    assertThat(stretch.canvas().size()).isEqualTo(new CanvasSize(1216, 832));
    assertThat(back.getWidth()).isEqualTo(1000);
    assertThat(back.getHeight()).isEqualTo(700);
  }
}
