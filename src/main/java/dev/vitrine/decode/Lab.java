package dev.vitrine.decode;

/**
 * A color as the eye measures it.
 *
 * @param l lightness, 0 to 100
 * @param a green to red, about -100 to 100
 * @param b blue to yellow, about -100 to 100
 * @see "CIE 015:2018, 8.2.1; sRGB by IEC 61966-2-1, white point D65"
 */
public record Lab(double l, double a, double b) {
  private static final double[] LINEAR = new double[256];

  /** Steps of the tables of cube roots. */
  private static final int STEPS = 4096;

  private static final double[] ROOT = new double[STEPS + 2];
  private static final double[] RECIPROCAL = new double[STEPS + 2];

  static {
    for (int i = 1; i < ROOT.length; i++) {
      ROOT[i] = Math.cbrt((double) i / STEPS);
      RECIPROCAL[i] = (double) STEPS / i;
    }
    for (int i = 0; i < 256; i++) {
      double v = i / 255.0;
      LINEAR[i] = v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    }
  }

  /**
   * @param rgb sRGB, 0xRRGGBB in the lower 24 bits
   */
  public static Lab ofRgb(int rgb) {
    double red = LINEAR[rgb >> 16 & 0xff];
    double green = LINEAR[rgb >> 8 & 0xff];
    double blue = LINEAR[rgb & 0xff];
    double x = curve((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047);
    double y = curve(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue);
    double z = curve((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883);
    return new Lab(116 * y - 16, 500 * (x - y), 200 * (y - z));
  }

  /**
   * The cube root where it is not near 0: that of the nearest step, times a Taylor series for the
   * rest. At most 2e-13 of it is missing; {@link Math#cbrt} takes several times as long.
   */
  static double curve(double t) {
    if (t <= 216.0 / 24389) {
      return (24389.0 / 27 * t + 16) / 116;
    }
    int step = (int) (t * STEPS + 0.5);
    double d = t * RECIPROCAL[step] - 1;
    double series = 5.0 / 81 + d * (-10.0 / 243 + d * (22.0 / 729));
    return ROOT[step] * (1 + d * (1.0 / 3 + d * (-1.0 / 9 + d * series)));
  }

  /** {@return distance from gray} */
  public double chroma() {
    return Math.hypot(a, b);
  }

  /** {@return {@code #rrggbb}, clipped to what sRGB can show} */
  public String hex() {
    double y = (l + 16) / 116;
    double x = 0.95047 * uncurve(y + a / 500);
    double z = 1.08883 * uncurve(y - b / 200);
    y = uncurve(y);
    return String.format(
        "#%02x%02x%02x",
        companded(3.2404542 * x - 1.5371385 * y - 0.4985314 * z),
        companded(-0.9692660 * x + 1.8760108 * y + 0.0415560 * z),
        companded(0.0556434 * x - 0.2040259 * y + 1.0572252 * z));
  }

  private static double uncurve(double f) {
    double cube = f * f * f;
    return cube > 216.0 / 24389 ? cube : (116 * f - 16) * 27 / 24389;
  }

  private static int companded(double linear) {
    double v =
        linear <= 0.0031308
            ? 12.92 * linear
            : 1.055 * Math.pow(Math.max(0, linear), 1 / 2.4) - 0.055;
    return (int) Math.round(255 * Math.max(0, Math.min(1, v)));
  }
}
