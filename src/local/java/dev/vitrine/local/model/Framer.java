package dev.vitrine.local.model;

import java.util.Arrays;

/**
 * Finds the part of a picture worth looking at: the object's box where the background is plain,
 * else the square in the middle. The model was trained on pictures that their object fills; a small
 * product on a large white ground is named much worse.
 */
final class Framer {
  private static final int WORKING_SIDE = 256;
  private static final double FRAME = 0.03;
  private static final double MARGIN = 0.08;
  private static final float INLIER = 12;
  private static final double PLAIN_SHARE = 0.70;
  private static final float BACKGROUND = 10;

  private Framer() {}

  static Framing frame(Picture picture) {
    LabThumbnail small = LabThumbnail.shrunk(picture, WORKING_SIDE);
    float[] ground = small.medianOfFrame(FRAME);
    if (small.shareOfFrame(FRAME, ground, INLIER) < PLAIN_SHARE) {
      return middle(picture);
    }
    int[] box = box(opened(foreground(small, ground), small.width(), small.height()), small);
    int fill = small.nearestInFrame(FRAME, ground);
    if (box.length == 0) {
      return new Framing(0, 0, picture.width(), picture.height(), fill, true);
    }
    return withMargin(box, picture, small, fill);
  }

  private static Framing middle(Picture picture) {
    int side = Math.min(picture.width(), picture.height());
    int left = (picture.width() - side) / 2;
    int top = (picture.height() - side) / 2;
    return new Framing(left, top, side, side, 0, false);
  }

  private static Framing withMargin(int[] box, Picture picture, LabThumbnail small, int fill) {
    double scaleX = (double) picture.width() / small.width();
    double scaleY = (double) picture.height() / small.height();
    double left = box[0] * scaleX;
    double top = box[1] * scaleY;
    double right = box[2] * scaleX;
    double bottom = box[3] * scaleY;
    double margin = MARGIN * Math.max(right - left, bottom - top);
    int x0 = (int) Math.max(0, Math.floor(left - margin));
    int y0 = (int) Math.max(0, Math.floor(top - margin));
    int x1 = (int) Math.min(picture.width(), Math.ceil(right + margin));
    int y1 = (int) Math.min(picture.height(), Math.ceil(bottom + margin));
    return new Framing(x0, y0, x1 - x0, y1 - y0, fill, true);
  }

  /** Everything but what has the background's colour and hangs together with the picture's edge. */
  private static boolean[] foreground(LabThumbnail small, float[] ground) {
    int width = small.width();
    int height = small.height();
    boolean[] foreground = new boolean[width * height];
    Arrays.fill(foreground, true);
    int[] stack = new int[foreground.length];
    int depth = 0;
    for (int at = 0; at < foreground.length; at++) {
      int x = at % width;
      int y = at / width;
      boolean edge = x == 0 || x == width - 1 || y == 0 || y == height - 1;
      if (edge && small.distance(at, ground) < BACKGROUND) {
        foreground[at] = false;
        stack[depth++] = at;
      }
    }
    while (depth > 0) {
      int at = stack[--depth];
      int[] neighbours = {
        at % width > 0 ? at - 1 : -1, at % width < width - 1 ? at + 1 : -1, at - width, at + width
      };
      for (int next : neighbours) {
        if (next >= 0
            && next < foreground.length
            && foreground[next]
            && small.distance(next, ground) < BACKGROUND) {
          foreground[next] = false;
          stack[depth++] = next;
        }
      }
    }
    return foreground;
  }

  /** Morphological opening, 3 x 3: specks and hairlines do not widen the box. */
  private static boolean[] opened(boolean[] mask, int width, int height) {
    return grown(grown(mask, width, height, false), width, height, true);
  }

  /** Each pixel becomes {@code value} where it or one of its eight neighbours is. */
  private static boolean[] grown(boolean[] mask, int width, int height, boolean value) {
    boolean[] result = mask.clone();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (mask[y * width + x] == value) {
          for (int j = Math.max(0, y - 1); j <= Math.min(height - 1, y + 1); j++) {
            int row = j * width;
            Arrays.fill(result, row + Math.max(0, x - 1), row + Math.min(width, x + 2), value);
          }
        }
      }
    }
    return result;
  }

  /**
   * The smallest box around what stands out.
   *
   * @return left, top, right, bottom, the last two exclusive; empty when nothing stands out
   */
  private static int[] box(boolean[] mask, LabThumbnail small) {
    int[] box = {small.width(), small.height(), 0, 0};
    for (int at = 0; at < mask.length; at++) {
      if (mask[at]) {
        int x = at % small.width();
        int y = at / small.width();
        box[0] = Math.min(box[0], x);
        box[1] = Math.min(box[1], y);
        box[2] = Math.max(box[2], x + 1);
        box[3] = Math.max(box[3], y + 1);
      }
    }
    return box[2] == 0 ? new int[0] : box;
  }
}
