package dev.vitrine.measure;

/**
 * The thing before a plain backdrop. Where the backdrop is even enough, a shallow flood stops at
 * the outline of everything. It shows which shadows lie apart from their thing. It also keeps the
 * light parts of a white thing, which the ordinary flood takes for the backdrop.
 *
 * @param all what is not backdrop, without shadows that lie below it
 * @param inner what to measure: without the rim, which is mixed with the backdrop
 */
record Foreground(Mask all, Mask inner) {
  /** Least depth of the shallow flood; a JPEG's own noise around an edge is less. */
  private static final double SHALLOWEST = 2.5;

  private static final double DEEPEST = Flood.LIKE_BACKDROP / 2;
  private static final double NOISES = 2;
  private static final int RIM = 2;
  private static final double LIGHT = 86;
  private static final double LIGHT_CHROMA = 10;
  private static final double LIGHT_PART = 0.5;

  static Foreground before(Backdrop backdrop, LabPicture picture) {
    Mask all = Flood.foreground(picture, backdrop, Flood.LIKE_BACKDROP);
    double depth = Math.max(SHALLOWEST, NOISES * backdrop.noise(picture, Double.MAX_VALUE));
    if (depth > DEEPEST) {
      return new Foreground(all, all.eroded(RIM));
    }
    Mask shadows = Flood.shadows(picture, backdrop, depth);
    Mask lit = all.without(shadows);
    Mask outlined = Flood.foreground(picture, backdrop, depth).without(shadows).eroded(RIM);
    return backdrop.name().equals("white") && isMostlyWhite(picture, outlined)
        ? new Foreground(lit, outlined)
        : new Foreground(lit, lit.eroded(RIM));
  }

  private static boolean isMostlyWhite(LabPicture picture, Mask mask) {
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
