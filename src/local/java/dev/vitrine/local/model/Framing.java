package dev.vitrine.local.model;

/**
 * The square of a picture that the model looks at.
 *
 * @param left of the part that is shown, in pixels of the picture; likewise top, width, height
 * @param fill 0xRRGGBB around that part where it is not square
 * @param plain whether the background is one colour, so that the part is the object's own box
 */
record Framing(int left, int top, int width, int height, int fill, boolean plain) {
  Framing {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("nothing to see: " + width + " x " + height);
    }
  }

  int side() {
    return Math.max(width, height);
  }
}
