package dev.vitrine.render;

import dev.vitrine.image.UnreadableImageException;

/**
 * How much of a picture is decoded so that a process of 512 MB can do it.
 *
 * @param step every step-th row and column is read
 * @param bytes memory that takes, with the file itself
 */
record MemoryPlan(int step, long bytes) {
  /** Of 512 MB, what is left beside the JVM itself. */
  static final long BUDGET = 400L << 20;

  /** Pixels are left out to stay below this, which leaves an application around it some room. */
  private static final long COMFORTABLE = 340L << 20;

  /** Up to here every pixel is read: a 24 megapixel JPEG fits in. */
  private static final long GENEROUS = 80L << 20;

  /**
   * @throws UnreadableImageException TOO_COSTLY when not even the fewest pixels that still make a
   *     full rendition fit into the budget
   */
  static MemoryPlan of(PictureFile file, int fileBytes) throws UnreadableImageException {
    long fixed = fileBytes + file.cost().wholeBytes();
    int longest = Math.max(file.frame().width, file.frame().height);
    int maxStep = file.cost().canSkip() ? Math.max(1, longest / DecodedPicture.LONGEST_SIDE) : 1;
    int step = 1;
    while (step < maxStep && decoded(file, step) > Math.min(COMFORTABLE - fixed, GENEROUS)) {
      step++;
    }
    if (fixed + decoded(file, step) > BUDGET) {
      throw Rejection.TOO_COSTLY.because(file.formatName(), Rejection.millions(file.pixels()));
    }
    return new MemoryPlan(step, fixed + decoded(file, step));
  }

  private static long decoded(PictureFile file, int step) {
    long across = (file.frame().width + step - 1) / step;
    long down = (file.frame().height + step - 1) / step;
    return across * down * file.cost().bytesPerPixel();
  }
}
