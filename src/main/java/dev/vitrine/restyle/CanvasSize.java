package dev.vitrine.restyle;

import java.util.Comparator;
import java.util.List;

/**
 * A picture size SDXL was trained on; others give doubled heads and cut frames.
 *
 * @param width pixels
 * @param height pixels
 * @see <a href="https://arxiv.org/abs/2307.01952">SDXL, appendix I: multi-aspect training</a>
 */
public record CanvasSize(int width, int height) {
  private static final List<CanvasSize> TRAINED =
      List.of(
          new CanvasSize(1024, 1024),
          new CanvasSize(1152, 896),
          new CanvasSize(896, 1152),
          new CanvasSize(1216, 832),
          new CanvasSize(832, 1216),
          new CanvasSize(1344, 768),
          new CanvasSize(768, 1344),
          new CanvasSize(1536, 640),
          new CanvasSize(640, 1536));

  /** {@return the size whose proportions are nearest to those of a picture} */
  static CanvasSize nearest(int width, int height) {
    double wanted = Math.log((double) width / height);
    return TRAINED.stream()
        .min(Comparator.comparingDouble(size -> Math.abs(size.logAspect() - wanted)))
        .orElseThrow();
  }

  private double logAspect() {
    return Math.log((double) width / height);
  }
}
