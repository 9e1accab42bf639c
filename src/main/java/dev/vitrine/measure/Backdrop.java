package dev.vitrine.measure;

import dev.vitrine.decode.Lab;
import java.util.stream.IntStream;

/**
 * What stands behind the product, judged by the picture's frame: its outermost 3 %.
 *
 * @param isPlain whether it is one even color; otherwise a scene
 * @param color median of the frame, weighted
 * @param frame pixels of the frame
 */
record Backdrop(boolean isPlain, float[] color, int[] frame) {
  private static final double FRAME = 0.03;
  private static final double SAME_COLOR = 12;
  private static final double EVEN_SHARE = 0.7;
  private static final double NOISE_PART = 0.99;

  static Backdrop of(LabPicture picture) {
    int w = picture.width();
    int h = picture.height();
    int border = Math.max(1, (int) Math.round(FRAME * Math.min(w, h)));
    int[] frame =
        IntStream.range(0, w * h)
            .filter(
                i -> i % w < border || i % w >= w - border || i / w < border || i / w >= h - border)
            .toArray();
    float[] median = picture.median(frame);
    long even = IntStream.of(frame).filter(i -> picture.distance(i, median) < SAME_COLOR).count();
    return new Backdrop(even >= EVEN_SHARE * frame.length, median, frame);
  }

  /**
   * {@return the distance from the color that hardly a pixel of the frame exceeds; infinite if no
   * pixel counts}
   *
   * @param most pixels of the frame that are not nearer do not count
   */
  double noise(LabPicture picture, double most) {
    double[] distances =
        IntStream.of(frame)
            .mapToDouble(i -> picture.distance(i, color))
            .filter(distance -> distance < most)
            .sorted()
            .toArray();
    return distances.length == 0
        ? Double.POSITIVE_INFINITY
        : distances[(int) (NOISE_PART * (distances.length - 1))];
  }

  /**
   * {@return {@code white}, {@code black}, {@code grey}, {@code plain <color>} or {@code scene}}
   */
  String name() {
    Lab lab = LabPicture.unweighted(color);
    if (!isPlain) {
      return Measurement.SCENE;
    } else if (lab.l() >= 93 && lab.chroma() < 5) {
      return "white";
    } else if (lab.l() < 12) {
      return "black";
    } else if (lab.chroma() < 6) {
      return "grey";
    }
    return "plain " + ColorNames.nearest(lab);
  }
}
