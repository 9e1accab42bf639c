package dev.vitrine.measure;

import java.util.List;
import java.util.stream.IntStream;

/** Flows from the frame over everything that looks like the backdrop. */
final class Flood {
  /**
   * Pixels nearer than this to the backdrop's color are taken for it, unless a caller sets another
   * depth.
   */
  static final double LIKE_BACKDROP = 10;

  /**
   * Neighboring pixels of a shadow differ by less; the edge of a thing differs more, even in a
   * small picture.
   */
  private static final double SOFT_STEP = 2.5;

  /** A pixel whose hue and chroma are nearer than this to the backdrop's has no tint of its own. */
  private static final double UNTINTED = 5;

  private static final double SAME_LIGHT = 1.5;

  /**
   * If more than this part is about equally light, it is a thing: a shadow has many lightnesses.
   */
  private static final double MOST_EVEN = 0.75;

  /**
   * Largest part of a region that the soft flood may leave dry, its darkest pixels, if it is a
   * shadow.
   */
  private static final double SHADOW_REST = 0.15;

  /**
   * Largest part of all that is unlike the backdrop that the soft flood may leave dry if all is
   * shadow.
   */
  private static final double REST = 0.05;

  private final LabPicture picture;
  private final Backdrop backdrop;
  private final double depth;
  private final boolean[] dry;
  private final int[] reached;
  private int count;
  private boolean isSoft;

  private Flood(LabPicture picture, Backdrop backdrop, double depth) {
    this.picture = picture;
    this.backdrop = backdrop;
    this.depth = depth;
    this.dry = Mask.all(picture.width(), picture.height()).set();
    this.reached = new int[picture.pixels()];
  }

  /**
   * {@return what stays dry: pixels unlike the backdrop, and those like it that are enclosed, such
   * as the white of a shirt between its outlines; without specks}
   *
   * @param depth pixels nearer than this to the backdrop's color are taken for it
   */
  static Mask foreground(LabPicture picture, Backdrop backdrop, double depth) {
    return dry(picture, backdrop, depth).opened(1);
  }

  /**
   * {@return what stays dry, with all specks and fine lines}
   *
   * @param depth pixels nearer than this to the backdrop's color are taken for it
   */
  static Mask dry(LabPicture picture, Backdrop backdrop, double depth) {
    Flood flood = new Flood(picture, backdrop, depth);
    flood.run();
    return new Mask(picture.width(), picture.height(), flood.dry);
  }

  /**
   * {@return what stays dry, without specks, if shadows are flooded as well: pixels that have the
   * backdrop's color with less light, and fade into it}
   */
  static Mask unshaded(LabPicture picture, Backdrop backdrop, double depth) {
    Flood flood = new Flood(picture, backdrop, depth);
    flood.run();
    flood.isSoft = true;
    flood.spread();
    return new Mask(picture.width(), picture.height(), flood.dry).opened(1);
  }

  /**
   * {@return shadows of things that float: regions that fade into the backdrop everywhere, and lie
   * below another one}
   *
   * @param depth so shallow that a thing is one region
   */
  static Mask shadows(LabPicture picture, Backdrop backdrop, double depth) {
    Flood flood = new Flood(picture, backdrop, depth);
    flood.run();
    Mask dry = new Mask(picture.width(), picture.height(), flood.dry.clone()).opened(1);
    flood.isSoft = true;
    flood.spread();
    List<Region> regions = Region.of(dry, dry);
    boolean[] shadows = new boolean[flood.dry.length];
    regions.stream()
        .filter(one -> flood.isGone(one) && regions.stream().anyMatch(other -> isAbove(other, one)))
        .flatMapToInt(one -> IntStream.of(one.pixels()))
        .forEach(pixel -> shadows[pixel] = true);
    return new Mask(dry.width(), dry.height(), shadows);
  }

  private boolean isGone(Region region) {
    long left = IntStream.of(region.pixels()).filter(i -> dry[i]).count();
    return left <= SHADOW_REST * region.size();
  }

  private static boolean isAbove(Region thing, Region shadow) {
    return thing.bottom() < shadow.top() && thing.size() >= shadow.size() / 2;
  }

  /**
   * {@return whether all that is unlike the backdrop fades into it without a tint: then it is the
   * shadow of a thing that looks like the backdrop}
   */
  static boolean leavesOnlyShadow(LabPicture picture, Backdrop backdrop) {
    Flood flood = new Flood(picture, backdrop, LIKE_BACKDROP);
    flood.run();
    int before = picture.pixels() - flood.count;
    if (before == 0 || flood.evenPart() > MOST_EVEN) {
      return false;
    }
    flood.isSoft = true;
    flood.spread();
    return picture.pixels() - flood.count <= REST * before;
  }

  /** {@return the part of the dry pixels that is about as light as most of them} */
  private double evenPart() {
    int[] left = new Mask(picture.width(), picture.height(), dry).pixels();
    float median = picture.median(left, 0);
    int even = 0;
    for (int i : left) {
      even += Math.abs(picture.l(i) - median) < SAME_LIGHT ? 1 : 0;
    }
    return (double) even / left.length;
  }

  private void run() {
    for (int i : backdrop.frame()) {
      enter(i, i);
    }
    spread();
  }

  private void spread() {
    for (int next = 0; next < count; next++) {
      int i = reached[next];
      for (int side = 0; side < 4; side++) {
        enter(Region.neighbor(i, side, picture.width(), dry.length), i);
      }
    }
  }

  private void enter(int i, int from) {
    if (dry[i]
        && (picture.distance(i, backdrop.color()) < depth
            || isSoft && fades(i) && picture.distance(i, picture.at(from)) < SOFT_STEP)) {
      dry[i] = false;
      reached[count++] = i;
    }
  }

  /** {@return whether the pixel is the backdrop's color with less light} */
  private boolean fades(int i) {
    float[] plain = backdrop.color();
    double a = picture.a(i) - plain[1];
    double b = picture.b(i) - plain[2];
    return picture.l(i) < plain[0] && a * a + b * b < UNTINTED * UNTINTED;
  }
}
