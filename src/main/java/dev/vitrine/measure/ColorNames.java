package dev.vitrine.measure;

import dev.vitrine.decode.Lab;
import java.util.ArrayList;
import java.util.List;

/**
 * The closed set of color names, each with some sRGB colors that everybody would call so. Beige
 * #e6daa6 and purple #825f87, #9e43a2 and #9a0eea are from a survey of names, where hand-picked
 * colors left a wide gap; white #f0f8ff is a white of CSS.
 *
 * @see <a href="https://xkcd.com/color/rgb.txt">The 954 most common names of the xkcd survey,
 *     2010</a>
 */
public final class ColorNames {
  /** Shades differ more than hues do, so lightness counts less. */
  private static final double LIGHTNESS_WEIGHT = 0.7;

  private static final String ANCHORS =
      """
      black       #000000 #111111 #1c1c1e
      charcoal    #36393d #2f3133 #424549
      grey        #808080 #6b6e70 #969696 #5a5c5e
      light grey  #c0c0c0 #d3d3d3 #b0b2b4
      white       #ffffff #f5f5f5 #ebebeb #f4f6f8 #f0f8ff
      cream       #fffdd0 #f7f0dc #faf0e6 #efe6cf
      beige       #e8dcc4 #d9c7a7 #e3d3bb #e6daa6
      tan         #d2b48c #c19a6b #b8925f
      brown       #8b5a2b #7b4a2b #96623a #6f4e37
      dark brown  #3b2417 #4a2c1a #2e1d15
      rust        #b7410e #a5421f #9c4a2f
      red         #e0101b #c8102e #d92b2b #b3141c
      burgundy    #6d1026 #800020 #5a1525
      coral       #ff7f50 #f88379 #ff6f61
      pink        #ffc0cb #f4a6b8 #f8c8dc #e79aa9
      hot pink    #ff1493 #e0218a #d6337c #c2187a
      purple      #6a0dad #7b2d8b #5b2a86 #4b2a5e #825f87 #9e43a2 #9a0eea
      lavender    #c8b6e2 #b19cd9 #d8cdea
      navy        #0b1f4b #14213d #000080 #1b2a4a
      blue        #1f5fbf #0047ab #2a6fdb #3b6ea8
      light blue  #add8e6 #9cc4e4 #87ceeb #b9d3ea
      turquoise   #40e0d0 #30c5c9 #5fd3cf
      teal        #008080 #0f6e74 #1b5e63
      mint        #b5ead0 #98e0c0 #c5efdc
      green       #2e9e3f #4caf50 #7fb539 #3f8f3a #a2d149
      dark green  #0b4d2c #1f4d2b #13391f #2f4a36
      olive       #6b6b1f #808000 #5c5b33
      yellow      #ffe100 #fdd835 #f7e463
      mustard     #d4a017 #c9971c #b8860b
      orange      #ff8c00 #f57c00 #ee6c1a
      """;

  private record Anchor(String name, Lab color) {}

  private static final List<Anchor> ALL = new ArrayList<>();

  static {
    for (String line : ANCHORS.lines().toList()) {
      String name = line.substring(0, line.indexOf('#')).strip();
      for (String hex : line.substring(line.indexOf('#')).split(" ")) {
        ALL.add(new Anchor(name, Lab.ofRgb(Integer.parseInt(hex.substring(1), 16))));
      }
    }
  }

  private ColorNames() {}

  /** {@return the thirty names, from dark to light, then around the color circle} */
  public static List<String> all() {
    return ALL.stream().map(Anchor::name).distinct().toList();
  }

  static String nearest(Lab color) {
    String name = "";
    double least = Double.MAX_VALUE;
    for (Anchor anchor : ALL) {
      double distance = distance(anchor.color, color);
      if (distance < least) {
        least = distance;
        name = anchor.name;
      }
    }
    return name;
  }

  /**
   * @see "CIE 116-1995 (CIE94), with less weight on lightness"
   */
  private static double distance(Lab reference, Lab color) {
    double chroma = reference.chroma();
    double lightness = LIGHTNESS_WEIGHT * (color.l() - reference.l());
    double saturation = color.chroma() - chroma;
    double hueSquared =
        Math.max(
            0,
            square(color.a() - reference.a())
                + square(color.b() - reference.b())
                - square(saturation));
    return square(lightness)
        + square(saturation / (1 + 0.045 * chroma))
        + hueSquared / square(1 + 0.015 * chroma);
  }

  private static double square(double x) {
    return x * x;
  }
}
