package dev.vitrine.restyle;

import dev.vitrine.image.PictureRef;

/** Paints a picture anew. */
public interface Restyler {

  /**
   * @throws dev.vitrine.endpoint.ModelUnavailableException if the model cannot answer now; the
   *     message stays in its queue and is tried again
   * @throws dev.vitrine.endpoint.ModelRefusedException caught by state StoreRestyle
   */
  Painting paint(PaintRequest request);

  /**
   * What is painted, how, and for whom.
   *
   * @param original the picture that the canvas shows
   * @param canvas the model's size, see {@link CanvasSize}
   * @param strength how much is painted anew, from 0 to 1
   * @param task token of the task that needs the painting: one that comes again gets the same
   */
  record PaintRequest(
      PictureRef original,
      InitImage canvas,
      String prompt,
      long seed,
      double strength,
      String task) {}

  /**
   * What is painted over.
   *
   * @param jpeg exactly {@code size}
   */
  record InitImage(byte[] jpeg, CanvasSize size) {}

  /**
   * The result.
   *
   * @param image PNG or JPEG of the canvas' size
   * @param seed the seed that was used
   * @param engine what made it
   */
  record Painting(byte[] image, long seed, String engine) {}
}
