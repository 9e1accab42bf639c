package dev.vitrine.local.bench;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Pictures of 1 megapixel, each different: photographs in changing frames on changing backdrops.
 */
public final class BenchPictures {
  private static final int WIDTH = 1160;
  private static final int HEIGHT = 870;
  private static final String[] SAMPLES = {"coffee", "chelsea", "camera"};

  private final BufferedImage[] samples = new BufferedImage[SAMPLES.length];

  public BenchPictures() {
    Path folder = Path.of("src/main/resources/META-INF/resources/samples");
    try {
      for (int i = 0; i < SAMPLES.length; i++) {
        byte[] file = Files.readAllBytes(folder.resolve(SAMPLES[i] + ".jpg"));
        samples[i] = ImageIO.read(new ByteArrayInputStream(file));
      }
    } catch (IOException e) {
      throw new IllegalStateException("run from the project's folder", e);
    }
  }

  /** {@return a JPEG; the same number gives the same picture} */
  public byte[] jpeg(int number) throws IOException {
    return jpeg(number, WIDTH, HEIGHT);
  }

  /** {@return a JPEG of another size, at least 290 pixels wide and high} */
  byte[] jpeg(int number, int width, int height) throws IOException {
    Random random = new Random(number);
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.setColor(Color.getHSBColor(random.nextFloat(), 0.2f, 0.95f));
    g.fillRect(0, 0, width, height);
    int inset = 20 + random.nextInt(120);
    g.drawImage(
        samples[number % samples.length],
        inset,
        inset,
        width - 2 * inset,
        height - 2 * inset,
        null);
    g.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(picture, "jpeg", bytes);
    return bytes.toByteArray();
  }
}
