package dev.vitrine.local.painter;

/**
 * CIE L*a*b* under D65 from and to 8-bit sRGB, by tables: close to a millionth inside, exact enough
 * that a colour comes back as the same bytes.
 *
 * @param l 0 to 100
 * @param a green (negative) to red
 * @param b blue (negative) to yellow
 */
record PaintColor(float l, float a, float b) {
  private static final int STEPS = 8192;
  private static final float[] LINEAR = new float[256];
  private static final float[] ROOT = new float[STEPS + 2];
  private static final byte[] ENCODED = new byte[STEPS + 2];

  static {
    for (int i = 0; i < 256; i++) {
      double c = i / 255.0;
      LINEAR[i] = (float) (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
    }
    for (int i = 0; i < STEPS + 2; i++) {
      double t = (double) i / STEPS;
      ROOT[i] = (float) (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16.0 / 116);
      double c = t <= 0.0031308 ? 12.92 * t : 1.055 * Math.pow(t, 1 / 2.4) - 0.055;
      ENCODED[i] = (byte) Math.round(255 * Math.min(c, 1));
    }
  }

  static PaintColor of(int rgb) {
    float red = LINEAR[rgb >> 16 & 255];
    float green = LINEAR[rgb >> 8 & 255];
    float blue = LINEAR[rgb & 255];
    float x = root((0.412453f * red + 0.357580f * green + 0.180423f * blue) / 0.950456f);
    float y = root(0.212671f * red + 0.715160f * green + 0.072169f * blue);
    float z = root((0.019334f * red + 0.119193f * green + 0.950227f * blue) / 1.088754f);
    return new PaintColor(116 * y - 16, 500 * (x - y), 200 * (y - z));
  }

  /** The nearest colour that sRGB has, 0xRRGGBB. */
  int rgb() {
    return rgb(l, a, b);
  }

  static int rgb(float l, float a, float b) {
    float fy = (l + 16) / 116;
    float x = 0.950456f * cube(fy + a / 500);
    float y = cube(fy);
    float z = 1.088754f * cube(fy - b / 200);
    return encoded(3.240479f * x - 1.537150f * y - 0.498535f * z) << 16
        | encoded(-0.969256f * x + 1.875992f * y + 0.041556f * z) << 8
        | encoded(0.055648f * x - 0.204043f * y + 1.057311f * z);
  }

  /** From this colour (0) to the other (1). */
  PaintColor mixed(PaintColor other, float share) {
    return new PaintColor(
        l + (other.l - l) * share, a + (other.a - a) * share, b + (other.b - b) * share);
  }

  private static float root(float t) {
    float step = Math.max(0, Math.min(t, 1)) * STEPS;
    int i = (int) step;
    return ROOT[i] + (ROOT[i + 1] - ROOT[i]) * (step - i);
  }

  private static float cube(float f) {
    return f > 0.206893f ? f * f * f : (f - 16f / 116) / 7.787f;
  }

  private static int encoded(float t) {
    return ENCODED[(int) (Math.max(0, Math.min(t, 1)) * STEPS + 0.5f)] & 255;
  }
}
