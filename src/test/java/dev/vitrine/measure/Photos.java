package dev.vitrine.measure;

import dev.vitrine.render.JpegWriter;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Photos made by code, all of one size, as tests of cutouts need them. */
final class Photos {
  static final int WIDTH = 1024;
  static final int HEIGHT = 768;

  private Photos() {}

  /** What a model may have painted: no pixel like its neighbors. */
  static BufferedImage painted() {
    BufferedImage painted = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(7);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      painted.setRGB(i % WIDTH, i / WIDTH, random.nextInt(1 << 24));
    }
    return painted;
  }

  /** Adds the noise of a camera to a photo. */
  static BufferedImage noisy(BufferedImage picture) {
    Random random = new Random(11);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      int rgb = picture.getRGB(i % WIDTH, i / WIDTH);
      double light = 1 + 0.006 * random.nextGaussian();
      int noisy = 0;
      for (int shift = 0; shift <= 16; shift += 8) {
        noisy |= (int) Math.max(0, Math.min(255, (rgb >> shift & 0xff) * light)) << shift;
      }
      picture.setRGB(i % WIDTH, i / WIDTH, noisy);
    }
    return picture;
  }

  /** {@return whether a pixel is at most 3 pixels away from one that is kept} */
  static boolean isNear(Cutout cutout, int x, int y) {
    for (int dy = -3; dy <= 3; dy++) {
      for (int dx = -3; dx <= 3; dx++) {
        int toX = Math.max(0, Math.min(WIDTH - 1, x + dx));
        int toY = Math.max(0, Math.min(HEIGHT - 1, y + dy));
        if (cutout.isKept(toX, toY)) {
          return true;
        }
      }
    }
    return false;
  }

  static BufferedImage jpeg(BufferedImage picture) throws IOException {
    byte[] jpeg = new JpegWriter().write(picture, JpegWriter.RENDITION_QUALITY);
    return ImageIO.read(new ByteArrayInputStream(jpeg));
  }

  static Graphics2D graphics(BufferedImage picture) {
    Graphics2D g = picture.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    return g;
  }

  /** The shadow of a thing that stands on the paper, with light from the left. */
  static void shadow(BufferedImage picture) {
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        double across = (x - 560) / 190.0;
        double down = (y - 560) / 110.0;
        double light = 1 - 0.35 * Math.exp(-across * across - down * down);
        int grey = (int) Math.round(255 * light);
        picture.setRGB(x, y, grey << 16 | grey << 8 | grey);
      }
    }
  }
}
