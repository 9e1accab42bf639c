package dev.vitrine.tag;

import dev.vitrine.image.Box;
import dev.vitrine.render.JpegWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** The parts of a rendition, each as a picture of its own. */
final class Cropped {
  /** What is left around a box, in parts of its own sides: boxes are often a little too small. */
  private static final double MARGIN = 0.05;

  /** Least pixels of a side, if the rendition has them: the models take pictures from 16. */
  private static final int LEAST_SIDE = 32;

  /** Greatest ratio of the sides, if the rendition has it: the models take up to 32. */
  private static final int MOST_RATIO = 16;

  private static final JpegWriter JPEGS = new JpegWriter();

  private final BufferedImage rendition;

  Cropped(byte[] rendition) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(rendition));
      if (image == null) {
        throw new IOException("no JPEG");
      }
      this.rendition = image;
    } catch (IOException e) {
      throw new UncheckedIOException("a rendition does not decode", e);
    }
  }

  /** {@return the JPEG of a box and a little around it} */
  byte[] jpeg(Box box) {
    Span across = Span.of(box.left(), box.right(), rendition.getWidth());
    Span down = Span.of(box.top(), box.bottom(), rendition.getHeight());
    Span wide = across.atLeast(down.length() / MOST_RATIO, rendition.getWidth());
    Span high = down.atLeast(across.length() / MOST_RATIO, rendition.getHeight());
    return JPEGS.write(
        rendition.getSubimage(wide.from, high.from, wide.length(), high.length()),
        JpegWriter.RENDITION_QUALITY);
  }

  /** Pixels of one side, {@code to} exclusive. */
  private record Span(int from, int to) {
    static Span of(double from, double to, int side) {
      double margin = (to - from) * MARGIN;
      int first = (int) Math.floor(Math.max(0, from - margin) * side);
      int last = (int) Math.ceil(Math.min(1, to + margin) * side);
      return new Span(first, last).atLeast(LEAST_SIDE, side);
    }

    int length() {
      return to - from;
    }

    Span atLeast(int length, int side) {
      int wanted = Math.min(length, side);
      if (length() >= wanted) {
        return this;
      }
      int begin = Math.max(0, Math.min(side - wanted, (from + to - wanted) / 2));
      return new Span(begin, begin + wanted);
    }
  }
}
