package dev.vitrine.local.painter;

/**
 * What lies calm around the subject of a scene, without edges and out to the frame: sky, wall,
 * table. It may be painted more freely than the rest.
 */
final class Surroundings {
  /** Change of colour per pixel, in L*a*b* at 1024 pixels a side: near the centre, at the frame. */
  private static final double CALM_CENTRE = 0.2;

  private static final double CALM_FRAME = 1.35;

  private static final double LEAST_SHARE = 0.03;

  private Surroundings() {}

  /** How freely each pixel may be painted: 0 on the subject, up to 1 in the calm. */
  static Plane of(LabPicture picture) {
    double scale = picture.scale();
    LabPicture smooth = picture.blurred(2.5 * scale);
    Plane change =
        Plane.of(
                picture.width(), picture.height(), (x, y) -> scale * Math.sqrt(slope(smooth, x, y)))
            .blurred(9 * scale);
    Patches calm = new Patches(change, pixel -> change.at[pixel] < calm(change, pixel));
    Plane mask = new Plane(picture.width(), picture.height());
    for (int pixel = 0; pixel < mask.at.length; pixel++) {
      Patches.Patch patch = calm.at(pixel);
      boolean around =
          patch != null && patch.touchesFrame() && patch.size() > LEAST_SHARE * mask.at.length;
      mask.at[pixel] = around ? 1 : 0;
    }
    // Texture leaves holes in the calm, which close; the subject's rim stays. So do dark
    // places: no light shines out of them.
    Plane closed = mask.blurred(10 * scale);
    return Plane.of(
        mask.width,
        mask.height,
        (x, y) -> clamp(2.5 * closed.near(x, y) - 1) * clamp((smooth.l().near(x, y) - 12) / 15));
  }

  /** The subject is more often in the middle, and has smooth places of its own. */
  private static double calm(Plane plane, int pixel) {
    double u = 2.0 * (pixel % plane.width) / plane.width - 1;
    double v = 2.0 * (pixel / plane.width) / plane.height - 1;
    double outward = Math.max(u * u, v * v);
    return CALM_CENTRE + (CALM_FRAME - CALM_CENTRE) * outward;
  }

  private static double clamp(double share) {
    return Math.max(0, Math.min(share, 1));
  }

  private static double slope(LabPicture picture, int x, int y) {
    return squared(picture.l(), x, y) + squared(picture.a(), x, y) + squared(picture.b(), x, y);
  }

  private static double squared(Plane plane, int x, int y) {
    double dx = plane.slopeX(x, y);
    double dy = plane.slopeY(x, y);
    return dx * dx + dy * dy;
  }
}
