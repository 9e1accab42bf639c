package dev.vitrine.local.painter;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The plain backdrop that a product was photographed against: a colour that changes gently, met on
 * most of the frame and connected to it, and what shows of it through handles and holes.
 *
 * @param free 1 for backdrop, 0 for product, in between along the product's edge
 * @param shade how much darker than its own colour the backdrop is, in L*
 */
record BackdropMatte(Plane free, Plane shade) {
  private static final int FRAME_SAMPLES = 4000;

  /** Differences as in {@link PaintPlanes#difference}. */
  private static final double FAR_FROM_PLAIN = 24;

  private static final double STILL_PLAIN = 5;
  private static final double LEAST_PLAIN_SHARE = 0.7;
  private static final double AS_SEEN_THROUGH_A_HOLE = 0.3;

  /** Empty where the picture is a scene. */
  static Optional<BackdropMatte> of(PaintPlanes picture) {
    PaintPlanes calm = picture.blurred(1.2 * picture.scale());
    int[] frame = framePixels(picture.width(), picture.height());
    Gradation colour = new Gradation(calm, frame, frame.length);
    int kept = 0;
    for (double tolerance : new double[] {FAR_FROM_PLAIN, FAR_FROM_PLAIN / 2, STILL_PLAIN}) {
      kept = keepNear(calm, colour, frame, tolerance);
      if (kept < LEAST_PLAIN_SHARE * frame.length) {
        return Optional.empty();
      }
      colour = new Gradation(calm, frame, kept);
    }
    return Optional.of(parted(calm, colour, tolerance(calm, colour, frame, kept)));
  }

  /**
   * The noisier the backdrop, the wider; a clean white one stays narrow, for the sake of white
   * products.
   */
  private static double tolerance(PaintPlanes calm, Gradation colour, int[] frame, int kept) {
    double sum = 0;
    for (int i = 0; i < kept; i++) {
      sum += calm.difference(frame[i], colour.at(frame[i] % calm.width(), frame[i] / calm.width()));
    }
    return Math.min(9, 2.5 + 4 * sum / kept);
  }

  private static int[] framePixels(int width, int height) {
    int depth = Math.max(1, Math.min(width, height) / 50);
    int[] all = new int[2 * depth * (width + height)];
    int count = 0;
    for (int y = 0; y < height; y++) {
      boolean edgeRow = y < depth || y >= height - depth;
      for (int x = 0; x < width; x += !edgeRow && x == depth - 1 ? width - 2 * depth + 1 : 1) {
        all[count++] = y * width + x;
      }
    }
    int step = Math.max(1, count / FRAME_SAMPLES);
    int[] sampled = new int[count / step];
    for (int i = 0; i < sampled.length; i++) {
      sampled[i] = all[i * step];
    }
    return sampled;
  }

  /** Moves the pixels near the colour to the front and tells how many they are. */
  private static int keepNear(PaintPlanes calm, Gradation colour, int[] frame, double tolerance) {
    int kept = 0;
    for (int i = 0; i < frame.length; i++) {
      int pixel = frame[i];
      PaintColor expected = colour.at(pixel % calm.width(), pixel / calm.width());
      if (calm.difference(pixel, expected) < tolerance) {
        frame[i] = frame[kept];
        frame[kept++] = pixel;
      }
    }
    return kept;
  }

  private static BackdropMatte parted(PaintPlanes picture, Gradation colour, double tolerance) {
    int width = picture.width();
    Plane difference =
        Plane.of(
            width, picture.height(), (x, y) -> picture.difference(y * width + x, colour.at(x, y)));
    int pixels = difference.at.length;
    Patches near = new Patches(difference, pixel -> difference.at[pixel] < tolerance);
    Plane mask = difference.map(any -> 0);
    for (int pixel = 0; pixel < pixels; pixel++) {
      mask.at[pixel] = isBackdrop(near.at(pixel), pixels, tolerance) ? 1 : 0;
    }
    Plane shade = Shadow.on(picture, colour, mask);
    Patches products = new Patches(difference, pixel -> mask.at[pixel] == 0);
    for (int pixel = 0; pixel < pixels; pixel++) {
      mask.at[pixel] = isProduct(products.at(pixel), pixels) ? 0 : 1;
    }
    // A little into the product: its outermost pixels still carry the backdrop's light.
    Plane free =
        mask.blurred(Math.max(0.8, 1.5 * picture.scale()))
            .map(share -> clamp((share - 0.32) * 3 + 0.5));
    return new BackdropMatte(free, shade);
  }

  private static boolean isBackdrop(Patches.@Nullable Patch patch, int pixels, double tolerance) {
    return patch != null
        && (patch.touchesFrame()
            || (patch.size() > 4e-4 * pixels && patch.mean() < AS_SEEN_THROUGH_A_HOLE * tolerance));
  }

  /** Neither dust nor the hard rim of a shadow. */
  private static boolean isProduct(Patches.@Nullable Patch patch, int pixels) {
    return patch != null
        && (patch.size() > 2e-3 * pixels || patch.size() > 1e-4 * pixels && patch.mean() > 14);
  }

  private static double clamp(double share) {
    return Math.max(0, Math.min(share, 1));
  }
}
