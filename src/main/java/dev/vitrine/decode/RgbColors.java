package dev.vitrine.decode;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Colors named by their primaries and their curve instead of by an ICC profile.
 *
 * @param toLinearSrgb row by row: three linear samples to three of sRGB
 * @param light of a sample in [0, 1], in [0, 1]
 * @see "PNG specification (W3C), third edition, 11.3.2; ITU-T H.273, tables 2 and 3"
 */
record RgbColors(double[] toLinearSrgb, DoubleUnaryOperator light) implements SourceColors {
  private static final double[] D65 = {0.3127, 0.3290};
  private static final double[] SRGB = {0.64, 0.33, 0.30, 0.60, 0.15, 0.06};
  private static final double[] DISPLAY_P3 = {0.680, 0.320, 0.265, 0.690, 0.150, 0.060};
  private static final double[] BT_2020 = {0.708, 0.292, 0.170, 0.797, 0.131, 0.046};
  private static final double[] BT_601_525 = {0.630, 0.340, 0.310, 0.595, 0.155, 0.070};
  private static final double[] BT_470_BG = {0.64, 0.33, 0.29, 0.60, 0.15, 0.06};
  private static final double[] ADOBE = {0.64, 0.33, 0.21, 0.71, 0.15, 0.06};

  /** Of linear samples: enough for the steep beginning of the curve. */
  private static final int STEPS = 4095;

  private static final byte[] ENCODED = new byte[STEPS + 1];

  static {
    for (int i = 0; i <= STEPS; i++) {
      double v = (double) i / STEPS;
      double encoded = v <= 0.0031308 ? 12.92 * v : 1.055 * Math.pow(v, 1 / 2.4) - 0.055;
      ENCODED[i] = (byte) Math.round(255 * encoded);
    }
  }

  static final RgbColors ADOBE_RGB = of(ADOBE, D65, power(563 / 256.0));

  /**
   * The colors of a PNG's cICP chunk.
   *
   * @return null when they are sRGB, not RGB, or of a kind not known here (as for high dynamic
   *     range)
   */
  static @Nullable RgbColors ofCodePoints(int primaries, int transfer, int matrix) {
    double[] gamut =
        switch (primaries) {
          case 1 -> SRGB;
          case 5 -> BT_470_BG;
          case 6, 7 -> BT_601_525;
          case 9 -> BT_2020;
          case 12 -> DISPLAY_P3;
          default -> null;
        };
    DoubleUnaryOperator light =
        switch (transfer) {
          case 1, 6, 14, 15 -> v -> v < 0.081 ? v / 4.5 : Math.pow((v + 0.099) / 1.099, 1 / 0.45);
          case 4 -> power(2.2);
          case 5 -> power(2.8);
          case 8 -> power(1);
          case 13 -> RgbColors::srgbLight;
          default -> null;
        };
    boolean isSrgb = primaries == 1 && transfer == 13;
    return gamut == null || light == null || matrix != 0 || isSrgb ? null : of(gamut, D65, light);
  }

  /**
   * The colors of a PNG's gAMA and cHRM chunks.
   *
   * @param gamma exponent from light to samples; not positive when the file does not say
   * @param chromaticities x and y of white, red, green, blue; null when the file does not say
   * @return null when they are sRGB or make no sense
   */
  static @Nullable RgbColors ofGamma(double gamma, double @Nullable [] chromaticities) {
    boolean isPlain = gamma <= 0 || Math.abs(gamma - 1 / 2.2) < 0.01;
    if (chromaticities == null && isPlain || gamma > 10 || gamma > 0 && gamma < 0.1) {
      return null;
    }
    DoubleUnaryOperator light = isPlain ? RgbColors::srgbLight : power(1 / gamma);
    if (chromaticities == null) {
      return of(SRGB, D65, light);
    }
    double[] white = {chromaticities[0], chromaticities[1]};
    double[] primaries = new double[6];
    System.arraycopy(chromaticities, 2, primaries, 0, 6);
    RgbColors colors = of(primaries, white, light);
    for (double weight : colors.toLinearSrgb) {
      if (!(Math.abs(weight) < 10)) {
        return null;
      }
    }
    return colors;
  }

  private static RgbColors of(double[] primaries, double[] white, DoubleUnaryOperator light) {
    double[] toXyz = Matrix.times(Matrix.adaptation(white, D65), Matrix.toXyz(primaries, white));
    return new RgbColors(Matrix.times(Matrix.inverse(Matrix.toXyz(SRGB, D65)), toXyz), light);
  }

  @Override
  public void toSrgb(BufferedImage image) {
    double[] linear = new double[256];
    for (int i = 0; i < 256; i++) {
      linear[i] = light.applyAsDouble(i / 255.0);
    }
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < pixels.length; i++) {
      double red = linear[pixels[i] >> 16 & 0xff];
      double green = linear[pixels[i] >> 8 & 0xff];
      double blue = linear[pixels[i] & 0xff];
      pixels[i] =
          encoded(0, red, green, blue) << 16
              | encoded(3, red, green, blue) << 8
              | encoded(6, red, green, blue);
    }
  }

  private int encoded(int row, double red, double green, double blue) {
    double v =
        toLinearSrgb[row] * red + toLinearSrgb[row + 1] * green + toLinearSrgb[row + 2] * blue;
    return ENCODED[(int) Math.round(STEPS * Math.max(0, Math.min(1, v)))] & 0xff;
  }

  private static DoubleUnaryOperator power(double exponent) {
    return v -> Math.pow(v, exponent);
  }

  private static double srgbLight(double v) {
    return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  }
}
