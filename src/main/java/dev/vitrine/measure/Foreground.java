package dev.vitrine.measure;

/**
 * The thing before a plain backdrop. Where the backdrop is even enough, a shallow flood stops at
 * the outline of everything. It shows which shadows lie apart from their thing. It also keeps the
 * light parts of a white thing, which the ordinary flood takes for the backdrop.
 *
 * @param all what is not backdrop, without shadows that lie below it
 * @param inner what to measure: without holes, and without the rim, which is mixed with the
 *     backdrop
 */
record Foreground(Mask all, Mask inner) {
  /** Least depth of the shallow flood; a JPEG's own noise around an edge is less. */
  private static final double SHALLOWEST = 2.5;

  private static final double DEEPEST = Flood.LIKE_BACKDROP / 2;
  private static final double NOISES = 2;

  /** Breadth of the rim, in pixels. */
  private static final int RIM = 2;

  /** If less than this part of a thing lies inside its rim, the rim is narrower. */
  private static final double LEAST_INNER = 0.2;

  private static final double LIGHT = 86;
  private static final double LIGHT_CHROMA = 10;

  /** A thing before white whose light part is larger has white as one of its colors. */
  private static final double LIGHT_PART = 0.35;

  static Foreground before(Backdrop backdrop, LabPicture picture) {
    Mask all = Flood.foreground(picture, backdrop, Flood.LIKE_BACKDROP);
    // A thing that touches the frame is no noise.
    double noise = backdrop.noise(picture, Flood.LIKE_BACKDROP);
    double depth = Math.max(SHALLOWEST, NOISES * noise);
    if (depth > DEEPEST) {
      Mask holes = Holes.of(picture, backdrop, all, Flood.LIKE_BACKDROP);
      return new Foreground(all, all.without(holes).eroded(RIM));
    }
    Mask shadows = Flood.shadows(picture, backdrop, depth);
    Mask holes = Holes.of(picture, backdrop, all, depth);
    Mask lit = all.without(shadows);
    Mask outlined =
        Flood.foreground(picture, backdrop, depth).without(shadows).without(holes).eroded(RIM);
    return backdrop.name().equals("white") && isWhiteInPart(picture, outlined)
        ? new Foreground(lit, outlined)
        : new Foreground(lit, withoutRim(lit.without(holes)));
  }

  /** {@return the mask without its rim, or where little is left, without a narrower one} */
  private static Mask withoutRim(Mask mask) {
    double least = LEAST_INNER * mask.count();
    for (int rim = RIM; rim > 0; rim--) {
      Mask inner = mask.eroded(rim);
      if (inner.count() >= least) {
        return inner;
      }
    }
    return mask;
  }

  private static boolean isWhiteInPart(LabPicture picture, Mask mask) {
    int light = 0;
    for (int i = 0; i < picture.pixels(); i++) {
      double a = picture.a(i);
      double b = picture.b(i);
      if (mask.set()[i]
          && picture.l(i) / LabPicture.LIGHTNESS_WEIGHT >= LIGHT
          && a * a + b * b <= LIGHT_CHROMA * LIGHT_CHROMA) {
        light++;
      }
    }
    return light > LIGHT_PART * mask.count();
  }
}
