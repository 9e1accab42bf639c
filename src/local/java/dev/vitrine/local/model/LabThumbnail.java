package dev.vitrine.local.model;

import dev.vitrine.decode.Lab;
import java.util.Arrays;

/**
 * A small copy of a picture in CIE L*a*b* (D65), where distance is about what an eye sees.
 *
 * @param rgb 0xRRGGBB, row by row
 * @param lab the same pixels, three numbers each
 */
@SuppressWarnings("ArrayRecordComponent") // a working copy, never compared
record LabThumbnail(int width, int height, int[] rgb, float[] lab) {
  /** Shadows change lightness more than they change what a colour is. */
  private static final float LIGHTNESS_WEIGHT = 0.7f;

  /**
   * The picture with its longer side at most {@code side} pixels, each the mean of what it covers.
   */
  static LabThumbnail shrunk(Picture picture, int side) {
    double scale = Math.min(1, (double) side / Math.max(picture.width(), picture.height()));
    int width = Math.max(1, (int) Math.round(picture.width() * scale));
    int height = Math.max(1, (int) Math.round(picture.height() * scale));
    int[] rgb = new int[width * height];
    float[] lab = new float[3 * width * height];
    int[] pixels = picture.pixels();
    for (int y = 0; y < height; y++) {
      int top = y * picture.height() / height;
      int bottom = Math.max(top + 1, (y + 1) * picture.height() / height);
      for (int x = 0; x < width; x++) {
        int left = x * picture.width() / width;
        int right = Math.max(left + 1, (x + 1) * picture.width() / width);
        int at = y * width + x;
        rgb[at] = mean(pixels, picture.width(), left, top, right, bottom);
        toLab(rgb[at], lab, 3 * at);
      }
    }
    return new LabThumbnail(width, height, rgb, lab);
  }

  /** Distance of a pixel's colour from another. */
  float distance(int at, float[] other) {
    float l = LIGHTNESS_WEIGHT * (lab[3 * at] - other[0]);
    float a = lab[3 * at + 1] - other[1];
    float b = lab[3 * at + 2] - other[2];
    return (float) Math.sqrt(l * l + a * a + b * b);
  }

  /**
   * The median colour along the picture's edge.
   *
   * @param share width of the frame, as a part of the shorter side
   */
  float[] medianOfFrame(double share) {
    int[] frame = frame(share);
    float[] median = new float[3];
    float[] values = new float[frame.length];
    for (int channel = 0; channel < 3; channel++) {
      for (int i = 0; i < frame.length; i++) {
        values[i] = lab[3 * frame[i] + channel];
      }
      Arrays.sort(values);
      median[channel] = values[values.length / 2];
    }
    return median;
  }

  /** The part of the frame's pixels that are nearer to the colour than {@code within}. */
  double shareOfFrame(double share, float[] colour, float within) {
    int[] frame = frame(share);
    long near = Arrays.stream(frame).filter(at -> distance(at, colour) < within).count();
    return (double) near / frame.length;
  }

  /** 0xRRGGBB of the pixel along the picture's edge that comes nearest to the colour. */
  int nearestInFrame(double share, float[] colour) {
    int best = frame(share)[0];
    for (int at : frame(share)) {
      if (distance(at, colour) < distance(best, colour)) {
        best = at;
      }
    }
    return rgb[best];
  }

  private int[] frame(double share) {
    int wide = Math.max(1, (int) Math.round(share * Math.min(width, height)));
    int[] frame = new int[width * height];
    int count = 0;
    for (int at = 0; at < frame.length; at++) {
      int x = at % width;
      int y = at / width;
      if (x < wide || x >= width - wide || y < wide || y >= height - wide) {
        frame[count++] = at;
      }
    }
    return Arrays.copyOf(frame, count);
  }

  private static int mean(int[] pixels, int stride, int left, int top, int right, int bottom) {
    int red = 0;
    int green = 0;
    int blue = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        int rgb = pixels[y * stride + x];
        red += rgb >> 16 & 0xFF;
        green += rgb >> 8 & 0xFF;
        blue += rgb & 0xFF;
      }
    }
    int count = (right - left) * (bottom - top);
    return ((red / count) << 16) | ((green / count) << 8) | (blue / count);
  }

  private static void toLab(int rgb, float[] lab, int at) {
    Lab color = Lab.ofRgb(rgb);
    lab[at] = (float) color.l();
    lab[at + 1] = (float) color.a();
    lab[at + 2] = (float) color.b();
  }
}
