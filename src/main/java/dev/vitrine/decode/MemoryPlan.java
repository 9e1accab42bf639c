package dev.vitrine.decode;

import dev.vitrine.image.UnreadableImageException;

/**
 * The rows and columns of a picture to decode, so that a process of 512 MB can do it.
 *
 * @param step every step-th row and column is read
 * @param bytes of memory that decoding takes, the file included
 */
record MemoryPlan(int step, long bytes) {
  /** Memory of a 512 MB process that the JVM itself does not need. */
  static final long LARGEST = 400L << 20;

  /**
   * Pixels are left out to stay below this share of the memory; the rest is for the application
   * around the decoder.
   */
  private static final double COMFORTABLE = 0.85;

  /** Pictures that need less are read whole: a 24 megapixel JPEG does. */
  private static final long GENEROUS = 80L << 20;

  /**
   * @param budget bytes that any picture may take
   * @throws UnreadableImageException TOO_COSTLY when not even the fewest pixels that still make a
   *     full rendition fit into the budget
   */
  static MemoryPlan of(PictureFile file, int fileBytes, long budget)
      throws UnreadableImageException {
    long fixed = fileBytes + file.cost().wholeBytes();
    int longest = Math.max(file.frame().width, file.frame().height);
    int maxStep = file.cost().canSkip() ? Math.max(1, longest / DecodedPicture.LONGEST_SIDE) : 1;
    long comfortable = (long) (COMFORTABLE * Math.min(LARGEST, budget)) - fixed;
    int step = 1;
    while (step < maxStep && decoded(file, step) > Math.min(comfortable, GENEROUS)) {
      step++;
    }
    if (fixed + decoded(file, step) > Math.min(LARGEST, budget)) {
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
