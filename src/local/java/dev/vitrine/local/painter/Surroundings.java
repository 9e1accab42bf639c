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
  private static final double LEAST_SUBJECT = 0.015;

  /** As in {@link PaintPlanes#difference}, from the calm nearby. */
  private static final double ALIKE = 9;

  private final PaintPlanes picture;
  private final PaintPlanes smooth;
  private final double scale;

  private Surroundings(PaintPlanes picture) {
    this.picture = picture;
    scale = picture.scale();
    smooth = picture.blurred(2.5 * scale);
  }

  /** How freely each pixel may be painted: 0 on the subject, up to 1 in the calm. */
  static Plane of(PaintPlanes picture) {
    return new Surroundings(picture).calm();
  }

  private Plane calm() {
    Plane change =
        Plane.of(picture.width(), picture.height(), (x, y) -> scale * Math.sqrt(squaredSlope(x, y)))
            .blurred(9 * scale);
    Patches calm = new Patches(change, pixel -> change.at[pixel] < calmBelow(pixel));
    Plane mask = change.map(any -> 0);
    for (int pixel = 0; pixel < mask.at.length; pixel++) {
      Patches.Patch patch = calm.at(pixel);
      boolean around =
          patch != null && patch.touchesFrame() && patch.size() > LEAST_SHARE * mask.at.length;
      mask.at[pixel] = around ? 1 : 0;
    }
    Plane whole = withoutIslands(upToEdges(mask)).blurred(3 * scale);
    // Dark places stay as they are: no light shines out of them.
    return Plane.of(
        mask.width,
        mask.height,
        (x, y) -> clamp(2 * whole.near(x, y) - 0.5) * clamp((smooth.l().near(x, y) - 12) / 15));
  }

  /** The calm stops short of edges by as much as they were blurred; what is like it is calm too. */
  private Plane upToEdges(Plane mask) {
    double reach = 8 * scale;
    Plane weight = mask.blurred(reach);
    PaintPlanes sum =
        PaintPlanes.of(
                mask.width,
                mask.height,
                (x, y) ->
                    new PaintColor(0, 0, 0).mixed(picture.at(y * mask.width + x), mask.near(x, y)))
            .blurred(reach);
    return Plane.of(
        mask.width,
        mask.height,
        (x, y) -> {
          int pixel = y * mask.width + x;
          float share = weight.at[pixel];
          if (mask.at[pixel] == 1 || share < 0.02) {
            return mask.at[pixel];
          }
          PaintColor nearby = new PaintColor(0, 0, 0).mixed(sum.at(pixel), 1 / share);
          return picture.difference(pixel, nearby) < ALIKE ? 1 : 0;
        });
  }

  private static Plane withoutIslands(Plane mask) {
    Patches subjects = new Patches(mask, pixel -> mask.at[pixel] == 0);
    return Plane.of(
        mask.width,
        mask.height,
        (x, y) -> {
          Patches.Patch patch = subjects.at(y * mask.width + x);
          return patch != null && patch.size() > LEAST_SUBJECT * mask.at.length ? 0 : 1;
        });
  }

  /** The subject is more often in the middle, and has smooth places of its own. */
  private double calmBelow(int pixel) {
    double u = 2.0 * (pixel % picture.width()) / picture.width() - 1;
    double v = 2.0 * (pixel / picture.width()) / picture.height() - 1;
    double outward = Math.max(u * u, v * v);
    return CALM_CENTRE + (CALM_FRAME - CALM_CENTRE) * outward;
  }

  private double squaredSlope(int x, int y) {
    return squared(smooth.l(), x, y) + squared(smooth.a(), x, y) + squared(smooth.b(), x, y);
  }

  private static double squared(Plane plane, int x, int y) {
    double dx = plane.slopeX(x, y);
    double dy = plane.slopeY(x, y);
    return dx * dx + dy * dy;
  }

  private static double clamp(double share) {
    return Math.max(0, Math.min(share, 1));
  }
}
