package dev.vitrine.measure;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tells the person who wears a product from the product. Hue and chroma alone would take a tan bag
 * for skin. So something else must be large, and what looks like skin must lie around it as head,
 * arms and legs lie around clothes.
 */
final class Skin {
  private static final double DARKEST = 22;
  private static final double LIGHTEST = 92;
  private static final double LEAST_CHROMA = 8;
  private static final double MOST_CHROMA = 46;

  /**
   * From {@link #MOST_CHROMA} to this chroma a pixel is leather or wood, which looks like skin in
   * weak light.
   */
  private static final double LEATHER_CHROMA = 58;

  /**
   * With more pixels of leather than this part of those that look like skin, all of them are
   * leather.
   */
  private static final double MOST_LEATHER = 0.25;

  /**
   * Least and most yellow, as a multiple of red. Many tan products are in between; only their place
   * tells them from skin.
   */
  private static final double REDDEST = Math.tan(Math.toRadians(25));

  private static final double YELLOWEST = Math.tan(Math.toRadians(76));

  /** Shares of the object's area. */
  private static final double LEAST_SKIN = 0.03;

  private static final double MOST_SKIN = 0.7;
  private static final double LEAST_CLOTH = 0.12;
  private static final double SPECK = 0.004;

  /**
   * As parts of the object's height: the least height of a head above the clothes, and the longest
   * limb.
   */
  private static final double HEAD = 0.05;

  private static final double LONGEST_LIMB = 0.72;
  private static final double LARGEST_LIMB = 0.35;
  private static final double LEAST_CLOTH_HEIGHT = 0.2;

  /** Least part of a limb's border that is the border of the object too. */
  private static final double LIMB_RIM = 0.3;

  /** Least part of what is above the clothes that is skin; the rest is hair. */
  private static final double FACE = 0.25;

  private static final double HEAD_WIDTH = 0.75;

  /**
   * Least width between two arms, as a part of the width with the arms; and the least part of the
   * space between them that looks like the backdrop.
   */
  private static final double BODY_WIDTH = 0.22;

  private static final double HIDDEN_BODY = 0.7;

  private final Mask object;
  private final Mask skin;
  private final List<Region> limbs;
  private final Region whole;
  private final Region cloth;

  private Skin(Mask object, Mask skin, Region whole, Region cloth) {
    this.object = object;
    this.skin = skin;
    this.limbs =
        Region.of(skin, object).stream().filter(one -> one.size() >= SPECK * whole.size()).toList();
    this.whole = whole;
    this.cloth = cloth;
  }

  /**
   * @param object what is not backdrop
   * @return {@code inner}, without the skin of a person if there is one; all around the object if
   *     the person's clothes look like the backdrop
   */
  static Mask without(LabPicture picture, Mask object, Mask inner) {
    Mask skin = of(picture, object, LEAST_CHROMA, MOST_CHROMA).opened(1);
    Mask leather = of(picture, object, MOST_CHROMA, LEATHER_CHROMA);
    if (leather.count() > MOST_LEATHER * skin.count()) {
      return inner;
    }
    List<Region> wholes = Region.of(object, object);
    List<Region> cloths = Region.of(object.without(skin).opened(1), object);
    double all = object.count();
    if (wearsBackdrop(skin, object, SPECK * all)) {
      return Mask.all(picture.width(), picture.height()).without(object.dilated(2));
    }
    if (wholes.isEmpty() || cloths.isEmpty()) {
      return inner;
    }
    double share = skin.count() / all;
    Region cloth = cloths.get(0);
    if (share < LEAST_SKIN || share > MOST_SKIN || cloth.size() < LEAST_CLOTH * all) {
      return inner;
    }
    Skin parts = new Skin(object, skin, wholes.get(0), cloth);
    Mask left = inner.without(skin.dilated(2));
    return (parts.hasHead() || parts.hasLimbs()) && left.count() > SPECK * all ? left : inner;
  }

  /**
   * {@return whether a person wears clothes that look like the backdrop}
   *
   * @param object what is not backdrop
   */
  static boolean wearsBackdrop(LabPicture picture, Mask object) {
    Mask skin = of(picture, object, LEAST_CHROMA, MOST_CHROMA).opened(1);
    return wearsBackdrop(skin, object, SPECK * object.count());
  }

  /** {@return the object's pixels of skin's hue and lightness, and of a chroma in this range} */
  private static Mask of(LabPicture picture, Mask object, double least, double most) {
    boolean[] set = new boolean[picture.pixels()];
    for (int i = 0; i < set.length; i++) {
      double l = picture.l(i) / LabPicture.LIGHTNESS_WEIGHT;
      double a = picture.a(i);
      double b = picture.b(i);
      double squaredChroma = a * a + b * b;
      set[i] =
          object.set()[i]
              && l >= DARKEST
              && l <= LIGHTEST
              && squaredChroma >= least * least
              && squaredChroma <= most * most
              && b >= REDDEST * a
              && b <= YELLOWEST * a;
    }
    return new Mask(picture.width(), picture.height(), set);
  }

  /**
   * {@return whether the space between two arms, below a head or a waist, looks like the backdrop}
   */
  private static boolean wearsBackdrop(Mask skin, Mask object, double speck) {
    List<Region> parts =
        Region.of(skin, object).stream()
            .filter(one -> one.size() >= speck)
            .sorted(Comparator.comparingDouble(Region::centerX))
            .toList();
    if (parts.size() < 3) {
      return false;
    }
    Region first = parts.get(0);
    Region last = parts.get(parts.size() - 1);
    int bottom = Math.max(first.bottom(), last.bottom());
    int width = last.left() - first.right();
    return width >= BODY_WIDTH * (last.right() - first.left())
        && parts.stream()
            .filter(one -> one.left() > first.left() && one.right() < last.right())
            .filter(one -> one.bottom() < Math.min(first.middle(), last.middle()))
            .anyMatch(
                head -> {
                  long hidden =
                      IntStream.range(0, object.set().length)
                          .filter(i -> i / object.width() > head.bottom())
                          .filter(i -> i / object.width() <= bottom)
                          .filter(i -> i % object.width() > first.right())
                          .filter(i -> i % object.width() < last.left())
                          .filter(i -> !object.set()[i])
                          .count();
                  return hidden >= HIDDEN_BODY * (bottom - head.bottom()) * (width - 1);
                });
  }

  /** {@return whether something narrow, part skin and part hair, is above the clothes} */
  private boolean hasHead() {
    if (whole.height() < whole.right() - whole.left()
        || cloth.top() - whole.top() < HEAD * whole.height()) {
      return false;
    }
    int[] above =
        IntStream.of(object.pixels()).filter(i -> i / object.width() < cloth.top()).toArray();
    long face = IntStream.of(above).filter(i -> skin.set()[i]).count();
    int left = IntStream.of(above).map(i -> i % object.width()).min().orElse(0);
    int right = IntStream.of(above).map(i -> i % object.width()).max().orElse(0);
    return face >= FACE * above.length
        && right - left <= HEAD_WIDTH * (whole.right() - whole.left());
  }

  /** {@return whether skin reaches out from the clothes to both sides} */
  private boolean hasLimbs() {
    return cloth.height() >= LEAST_CLOTH_HEIGHT * whole.height()
        && limbs.stream().anyMatch(one -> isLimb(one) && one.centerX() < cloth.centerX())
        && limbs.stream().anyMatch(one -> isLimb(one) && one.centerX() > cloth.centerX());
  }

  private boolean isLimb(Region region) {
    return region.rim() >= LIMB_RIM
        && region.height() <= LONGEST_LIMB * whole.height()
        && region.size() <= LARGEST_LIMB * whole.size();
  }
}
