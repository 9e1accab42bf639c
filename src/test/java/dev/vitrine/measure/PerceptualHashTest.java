package dev.vitrine.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.decode.Resampler;
import dev.vitrine.image.PictureHash;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;

/** On drawings of random shapes on a light background. */
class PerceptualHashTest {
  private static final int PICTURES = 40;

  @Test
  void aPictureThatIsEncodedAgainOrResizedHasNearlyTheSameHash() throws IOException {
    for (int seed = 0; seed < PICTURES; seed++) {
      BufferedImage picture = picture(seed);
      PictureHash hash = hash(picture);

      assertNear(hash, jpeg(picture, 0.5f), "quality 50 of " + seed);
      assertNear(hash, resized(picture, 0.8), "80 % of " + seed);
      assertNear(hash, jpeg(resized(picture, 0.5), 0.7f), "50 %, quality 70 of " + seed);
    }
  }

  @Test
  void differentPicturesHaveDifferentHashes() {
    List<PictureHash> hashes = new ArrayList<>();
    for (int seed = 0; seed < PICTURES; seed++) {
      hashes.add(hash(picture(seed)));
    }
    for (int i = 0; i < PICTURES; i++) {
      for (int j = 0; j < i; j++) {
        assertThat(hashes.get(i).distance(hashes.get(j)))
            .as(i + " and " + j)
            .isGreaterThan(PictureHash.NEARLY);
      }
    }
  }

  @Test
  void aPictureOfOneColorHasNone() throws IOException {
    BufferedImage plain = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
    assertThat(PerceptualHash.of(plain)).isEmpty();
    plain.setRGB(20, 20, 0xffffff);
    assertThat(PerceptualHash.of(jpeg(plain, 0.6f))).isEmpty();
  }

  @Test
  void aPictureThatIsSmallerThanTheGridHasOne() {
    BufferedImage small = new BufferedImage(3, 50, BufferedImage.TYPE_INT_RGB);
    small.setRGB(0, 0, 0xffffff);
    small.setRGB(2, 30, 0xffffff);

    assertThat(PerceptualHash.of(small)).isPresent();
  }

  private static void assertNear(PictureHash hash, BufferedImage other, String name) {
    assertThat(hash.distance(hash(other))).as(name).isLessThanOrEqualTo(PictureHash.NEARLY);
  }

  private static PictureHash hash(BufferedImage picture) {
    return PerceptualHash.of(Resampler.shrink(picture, 256)).orElseThrow();
  }

  private static BufferedImage picture(int seed) {
    Random random = new Random(seed);
    BufferedImage picture =
        new BufferedImage(
            500 + random.nextInt(300), 500 + random.nextInt(300), BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setColor(new Color(230, 228, 225));
    pen.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    for (int shape = 0; shape < 9; shape++) {
      pen.setColor(new Color(random.nextInt(0xffffff)));
      int x = random.nextInt(picture.getWidth() - 100);
      int y = random.nextInt(picture.getHeight() - 100);
      int width = 60 + random.nextInt(250);
      int height = 60 + random.nextInt(250);
      if (random.nextBoolean()) {
        pen.fillOval(x, y, width, height);
      } else {
        pen.fillRect(x, y, width, height);
      }
    }
    pen.dispose();
    return picture;
  }

  private static BufferedImage resized(BufferedImage picture, double scale) {
    int width = (int) (picture.getWidth() * scale);
    int height = (int) (picture.getHeight() * scale);
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = small.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    pen.drawImage(picture, 0, 0, width, height, null);
    pen.dispose();
    return small;
  }

  private static BufferedImage jpeg(BufferedImage picture, float quality) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(quality);
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), how);
    } finally {
      writer.dispose();
    }
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
    BufferedImage rgb =
        new BufferedImage(read.getWidth(), read.getHeight(), BufferedImage.TYPE_INT_RGB);
    rgb.createGraphics().drawImage(read, 0, 0, null);
    return rgb;
  }
}
