package dev.vitrine.local.painter;

import java.util.Optional;

/**
 * The plain backdrop that a product was photographed against: a colour that changes gently, met on
 * most of the frame and connected to it, and what shows of it through handles and holes.
 */
final class Backdrop {
  private static final int FRAME_SAMPLES = 4000;

  /** Differences as in {@link LabPicture#difference}. */
  private static final double FAR_FROM_PLAIN = 24;

  private static final double STILL_PLAIN = 7;
  private static final double LEAST_PLAIN_SHARE = 0.7;
  private static final double AS_SEEN_THROUGH_A_HOLE = 2;

  private final LabPicture picture;
  private final Plane difference;
  private final double tolerance;

  private Backdrop(LabPicture picture, Plane difference, double tolerance) {
    this.picture = picture;
    this.difference = difference;
    this.tolerance = tolerance;
  }

  /**
   * Where the backdrop shows.
   *
   * @return 1 for backdrop, 0 for product, in between along the product's edge; empty where the
   *     picture is a scene
   */
  static Optional<Plane> of(LabPicture picture) {
    LabPicture calm = picture.blurred(1.2 * picture.scale());
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
    return Optional.of(found(calm, colour, frame, kept).matte());
  }

  private static Backdrop found(LabPicture calm, Gradation colour, int[] frame, int kept) {
    Plane difference =
        Plane.of(
            calm.width(),
            calm.height(),
            (x, y) -> calm.difference(y * calm.width() + x, colour.at(x, y)));
    double sum = 0;
    for (int i = 0; i < kept; i++) {
      sum += difference.at[frame[i]];
    }
    // A noisy backdrop needs room, a clean one leaves it to white products on white.
    double tolerance = Math.min(9, 4 + 3 * sum / kept);
    return new Backdrop(calm, difference, tolerance);
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
  private static int keepNear(LabPicture calm, Gradation colour, int[] frame, double tolerance) {
    int kept = 0;
    for (int i = 0; i < frame.length; i++) {
      int pixel = frame[i];
      Lab expected = colour.at(pixel % calm.width(), pixel / calm.width());
      if (calm.difference(pixel, expected) < tolerance) {
        frame[i] = frame[kept];
        frame[kept++] = pixel;
      }
    }
    return kept;
  }

  private Plane matte() {
    int pixels = difference.at.length;
    Patches near = new Patches(difference, pixel -> difference.at[pixel] < tolerance);
    Plane mask = new Plane(difference.width, difference.height);
    for (int pixel = 0; pixel < pixels; pixel++) {
      mask.at[pixel] = isBackdrop(near.at(pixel), pixels) ? 1 : 0;
    }
    Patches products = new Patches(mask, pixel -> mask.at[pixel] == 0);
    for (int pixel = 0; pixel < pixels; pixel++) {
      Patches.Patch product = products.at(pixel);
      if (product != null && product.size() < 1e-4 * pixels) {
        mask.at[pixel] = 1; // dust
      }
    }
    // A little into the product: its outermost pixels still carry the backdrop's light.
    return mask.blurred(1.5 * picture.scale()).map(share -> clamp((share - 0.32) * 3 + 0.5));
  }

  private boolean isBackdrop(Patches.@org.jspecify.annotations.Nullable Patch patch, int pixels) {
    return patch != null
        && (patch.touchesFrame()
            || (patch.size() > 4e-4 * pixels && patch.mean() < AS_SEEN_THROUGH_A_HOLE));
  }

  private static double clamp(double share) {
    return Math.max(0, Math.min(share, 1));
  }
}
