package dev.vitrine.measure;

import dev.vitrine.decode.Resampler;
import dev.vitrine.image.DetectedBoxes;
import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The product in a small picture, and how surely it is told from its background. More counts as
 * product than {@link Foreground} measures: a shallow flood stops at the faint edge of a white sole
 * before white paper. What it leaves of shadows is told from the product by its edge: a shadow
 * fades into the backdrop on all sides, and a product nowhere does for long. Where a captioner has
 * looked, what meets none of its boxes is no product either. Its boxes make no silhouette sure that
 * is unsure without them.
 *
 * @param product what must be kept
 * @param shadow what fades into the backdrop, and what is no product by the captioner's boxes
 * @param slope of the light on the backdrop
 * @param backdrop of the picture without that slope
 * @param depth of the flood: pixels nearer than this to the backdrop's color are taken for it
 * @param separation whether to rely on it
 */
record Silhouette(
    Mask product,
    Mask shadow,
    Slope slope,
    Backdrop backdrop,
    double depth,
    Separation separation) {
  private static final int SIDE = 256;

  /** A pixel of the frame this near to the backdrop's color agrees with it. */
  private static final double AGREES = 5;

  private static final double LEAST_AGREEING = 0.92;
  private static final double SHALLOWEST = 2.5;
  private static final double DEEPEST = 6;
  private static final double NOISES = 1.5;

  /**
   * Greatest sharpness of a shadow's edge, and least sharpness of a product's: how much of the
   * difference within three pixels there is within one. Shadows of the shops' pictures that were
   * looked at have 0.26 to 0.5, products 0.61 to 0.95.
   */
  private static final double SHADOW_EDGE = 0.5;

  private static final double PRODUCT_EDGE = 0.6;

  /** Where a shadow ends at its product, colors differ by so much within two pixels. */
  private static final double HARD_STEP = 12;

  /** Least part of the shadow's border to its product where they do. */
  private static final double LEAST_HARD = 0.75;

  /** Anything farther from the backdrop's color is no soft shadow. */
  private static final double DARKEST_SHADOW = 50;

  /** Where the product's outline differs by less within two pixels, it may be anywhere. */
  private static final double SOFT_STEP = 4;

  private static final double MOST_SOFT = 0.06;

  /** Most that may be either, as a part of the product. */
  private static final double MOST_UNDECIDED = 0.04;

  /** Most pixels of fine lines and specks apart from the product, as a part of it. */
  private static final double MOST_FINE = 0.01;

  private static final int NEAR = 3;

  /** Shares of the picture. */
  private static final double LEAST_AREA = 0.02;

  private static final double MOST_AREA = 0.85;

  /** Largest part of the product that may look like the backdrop. */
  private static final double MOST_HOLLOW = 0.15;

  private static final int MOST_PARTS = 24;
  private static final double PART = 0.01;

  /**
   * A silhouette while it is being found.
   *
   * @param core what does not fade into the backdrop
   */
  private record Finding(LabPicture picture, Backdrop backdrop, double depth, Mask core) {

    /**
     * {@return how much the distances from the backdrop's color differ around a pixel}
     *
     * @param by pixels to each side
     * @param beside pixels that do not count
     */
    double range(int i, int by, Mask beside) {
      int width = picture.width();
      int bottom = Math.min(picture.height() - 1, i / width + by);
      int right = Math.min(width - 1, i % width + by);
      double least = Double.MAX_VALUE;
      double most = 0;
      for (int y = Math.max(0, i / width - by); y <= bottom; y++) {
        for (int x = Math.max(0, i % width - by); x <= right; x++) {
          if (!beside.set()[y * width + x]) {
            double distance = picture.distance(y * width + x, backdrop.color());
            least = Math.min(least, distance);
            most = Math.max(most, distance);
          }
        }
      }
      return most - least;
    }
  }

  private enum PixelKind {
    SHADOW,
    PRODUCT,
    EITHER
  }

  /**
   * @param image of any size
   * @param boxes where a captioner sees products; null if it saw none, or did not look
   */
  static Silhouette of(BufferedImage image, @Nullable DetectedBoxes boxes) {
    LabPicture uneven = LabPicture.of(Resampler.shrink(image, SIDE));
    Slope slope = Slope.of(uneven, Backdrop.of(uneven).frame());
    LabPicture picture = slope.removed(uneven);
    Backdrop backdrop = Backdrop.of(picture);
    double depth = depth(picture, backdrop);
    if (!isEven(picture, backdrop)) {
      Mask none = Mask.none(picture.width(), picture.height());
      return new Silhouette(none, none, slope, backdrop, depth, Separation.SCENE);
    }
    Finding finding =
        new Finding(picture, backdrop, depth, Flood.unshaded(picture, backdrop, depth));
    Mask detached = Flood.shadows(picture, backdrop, depth);
    Mask dry = Flood.dry(picture, backdrop, depth);
    Mask all = dry.opened(1).without(detached);
    Mask fine = dry.without(all.dilated(NEAR)).without(detached.dilated(NEAR));
    return of(finding, slope, all, detached, fine.count(), boxes);
  }

  private static Silhouette of(
      Finding finding,
      Slope slope,
      Mask all,
      Mask detached,
      int fine,
      @Nullable DetectedBoxes boxes) {
    Mask shadow = Mask.none(all.width(), all.height());
    Mask either = Mask.none(all.width(), all.height());
    Mask faded = all.without(finding.core);
    for (Region region : Region.of(faded, faded)) {
      switch (part(finding, region, all)) {
        case SHADOW -> IntStream.of(region.pixels()).forEach(i -> shadow.set()[i] = true);
        case EITHER -> IntStream.of(region.pixels()).forEach(i -> either.set()[i] = true);
        case PRODUCT -> {}
      }
    }
    Mask product = all.without(shadow);
    // What holds it together is no shadow.
    Mask undecided = parts(product) > parts(all) ? all : either;
    Mask kept = product;
    Separation separation = separation(finding, product, fine, undecided.count());
    if (boxes != null && separation.isSure()) {
      BoxedParts boxed = BoxedParts.of(product, boxes);
      kept = boxed.kept();
      separation =
          boxed.separation().isSure()
              ? separation(finding, kept, fine, undecided.within(kept).count())
              : boxed.separation();
    }
    Mask left = shadow.with(detached).with(product.without(kept));
    return new Silhouette(kept, left, slope, finding.backdrop, finding.depth, separation);
  }

  /** {@return whether the frame is even, so that there is a backdrop} */
  private static boolean isEven(LabPicture picture, Backdrop backdrop) {
    int[] frame = backdrop.frame();
    long agreeing =
        IntStream.of(frame).filter(i -> picture.distance(i, backdrop.color()) < AGREES).count();
    return agreeing >= LEAST_AGREEING * frame.length;
  }

  private static double depth(LabPicture picture, Backdrop backdrop) {
    double noise = backdrop.noise(picture, AGREES);
    return Math.min(DEEPEST, Math.max(SHALLOWEST, NOISES * noise));
  }

  /** {@return whether a region that fades into the backdrop is a shadow, the product, or either} */
  private static PixelKind part(Finding finding, Region region, Mask all) {
    Mask none = Mask.none(all.width(), all.height());
    double sharpness = 0;
    int edge = 0;
    int border = 0;
    int hard = 0;
    double darkest = 0;
    for (int i : region.pixels()) {
      darkest = Math.max(darkest, finding.picture.distance(i, finding.backdrop.color()));
      if (all.isEdge(i)) {
        edge++;
        double range = finding.range(i, 3, finding.core);
        sharpness += range == 0 ? 1 : finding.range(i, 1, finding.core) / range;
      }
      if (finding.core.touches(i)) {
        border++;
        hard += finding.range(i, 2, none) >= HARD_STEP ? 1 : 0;
      }
    }
    if (edge == 0 || sharpness >= PRODUCT_EDGE * edge) {
      return PixelKind.PRODUCT;
    }
    return sharpness <= SHADOW_EDGE * edge
            && hard >= LEAST_HARD * border
            && darkest <= DARKEST_SHADOW
        ? PixelKind.SHADOW
        : PixelKind.EITHER;
  }

  private static boolean isSoft(Finding finding, Mask product) {
    Mask none = Mask.none(product.width(), product.height());
    int[] edge = IntStream.of(product.pixels()).filter(product::isEdge).toArray();
    long soft = IntStream.of(edge).filter(i -> finding.range(i, 2, none) < SOFT_STEP).count();
    return soft > MOST_SOFT * edge.length;
  }

  private static Separation separation(Finding finding, Mask product, int fine, int undecided) {
    LabPicture picture = finding.picture;
    float[] color = finding.backdrop.color();
    double area = product.count();
    if (area < LEAST_AREA * picture.pixels()) {
      return Separation.HIDDEN;
    } else if (area > MOST_AREA * picture.pixels()) {
      return Separation.LARGE;
    } else if (undecided > MOST_UNDECIDED * area) {
      return Separation.SHADOW;
    } else if (fine > MOST_FINE * area || isSoft(finding, product)) {
      return Separation.FAINT;
    }
    Mask inner = product.eroded(2);
    long hollow =
        IntStream.of(inner.pixels())
            .filter(i -> picture.distance(i, color) < finding.depth)
            .count();
    if (hollow > MOST_HOLLOW * area) {
      return Separation.HOLLOW;
    } else if (parts(product) > MOST_PARTS) {
      return Separation.MANY;
    }
    return Skin.wearsBackdrop(picture, product) ? Separation.HIDDEN : Separation.SURE;
  }

  /** {@return the number of separate parts, without small ones} */
  private static long parts(Mask mask) {
    double least = PART * mask.count();
    return Region.of(mask, mask).stream().filter(part -> part.size() > least).count();
  }
}
