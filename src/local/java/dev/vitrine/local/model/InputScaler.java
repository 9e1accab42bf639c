package dev.vitrine.local.model;

/**
 * Scales the framed square to the model's input with a cubic filter (a = -0.5) that widens with the
 * reduction, as the pictures were scaled that the model was tried with. Java2D's own bicubic reads
 * only 16 pixels, whatever the scale, and aliases.
 */
final class InputScaler {
  private static final double A = -0.5;

  private final int size;

  /**
   * Scales to one size.
   *
   * @param size of the result, in pixels a side
   */
  InputScaler(int size) {
    this.size = size;
  }

  /**
   * For one output position: where its inputs begin, how much each counts, and how much falls
   * outside the shown part, on the fill.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Tap(int first, float[] weights, float outside) {}

  /**
   * Scales what the framing shows.
   *
   * @return {@code [3][size][size]}: red, green, blue planes, each value (v - 127) / 128
   */
  float[] scale(Picture picture, Framing framing) {
    Tap[] across = taps(framing.side(), framing.width());
    Tap[] down = taps(framing.side(), framing.height());
    float[] fill = {framing.fill() >> 16 & 0xFF, framing.fill() >> 8 & 0xFF, framing.fill() & 0xFF};
    float[] rows = shrinkRows(picture, framing, across, fill);
    float[] planes = new float[3 * size * size];
    for (int y = 0; y < size; y++) {
      Tap tap = down[y];
      for (int channel = 0; channel < 3; channel++) {
        int to = (channel * size + y) * size;
        for (int x = 0; x < size; x++) {
          planes[to + x] = tap.outside * fill[channel];
        }
        for (int k = 0; k < tap.weights.length; k++) {
          addRow(planes, to, rows, ((tap.first + k) * 3 + channel) * size, tap.weights[k]);
        }
      }
    }
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (Math.min(255, Math.max(0, planes[i])) - 127) / 128;
    }
    return planes;
  }

  private void addRow(float[] planes, int to, float[] rows, int from, float weight) {
    for (int x = 0; x < size; x++) {
      planes[to + x] += weight * rows[from + x];
    }
  }

  /** Each row of the shown part, {@code [height][3][size]}. */
  private float[] shrinkRows(Picture picture, Framing framing, Tap[] across, float[] fill) {
    int[] pixels = picture.pixels();
    float[] rows = new float[framing.height() * 3 * size];
    for (int y = 0; y < framing.height(); y++) {
      int row = (framing.top() + y) * picture.width() + framing.left();
      int to = y * 3 * size;
      for (int x = 0; x < size; x++) {
        Tap tap = across[x];
        float red = tap.outside * fill[0];
        float green = tap.outside * fill[1];
        float blue = tap.outside * fill[2];
        for (int k = 0; k < tap.weights.length; k++) {
          int rgb = pixels[row + tap.first + k];
          float weight = tap.weights[k];
          red += weight * (rgb >> 16 & 0xFF);
          green += weight * (rgb >> 8 & 0xFF);
          blue += weight * (rgb & 0xFF);
        }
        rows[to + x] = red;
        rows[to + size + x] = green;
        rows[to + 2 * size + x] = blue;
      }
    }
    return rows;
  }

  /**
   * The inputs of each output position along one axis.
   *
   * @param side of the square, in pixels of the picture
   * @param shown how many of them, in the middle, the picture fills
   */
  private Tap[] taps(int side, int shown) {
    double scale = (double) side / size;
    double wide = Math.max(1, scale);
    double offset = (side - shown) / 2.0;
    Tap[] taps = new Tap[size];
    for (int i = 0; i < size; i++) {
      double centre = (i + 0.5) * scale - offset; // in pixels of the shown part
      int from = (int) Math.ceil(centre - 2 * wide - 0.5);
      int to = (int) Math.floor(centre + 2 * wide - 0.5);
      int first = Math.min(Math.max(from, 0), shown);
      int last = Math.max(Math.min(to, shown - 1), first - 1);
      float[] weights = new float[last - first + 1];
      double inside = 0;
      double all = 0;
      for (int at = from; at <= to; at++) {
        double weight = cubic((at + 0.5 - centre) / wide);
        all += weight;
        if (at >= first && at <= last) {
          weights[at - first] = (float) weight;
          inside += weight;
        }
      }
      // Without a fill on this axis, pixels inside take over the weight of those beyond the edge.
      double whole = shown < side ? all : inside;
      for (int k = 0; k < weights.length; k++) {
        weights[k] /= (float) whole;
      }
      taps[i] = new Tap(first, weights, (float) (1 - inside / whole));
    }
    return taps;
  }

  private static double cubic(double x) {
    double t = Math.abs(x);
    if (t >= 2) {
      return 0;
    }
    return t < 1 ? ((A + 2) * t - (A + 3)) * t * t + 1 : ((A * t - 5 * A) * t + 8 * A) * t - 4 * A;
  }
}
