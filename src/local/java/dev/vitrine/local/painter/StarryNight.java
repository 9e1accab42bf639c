package dev.vitrine.local.painter;

import static dev.vitrine.local.painter.Ramp.stop;

import java.awt.image.BufferedImage;
import java.util.List;

/** Short thick strokes that follow a current, in ultramarine, cobalt and yellow: Van Gogh, 1889. */
final class StarryNight {
  private static final Ramp NIGHT =
      Ramp.of(
          stop(0, 0x0b1026),
          stop(18, 0x14235c),
          stop(36, 0x23459a),
          stop(52, 0x3f74b8),
          stop(66, 0x86b0c4),
          stop(78, 0xc3cfb4),
          stop(90, 0xf0e2a8),
          stop(100, 0xfdf6dc));
  private static final Ramp OCHRE =
      Ramp.of(
          stop(0, 0x1a1420),
          stop(25, 0x5a2f1c),
          stop(50, 0xb8721f),
          stop(75, 0xe8b23a),
          stop(100, 0xfbeec0));
  private static final Ramp RED =
      Ramp.of(
          stop(0, 0x1a1024),
          stop(25, 0x62182a),
          stop(50, 0xc0342a),
          stop(75, 0xea8a66),
          stop(100, 0xfbeec0));
  private static final int GROUND = 0x1c2850;

  private static final List<Brush> BRUSHES =
      List.of(new Brush(8, 10, 100, 0, 4), new Brush(4.5, 7, 56, 5, 4));
  private static final Brush FINE = new Brush(2, 4, 24, 7, 2.5);

  private final Subject subject;
  private final long seed;
  private final double strength;
  private final double scale;
  private final StarrySky sky;
  private final Plane stream;
  private final Tones tones;
  private final Plane beside;
  private final PaintColor aura;

  private StarryNight(Subject subject, long seed, double strength) {
    this.subject = subject;
    this.seed = seed;
    this.strength = strength;
    scale = subject.colours().scale();
    sky = new StarrySky(subject, seed);
    stream = Plane.of(subject.colours().width(), subject.colours().height(), sky::stream);
    tones = Tones.of(subject);
    beside = subject.backdrop().blurred(20 * scale);
    aura = NIGHT.at(meanProductTone() < 58 ? 68 : 12);
  }

  static BufferedImage paint(Subject subject, long seed, double strength) {
    return new StarryNight(subject, seed, strength).painted();
  }

  private BufferedImage painted() {
    int width = subject.colours().width();
    PaintPlanes target =
        PaintPlanes.of(width, stream.height, (x, y) -> target(x, y, y * width + x));
    Flow flow = flow();
    Canvas canvas = new Canvas(width, stream.height, GROUND);
    long salt = 0;
    for (Brush brush : BRUSHES) {
      lay(canvas, target, flow, brush, stream.map(any -> 1), salt++);
    }
    Plane detailed = subject.backdrop().blurred(2 * scale).map(free -> free < 0.9 ? 1 : 0);
    lay(canvas, target, flow, FINE, detailed, salt);
    return canvas.lit(0.3, scale);
  }

  private void lay(
      Canvas canvas, PaintPlanes target, Flow flow, Brush brush, Plane where, long salt) {
    Brush scaled = brush.scaled(scale);
    PaintPlanes seen = target.blurred(Math.max(0.8, scaled.radius() / 2));
    StrokePlan plan = new StrokePlan(seen, flow, scaled, Dice.mixed(seed, salt));
    canvas.paint(plan.strokesFor(canvas, where));
  }

  private Flow flow() {
    Plane free = subject.backdrop().blurred(12 * scale).map(share -> clamp(2 * share - 1));
    return Flow.along(subject.colours().l(), Flow.alongLevels(stream), free, scale);
  }

  private PaintColor target(int x, int y, int pixel) {
    float free = subject.backdrop().at[pixel];
    PaintColor product = repainted(subject.colours().at(pixel));
    if (free == 0) {
      return product;
    }
    if (!subject.plain()) {
      return product.mixed(sky.colour(x, y, stream.at[pixel], product.l()), 0.85f * free);
    }
    float shade = (float) Math.min(0.75, subject.shade().at[pixel] / 30);
    PaintColor night = sky.colour(x, y, stream.at[pixel]).mixed(NIGHT.at(0), shade);
    float near = (float) clamp(2 * (1 - beside.at[pixel]));
    return product.mixed(night.mixed(aura, 0.7f * near), free);
  }

  /** Decides whether a light or a dark aura sets the product off. */
  private double meanProductTone() {
    double sum = 0;
    int count = 1;
    for (int pixel = 0; pixel < stream.at.length; pixel += 7) {
      if (subject.backdrop().at[pixel] == 0) {
        sum += repainted(subject.colours().at(pixel)).l();
        count++;
      }
    }
    return sum / count;
  }

  /** Into the night's palette, but what is warm stays warm in the light. */
  private PaintColor repainted(PaintColor colour) {
    float lightness = (float) (4 + 88 * tones.share(colour));
    float a = colour.a() - (float) tones.castA();
    float b = colour.b() - (float) tones.castB();
    double warmth = clamp((a + b - 8) / 60) * (0.25 + 0.75 * clamp((lightness - 28) / 30));
    PaintColor warm =
        OCHRE.at(lightness).mixed(RED.at(lightness), (float) clamp((a - b + 10) / 30));
    PaintColor palette = NIGHT.at(lightness).mixed(warm, (float) warmth);
    PaintColor own = new PaintColor(lightness, a * 1.25f, b * 1.25f);
    double grey = 1 - clamp(Math.hypot(a, b) / 25);
    return own.mixed(palette, (float) clamp(0.35 + 0.35 * strength + 0.2 * grey));
  }

  private static double clamp(double share) {
    return Math.max(0, Math.min(share, 1));
  }
}
