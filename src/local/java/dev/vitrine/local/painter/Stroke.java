package dev.vitrine.local.painter;

/**
 * One pull of a brush.
 *
 * @param xs pixels, along the middle of the stroke
 * @param ys as many
 * @param colour 0xRRGGBB
 * @param radius half the stroke's width, pixels
 * @param hair decides the bristles
 */
record Stroke(float[] xs, float[] ys, int colour, float radius, long hair) {

  boolean meetsRows(int from, int to) {
    float top = ys[0];
    float bottom = ys[0];
    for (float y : ys) {
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
    return bottom + radius + 1 >= from && top - radius - 1 < to;
  }

  float length() {
    double length = 0;
    for (int i = 1; i < xs.length; i++) {
      length += Math.hypot(xs[i] - xs[i - 1], ys[i] - ys[i - 1]);
    }
    return (float) length;
  }
}
