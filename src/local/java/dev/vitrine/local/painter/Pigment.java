package dev.vitrine.local.painter;

/** The colours a printer of Hokusai's time could buy, each from its darkest to bare paper. */
enum Pigment {
  /** Ink, for what has no colour. */
  SUMI(0x161d33, 0x44505f, 0x84908f, 0xbdc1b2, 0xefe7d0),
  PRUSSIAN_BLUE(0x16264a, 0x2a4f80, 0x5d8bac, 0xa9c4ca, 0xece3ca),
  VERDIGRIS(0x14302f, 0x2c5d4e, 0x6a9570, 0xafc496, 0xece5c8),
  GAMBOGE(0x3a2e20, 0x8f6d20, 0xcda236, 0xe6cb68, 0xf3e9bc),
  OCHRE(0x241f30, 0x6e4a36, 0xb98a5c, 0xd9bd8e, 0xece3ca),
  /** Safflower and vermilion. */
  BENI(0x2a1428, 0x86242f, 0xbf4a3e, 0xdf9878, 0xf1dfc6),
  DAYFLOWER(0x221a3e, 0x4c3a6c, 0x83709c, 0xbcacc0, 0xece3d4);

  static final int TONES = 5;

  /** Hue angles in L*a*b*, degrees, up to which each pigment is the nearest. */
  private static final double[] UP_TO = {44, 76, 108, 190, 295, 345, 360};

  private static final Pigment[] BY_HUE = {
    BENI, OCHRE, GAMBOGE, VERDIGRIS, PRUSSIAN_BLUE, DAYFLOWER, BENI
  };
  private static final double COLOURLESS = 9;

  private final PaintColor[] tones = new PaintColor[TONES];

  Pigment(int... rgb) {
    for (int i = 0; i < TONES; i++) {
      tones[i] = PaintColor.of(rgb[i]);
    }
  }

  /**
   * @param tone 0 for the darkest
   */
  PaintColor tone(int tone) {
    return tones[tone];
  }

  static Pigment nearest(double a, double b) {
    if (Math.hypot(a, b) < COLOURLESS) {
      return SUMI;
    }
    double hue = (Math.toDegrees(Math.atan2(b, a)) + 360) % 360;
    int i = 0;
    while (hue > UP_TO[i]) {
      i++;
    }
    return BY_HUE[i];
  }
}
