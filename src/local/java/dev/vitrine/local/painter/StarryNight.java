package dev.vitrine.local.painter;

import java.awt.image.BufferedImage;
import java.util.List;

/** Short thick strokes that follow a current, in ultramarine, cobalt and yellow: Van Gogh, 1889. */
final class StarryNight {
  private static final Ramp NIGHT =
      new Ramp(
          0, 0x0b1026, 18, 0x14235c, 36, 0x23459a, 52, 0x3f74b8, 66, 0x86b0c4, 78, 0xd9c66a, 88,
          0xf2d24a, 100, 0xfbf0b8);
  private static final Ramp OCHRE =
      new Ramp(0, 0x1a1420, 25, 0x5a2f1c, 50, 0xb8721f, 75, 0xe8b23a, 100, 0xfbeec0);
  private static final int GROUND = 0x1c2850;

  private static final List<Brush> BRUSHES =
      List.of(new Brush(8, 10, 100, 0, 4), new Brush(4.5, 7, 56, 5, 4));
  private static final Brush FINE = new Brush(2, 4, 24, 7, 2.5);

  private final Subject subject;
  private final long seed;
  private final double strength;
  private final double scale;

  private StarryNight(Subject subject, long seed, double strength) {
    this.subject = subject;
    this.seed = seed;
    this.strength = strength;
    this.scale = subject.colours().scale();
  }

  static BufferedImage paint(Subject subject, long seed, double strength) {
    return new StarryNight(subject, seed, strength).painted();
  }

  private BufferedImage painted() {
    int width = subject.colours().width();
    int height = subject.colours().height();
    StarrySky sky = new StarrySky(subject.backdrop(), seed);
    Plane stream = Plane.of(width, height, sky::stream);
    LabPicture target = target(sky, stream);
    Flow flow = flow(stream);
    Canvas canvas = new Canvas(width, height, GROUND);
    Plane everywhere = new Plane(width, height).map(v -> 1);
    long salt = 0;
    for (Brush brush : BRUSHES) {
      lay(canvas, target, flow, brush, everywhere, salt++);
    }
    lay(canvas, target, flow, FINE, detailed(), salt);
    return canvas.lit(0.3, scale);
  }

  private void lay(
      Canvas canvas, LabPicture target, Flow flow, Brush brush, Plane where, long salt) {
    Brush scaled = brush.scaled(scale);
    LabPicture seen = target.blurred(Math.max(0.8, scaled.radius() / 2));
    StrokePlan plan = new StrokePlan(seen, flow, scaled, Dice.mixed(seed, salt));
    canvas.paint(plan.strokesFor(canvas, where));
  }

  private Plane detailed() {
    return subject.backdrop().blurred(2 * scale).map(free -> free < 0.9 ? 1 : 0);
  }

  private Flow flow(Plane stream) {
    Plane near = subject.backdrop().blurred(12 * scale);
    Plane free = near.map(share -> Math.max(0, Math.min(2 * share - 1, 1)));
    return Flow.along(subject.colours().l(), Flow.alongLevels(stream), free, scale);
  }

  private LabPicture target(StarrySky sky, Plane stream) {
    LabPicture colours = subject.colours();
    Tones tones = Tones.of(colours.l(), subject.backdrop());
    return LabPicture.of(
        colours.width(),
        colours.height(),
        (x, y) -> {
          int pixel = y * colours.width() + x;
          float free = subject.backdrop().at[pixel];
          Lab product = free < 1 ? repainted(colours.at(pixel), tones) : colours.at(pixel);
          return free > 0 ? product.mixed(sky.colour(x, y, stream.at[pixel]), free) : product;
        });
  }

  private Lab repainted(Lab colour, Tones tones) {
    float lightness = (float) (4 + 88 * tones.share(colour.l()));
    double warmth = clamp((colour.a() + colour.b() - 8) / 60);
    double inLight = 0.25 + 0.75 * clamp((lightness - 28) / 30);
    Lab palette = NIGHT.at(lightness).mixed(OCHRE.at(lightness), (float) (warmth * inLight));
    Lab own = new Lab(lightness, colour.a() * 1.25f, colour.b() * 1.25f);
    return own.mixed(palette, (float) (0.35 + 0.35 * strength));
  }

  private static double clamp(double share) {
    return Math.max(0, Math.min(share, 1));
  }
}
