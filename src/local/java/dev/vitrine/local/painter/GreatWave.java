package dev.vitrine.local.painter;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A woodblock print in few flat colours with inked outlines: Hokusai, about 1831. */
final class GreatWave {
  private static final double[] TONES_FROM = {0.16, 0.38, 0.6, 0.82};
  private static final PaintColor INK = PaintColor.of(0x161e36);

  private final Subject subject;
  private final long seed;
  private final double strength;
  private final double scale;
  private final double line;
  private final Tones tones;
  private final PaintPlanes smooth;
  private final Plane lines;

  private GreatWave(Subject subject, long seed, double strength) {
    this.subject = subject;
    this.seed = seed;
    this.strength = strength;
    scale = subject.colours().scale();
    line = Math.max(0.7, 1.7 * scale);
    tones = Tones.of(subject);
    smooth =
        Smoothing.of(
            Smoothing.of(subject.colours(), 5 * scale, 9 * strength), 3 * scale, 9 * strength);
    lines = new Plane(smooth.width(), smooth.height());
  }

  static BufferedImage paint(Subject subject, long seed, double strength) {
    return new GreatWave(subject, seed, strength).printed();
  }

  private BufferedImage printed() {
    int width = smooth.width();
    Plane tone = tone();
    Coat[] coats = coats();
    inkDetails();
    Block backdrop = Block.cut(subject.backdrop(), 0.8 * scale, 1.5 * line);
    int[] waves = RgbArrays.in(GreatWaves.drawn(subject.backdrop(), seed));
    BufferedImage print = RgbArrays.blank(width, tone.height);
    int[] rgb = RgbArrays.in(print);
    Plane paper = paper(width, tone.height);
    Rows.parallel(
        tone.height,
        y -> {
          for (int i = y * width; i < (y + 1) * width; i++) {
            float free = backdrop.cover().at[i];
            PaintColor product = printed(i, tone.at[i], coats).mixed(INK, 0.85f * lines.at[i]);
            PaintColor colour = product.mixed(PaintColor.of(waves[i]), free);
            colour = colour.mixed(INK, backdrop.outline().at[i]);
            rgb[i] = PaintColor.rgb(colour.l() + paper.at[i], colour.a(), colour.b());
          }
        });
    return print;
  }

  /** How many of the blocks, from dark to light, have printed on a pixel. */
  private Plane tone() {
    int width = smooth.width();
    Plane tone = new Plane(width, smooth.height());
    Plane light = Plane.of(width, tone.height, (x, y) -> tones.share(smooth.at(y * width + x)));
    for (double from : TONES_FROM) {
      Block block = Block.cut(light.map(share -> share > from ? 1 : 0), 2 * scale, line * 0.8);
      add(tone, block.cover());
      inkOver(block.outline(), 0.75);
    }
    return tone;
  }

  /** Where a pigment lies: 1 where it alone does. */
  private record Coat(Pigment pigment, Plane share) {}

  private Coat[] coats() {
    Plane nearest =
        Plane.of(smooth.width(), smooth.height(), (x, y) -> pigment(y * smooth.width() + x));
    boolean[] used = new boolean[Pigment.values().length];
    for (float pigment : nearest.at) {
      used[(int) pigment] = true;
    }
    return Arrays.stream(Pigment.values())
        .filter(pigment -> used[pigment.ordinal()])
        .map(pigment -> new Coat(pigment, nearest.map(i -> i == pigment.ordinal() ? 1 : 0)))
        .map(coat -> new Coat(coat.pigment(), coat.share().blurred(2.5 * scale)))
        .toArray(Coat[]::new);
  }

  private int pigment(int pixel) {
    double a = smooth.a().at[pixel] - tones.castA();
    double b = smooth.b().at[pixel] - tones.castB();
    return Pigment.nearest(a, b).ordinal();
  }

  private PaintColor printed(int pixel, float tone, Coat[] coats) {
    int below = Math.min((int) tone, Pigment.TONES - 2);
    float l = 0;
    float a = 0;
    float b = 0;
    float sum = 1e-6f;
    for (Coat coat : coats) {
      float share = coat.share().at[pixel];
      if (share > 0.05f) {
        // The power leaves little between the one pigment and the other.
        float weight = share * share * share * share;
        PaintColor colour = tone(coat.pigment(), below, tone);
        l += weight * colour.l();
        a += weight * colour.a();
        b += weight * colour.b();
        sum += weight;
      }
    }
    PaintColor pure = new PaintColor(l / sum, a / sum, b / sum);
    PaintColor own = new PaintColor(pure.l(), smooth.a().at[pixel], smooth.b().at[pixel]);
    double chroma = Math.hypot(own.a() - tones.castA(), own.b() - tones.castB());
    float thinned = (float) Math.max(0, Math.min((30 - chroma) / 30, 0.75));
    return pure.mixed(tone(Pigment.SUMI, below, tone), thinned)
        .mixed(own, (float) (0.3 - 0.25 * strength));
  }

  private static PaintColor tone(Pigment pigment, int below, float tone) {
    return pigment.tone(below).mixed(pigment.tone(below + 1), tone - below);
  }

  /** Thin dark lines that the picture has itself: seams, letters, eyes. */
  private void inkDetails() {
    Plane fine = subject.colours().l().blurred(1.2 * scale);
    Plane wide = fine.blurred(2.4 * scale);
    inkOver(
        Plane.of(
            fine.width,
            fine.height,
            (x, y) -> Math.max(0, Math.min((wide.near(x, y) - fine.near(x, y) - 4) / 3, 1))),
        0.9);
  }

  private void inkOver(Plane outline, double strength) {
    for (int i = 0; i < lines.at.length; i++) {
      lines.at[i] = Math.max(lines.at[i], (float) strength * outline.at[i]);
    }
  }

  private static void add(Plane sum, Plane summand) {
    for (int i = 0; i < sum.at.length; i++) {
      sum.at[i] += summand.at[i];
    }
  }

  /** The grain of paper and of the wood that was pressed on it, in L*. */
  private Plane paper(int width, int height) {
    int[] rowSeeds = new SplittableRandom(seed).ints(height).toArray();
    Plane noise = new Plane(width, height);
    Rows.parallel(
        height,
        y -> {
          SplittableRandom random = new SplittableRandom(rowSeeds[y]);
          for (int x = 0; x < width; x++) {
            noise.at[y * width + x] = (float) random.nextDouble() - 0.5f;
          }
        });
    Plane fibres = noise.blurred(0.9);
    return Plane.of(width, height, (x, y) -> 4 * fibres.near(x, y) + 5 * fibres.near(x / 40, y));
  }
}
