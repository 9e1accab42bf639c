package dev.vitrine.local.painter;

import java.util.SplittableRandom;

/**
 * The hairs of a brush side by side: each carries its own tone and thickness of paint, and touches
 * the canvas a little earlier or later than the next.
 */
final class Bristles {
  private static final double TONE = 0.11;

  final int count;
  final int[] colour;
  final float[] thickness;
  final float[] begin;
  final float[] end;

  Bristles(Stroke stroke) {
    count = Math.max(1, Math.round(stroke.radius() * 1.6f));
    colour = new int[count];
    thickness = new float[count];
    begin = new float[count];
    end = new float[count];
    SplittableRandom random = new SplittableRandom(stroke.hair());
    float length = stroke.length();
    double load = random.nextDouble(0.8, 1.25);
    for (int i = 0; i < count; i++) {
      double across = count == 1 ? 0 : 2.0 * i / (count - 1) - 1;
      double round = Math.sqrt(1 - 0.75 * across * across);
      colour[i] =
          toned(stroke.colour(), 1 + TONE * (random.nextDouble() + random.nextDouble() - 1));
      thickness[i] = (float) (load * (round + random.nextDouble(-0.22, 0.22)));
      double late = stroke.radius() * (1 - round + random.nextDouble(0.7));
      begin[i] = (float) (late - stroke.radius());
      end[i] = (float) (length + stroke.radius() - late);
    }
  }

  private static int toned(int rgb, double tone) {
    return channel(rgb >> 16, tone) << 16 | channel(rgb >> 8, tone) << 8 | channel(rgb, tone);
  }

  private static int channel(int value, double tone) {
    return (int) Math.min(255, (value & 255) * tone);
  }
}
