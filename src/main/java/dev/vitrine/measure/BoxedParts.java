package dev.vitrine.measure;

import dev.vitrine.image.Box;
import dev.vitrine.image.DetectedBoxes;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The parts of a silhouette that a captioner's boxes name. A part that meets no box is a prop or a
 * shadow. A part that meets one stays whole, so that a box which is a little too small cuts nothing
 * off.
 *
 * @param kept the parts that meet a box
 * @param separation whether silhouette and boxes agree on the product: {@link Separation#UNFILLED},
 *     {@link Separation#BEYOND} and {@link Separation#BESIDE} say how they do not
 */
record BoxedParts(Mask kept, Separation separation) {
  /**
   * Each box is taken as larger by this part of its width on the left and on the right, and of its
   * height above and below: captioners' boxes are off by about so much.
   */
  private static final double MARGIN = 0.1;

  /** Parts are one if they are this near to each other, pixels on both sides. */
  private static final int GAP = 1;

  /** A product's box that covers more of the picture says nothing of the product's size. */
  private static final double LARGEST = 0.9;

  /**
   * Least part of a box's width, and of its height, over which its product must stand out. An
   * object reaches all four sides of an exact box. Of a box that is a tenth too large on each side
   * it reaches over 0.83, and over 0.75 if that box has slipped by two tenths as well.
   */
  private static final double LEAST_SPAN = 0.67;

  /**
   * Least part of a box's area that must stand out; else it may be the outline of something whose
   * inside looks like the backdrop. Of the shops' pictures that were looked at, the sparsest fills
   * 0.28 of its own box, all others at least 0.59.
   */
  private static final double LEAST_FILL = 0.15;

  /** Most of the kept parts that may lie outside of all boxes; else backdrop is among them. */
  private static final double MOST_BEYOND = 0.25;

  /**
   * Largest size of what meets no box, as a part of what is kept. What is larger may be a product
   * that the captioner missed.
   */
  private static final double MOST_BESIDE = 0.5;

  /**
   * @param product what stands out from the backdrop, without shadows
   */
  static BoxedParts of(Mask product, DetectedBoxes boxes) {
    Mask near = covered(product, boxes.both(), MARGIN);
    boolean[] set = new boolean[product.set().length];
    Mask joined = product.dilated(GAP);
    for (Region part : Region.of(joined, joined)) {
      int[] pixels = IntStream.of(part.pixels()).filter(i -> product.set()[i]).toArray();
      if (IntStream.of(pixels).anyMatch(i -> near.set()[i])) {
        IntStream.of(pixels).forEach(i -> set[i] = true);
      }
    }
    Mask kept = new Mask(product.width(), product.height(), set);
    return new BoxedParts(kept, separation(product, kept, near, boxes.products()));
  }

  private static Separation separation(Mask product, Mask kept, Mask near, List<Box> products) {
    double size = kept.count();
    if (products.stream().anyMatch(box -> box.area() <= LARGEST && !isFilled(box, kept))) {
      return Separation.UNFILLED;
    } else if (kept.without(near).count() > MOST_BEYOND * size) {
      return Separation.BEYOND;
    }
    return product.count() - size > MOST_BESIDE * size ? Separation.BESIDE : Separation.SURE;
  }

  private static boolean isFilled(Box box, Mask kept) {
    Mask within = kept.within(covered(kept, List.of(box), 0));
    Box seen = within.box();
    return within.count() >= LEAST_FILL * box.area() * kept.set().length
        && seen.width() >= LEAST_SPAN * box.width()
        && seen.height() >= LEAST_SPAN * box.height();
  }

  /**
   * {@return the pixels whose middle lies in a box}
   *
   * @param margin by which each box is larger on each side, as a part of its width and height
   */
  private static Mask covered(Mask size, List<Box> boxes, double margin) {
    boolean[] set = new boolean[size.set().length];
    for (Box box : boxes) {
      double left = box.left() - margin * box.width();
      double right = box.right() + margin * box.width();
      double top = box.top() - margin * box.height();
      double bottom = box.bottom() + margin * box.height();
      for (int i = 0; i < set.length; i++) {
        double x = (i % size.width() + 0.5) / size.width();
        double y = (i / size.width() + 0.5) / size.height();
        set[i] |= x >= left && x < right && y >= top && y < bottom;
      }
    }
    return new Mask(size.width(), size.height(), set);
  }
}
