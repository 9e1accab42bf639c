package dev.vitrine.local.painter;

import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** A woodblock print in few flat colours with inked outlines: Hokusai, about 1831. */
final class GreatWave {
  private static final double[] TONES_FROM = {0.16, 0.38, 0.6, 0.82};
  private static final Lab INK = Lab.of(0x161e36);

  private final Subject subject;
  private final long seed;
  private final double strength;
  private final double scale;
  private final double line;
  private final Tones tones;
  private final LabPicture smooth;
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
    Plane[] pigments = pigments();
    inkDetails();
    Block backdrop = Block.cut(subject.backdrop(), 0.8 * scale, 1.5 * line);
    int[] waves = Pixels.in(GreatWaves.drawn(subject.backdrop(), seed));
    BufferedImage print = Pixels.blank(width, tone.height);
    int[] rgb = Pixels.in(print);
    Plane paper = paper(width, tone.height);
    Rows.parallel(
        tone.height,
        y -> {
          for (int i = y * width; i < (y + 1) * width; i++) {
            float free = backdrop.cover().at[i];
            Lab product = printed(i, tone.at[i], pigments).mixed(INK, 0.85f * lines.at[i]);
            Lab colour = product.mixed(Lab.of(waves[i]), free);
            colour = colour.mixed(INK, backdrop.outline().at[i]);
            rgb[i] = Lab.rgb(colour.l() + paper.at[i], colour.a(), colour.b());
          }
        });
    return print;
  }

  /** How many of the blocks, from dark to light, have printed on a pixel. */
  private Plane tone() {
    Plane tone = new Plane(smooth.width(), smooth.height());
    for (double from : TONES_FROM) {
      Plane lighter = smooth.l().map(l -> tones.share(l) > from ? 1 : 0);
      Block block = Block.cut(lighter, 2 * scale, line * 0.8);
      add(tone, block.cover());
      inkOver(block.outline(), 0.75);
    }
    return tone;
  }

  /** Where each pigment lies; null where it is not used. */
  private Plane[] pigments() {
    Plane nearest =
        Plane.of(
            smooth.width(),
            smooth.height(),
            (x, y) -> {
              int i = y * smooth.width() + x;
              return Pigment.nearest(
                      smooth.a().at[i] - tones.castA(), smooth.b().at[i] - tones.castB())
                  .ordinal();
            });
    Plane[] shares = new Plane[Pigment.values().length];
    for (int pigment = 0; pigment < shares.length; pigment++) {
      int wanted = pigment;
      shares[pigment] = nearest.map(found -> found == wanted ? 1 : 0).blurred(2.5 * scale);
    }
    return shares;
  }

  private Lab printed(int pixel, float tone, Plane[] pigments) {
    int below = Math.min((int) tone, Pigment.TONES - 2);
    float l = 0;
    float a = 0;
    float b = 0;
    float sum = 1e-6f;
    for (Pigment pigment : Pigment.values()) {
      float share = pigments[pigment.ordinal()].at[pixel];
      if (share > 0.05f) {
        float weight = share * share * share * share;
        Lab colour = pigment.tone(below).mixed(pigment.tone(below + 1), tone - below);
        l += weight * colour.l();
        a += weight * colour.a();
        b += weight * colour.b();
        sum += weight;
      }
    }
    Lab own = new Lab(l / sum, smooth.a().at[pixel], smooth.b().at[pixel]);
    return new Lab(l / sum, a / sum, b / sum).mixed(own, (float) (0.3 - 0.25 * strength));
  }

  /** Thin dark lines that the picture has itself: seams, letters, eyes. */
  private void inkDetails() {
    Plane fine = subject.colours().l().blurred(1.2 * scale);
    Plane wide = fine.blurred(2.4 * scale);
    inkOver(
        Plane.of(
            fine.width,
            fine.height,
            (x, y) -> Math.max(0, Math.min((wide.near(x, y) - fine.near(x, y) - 3) / 3, 1))),
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
