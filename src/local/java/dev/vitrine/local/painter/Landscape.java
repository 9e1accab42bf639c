package dev.vitrine.local.painter;

import static dev.vitrine.local.painter.Ramp.stop;

import java.util.SplittableRandom;

/** What stands before a night sky: two ranges of hills and, where there is room, a cypress. */
final class Landscape {
  private static final Ramp NEAR =
      Ramp.of(
          stop(0, 0x080c1c),
          stop(14, 0x10243a),
          stop(26, 0x1d4a55),
          stop(38, 0x4a7a60),
          stop(60, 0x9aa869));
  private static final Ramp FAR =
      Ramp.of(
          stop(0, 0x0a1026),
          stop(14, 0x142a5a),
          stop(28, 0x2a5590),
          stop(44, 0x6a9ab8),
          stop(60, 0x9ec0bc));
  private static final Ramp TREE =
      Ramp.of(
          stop(0, 0x0a0f14),
          stop(12, 0x14201c),
          stop(24, 0x2c3a22),
          stop(36, 0x5a5428),
          stop(60, 0x8a7434));
  private static final double TREE_WIDTH = 0.058;

  private final double size;
  private final double height;
  private final double phase;
  private final double treeX;
  private final double treeTop;
  private final boolean tree;

  /**
   * @param treeX pixels from the left; the tree is left out where it would hide or touch a product
   */
  Landscape(Clearing clearing, SplittableRandom random, double size, double height, double treeX) {
    this.size = size;
    this.height = height;
    this.treeX = treeX;
    phase = random.nextDouble();
    treeTop = height * random.nextDouble(0.2, 0.4);
    double room = TREE_WIDTH * 1.3 * size;
    tree =
        clearing.around(treeX, 0.5 * height) > room
            && clearing.around(treeX, 0.8 * height) > room
            && height > 0.6 * size;
  }

  boolean covers(double x, double y) {
    return y > farRidge(x) || isTree(x, y);
  }

  /** The stream function, see {@link StarrySky}: along ridges, up the tree. */
  double stream(double x, double y) {
    if (isTree(x, y)) {
      return (x - treeX) / size * 0.8 + 0.012 * Math.sin(21 * y / size + phase * 6);
    }
    double ridge = y > nearRidge(x) ? nearRidge(x) : farRidge(x);
    return (y - ridge) / size * 0.8 + 0.3 * (ridge - height) / size;
  }

  PaintColor colour(double x, double y, double stream) {
    double band = 0.5 + 0.5 * Math.sin(2 * Math.PI * (38 * stream + phase));
    if (isTree(x, y)) {
      double edge = (1 - Math.abs(x - treeX) / treeHalfWidth(y)) * 4;
      return TREE.at(4 + Math.min(1, edge) * (4 + 26 * band));
    }
    boolean near = y > nearRidge(x);
    double depth = (y - (near ? nearRidge(x) : farRidge(x))) / size;
    double lightness = 6 + Math.min(1, depth / 0.012) * (10 + 26 * band);
    return (near ? NEAR : FAR).at(lightness);
  }

  private boolean isTree(double x, double y) {
    return tree && Math.abs(x - treeX) < treeHalfWidth(y);
  }

  /** 0 above the top; licks like a flame below it. */
  private double treeHalfWidth(double y) {
    double down = (y - treeTop) / (height - treeTop);
    if (down <= 0) {
      return 0;
    }
    double lick = 1 + 0.16 * Math.sin(17 * down + 6 * phase) + 0.1 * Math.sin(41 * down);
    return TREE_WIDTH * size * Math.pow(down, 0.75) * lick;
  }

  private double farRidge(double x) {
    double u = x / size;
    return height * 0.88
        - 0.035 * size * Math.sin(2 * Math.PI * (0.8 * u + 1.7 * phase))
        - 0.02 * size * Math.sin(2 * Math.PI * (1.9 * u + 3.1 * phase));
  }

  private double nearRidge(double x) {
    double u = x / size;
    return height * 0.95 - 0.025 * size * Math.sin(2 * Math.PI * (0.6 * u + 2.9 * phase));
  }
}
