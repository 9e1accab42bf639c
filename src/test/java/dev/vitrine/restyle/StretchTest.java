package dev.vitrine.restyle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.image.Box;
import dev.vitrine.image.DetectedBoxes;
import dev.vitrine.measure.Cutout;
import dev.vitrine.measure.ProductUnsureException;
import dev.vitrine.render.JpegWriter;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class StretchTest {
  @Test
  void aKeptProductHasTheRenditionsOwnPixelsThoughThePictureWasStretched() throws IOException {
    byte[] rendition = jpeg(bag());
    Stretch stretch = Stretch.of(rendition, true, null);
    CanvasSize size = stretch.canvas().size();
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(rendition));

    byte[] restyled = stretch.undo(png(plain(size.width(), size.height(), 0x102040)));

    BufferedImage shown = ImageIO.read(new ByteArrayInputStream(restyled));
    Cutout cutout = Cutout.of(picture, null);
    int kept = 0;
    for (int y = 0; y < 700; y++) {
      for (int x = 0; x < 1000; x++) {
        if (cutout.isKept(x, y)) {
          kept++;
          assertThat(shown.getRGB(x, y)).isEqualTo(picture.getRGB(x, y));
        }
      }
    }
    assertThat(kept).isGreaterThan(100_000);
    assertThat(shown.getRGB(10, 10) & 0xffffff).isEqualTo(0x102040);
    assertThat(restyled).startsWith(0x89, 'P', 'N', 'G');
  }

  @Test
  void whatACaptionerHasNoBoxForIsPaintedToo() throws IOException {
    BufferedImage picture = bag();
    Graphics2D g = picture.createGraphics();
    g.setColor(new Color(0x8a2b20));
    g.fillOval(820, 60, 120, 120);
    g.dispose();
    Box bag = new Box(0.25, 0.2, 0.75, 0.8);
    Stretch stretch = Stretch.of(jpeg(picture), true, new DetectedBoxes(List.of(bag), List.of()));
    CanvasSize size = stretch.canvas().size();

    byte[] restyled = stretch.undo(png(plain(size.width(), size.height(), 0x102040)));

    BufferedImage shown = ImageIO.read(new ByteArrayInputStream(restyled));
    assertThat(shown.getRGB(880, 120) & 0xffffff).isEqualTo(0x102040);
    assertThat(shown.getRGB(500, 350) & 0xffffff).isNotEqualTo(0x102040);
  }

  @Test
  void whatIsFinerThanASmallPictureBecomesItsMean() throws IOException {
    Stretch stretch = Stretch.of(jpeg(plain(300, 300, 0xffffff)), false, null);
    CanvasSize size = stretch.canvas().size();
    BufferedImage columns = plain(size.width(), size.height(), 0);
    for (int x = 0; x < size.width(); x += 2) {
      for (int y = 0; y < size.height(); y++) {
        columns.setRGB(x, y, 0xffffff);
      }
    }

    BufferedImage shown = ImageIO.read(new ByteArrayInputStream(stretch.undo(png(columns))));

    assertThat(shown.getWidth()).isEqualTo(300);
    for (int x = 2; x < 298; x++) {
      assertThat(shown.getRGB(x, 150) & 0xff).as("column %d", x).isBetween(117, 137);
    }
  }

  @Test
  void refusesBeforeAnythingIsPainted() {
    byte[] empty = jpeg(plain(1000, 700, 0xffffff));

    assertThatThrownBy(() -> Stretch.of(empty, true, null))
        .isInstanceOf(ProductUnsureException.class)
        .hasMessage("The product looks like its background.");
  }

  private static BufferedImage bag() {
    BufferedImage picture = plain(1000, 700, 0xffffff);
    Graphics2D g = picture.createGraphics();
    g.setColor(new Color(0x2f6b35));
    g.fillOval(250, 150, 500, 400);
    g.dispose();
    return picture;
  }

  private static BufferedImage plain(int width, int height, int rgb) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setColor(new Color(rgb));
    g.fillRect(0, 0, width, height);
    g.dispose();
    return picture;
  }

  private static byte[] jpeg(BufferedImage picture) {
    return new JpegWriter().write(picture, JpegWriter.RENDITION_QUALITY);
  }

  private static byte[] png(BufferedImage picture) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", png);
    return png.toByteArray();
  }
}
