package dev.vitrine.measure;

import java.util.stream.IntStream;

/**
 * What is seen of the backdrop through a thing: between the legs of a chair, or in a handle. A hole
 * has the backdrop's color and a hard edge. A white part of a thing before white has shades of its
 * own, or fades into such.
 */
final class Holes {
  /** A pixel farther than this from the backdrop's color is clearly the thing's. */
  private static final double CLEAR = 20;

  /** Pixels between a hole and what is clearly the thing's, if the hole's edge is hard. */
  private static final int NEAR = 2;

  /** Least part of a hole's border that is hard. */
  private static final double LEAST_HARD = 0.75;

  private Holes() {}

  /**
   * {@return the pixels of the holes}
   *
   * @param thing what is not backdrop, with the backdrop that it encloses
   * @param depth pixels nearer than this to the backdrop's color are taken for it
   */
  static Mask of(LabPicture picture, Backdrop backdrop, Mask thing, double depth) {
    boolean[] like = new boolean[picture.pixels()];
    for (int i = 0; i < like.length; i++) {
      like[i] = thing.set()[i] && picture.distance(i, backdrop.color()) < depth;
    }
    Mask enclosed = new Mask(picture.width(), picture.height(), like);
    Mask holes = Mask.none(picture.width(), picture.height());
    for (Region region : Region.of(enclosed, thing)) {
      int[] border = IntStream.of(region.pixels()).filter(enclosed::isEdge).toArray();
      long hard = IntStream.of(border).filter(i -> isNearThing(picture, backdrop, i)).count();
      if (hard >= LEAST_HARD * border.length) {
        IntStream.of(region.pixels()).forEach(i -> holes.set()[i] = true);
      }
    }
    return holes;
  }

  private static boolean isNearThing(LabPicture picture, Backdrop backdrop, int i) {
    int width = picture.width();
    int bottom = Math.min(picture.height() - 1, i / width + NEAR);
    int right = Math.min(width - 1, i % width + NEAR);
    for (int y = Math.max(0, i / width - NEAR); y <= bottom; y++) {
      for (int x = Math.max(0, i % width - NEAR); x <= right; x++) {
        if (picture.distance(y * width + x, backdrop.color()) >= CLEAR) {
          return true;
        }
      }
    }
    return false;
  }
}
