package dev.vitrine.restyle;

import dev.vitrine.endpoint.AsynchronousEndpoints.Submission;
import dev.vitrine.image.PictureRef;

/** Paints a picture anew. */
public interface Restyler {

  /**
   * @param picture the model's size, see {@link CanvasSize}
   * @throws dev.vitrine.endpoint.ModelUnavailableException if the model cannot answer now; the
   *     message stays in its queue and is tried again
   * @throws dev.vitrine.endpoint.ModelRefusedException caught by state StoreRestyle
   */
  Painting paint(InitImage picture, String prompt, long seed, double strength);

  /**
   * Sends the request to an asynchronous engine, without waiting for the picture.
   *
   * @param original the picture that the canvas shows
   * @param taskToken of the task that then waits
   */
  Submission submit(
      PictureRef original,
      InitImage picture,
      String prompt,
      long seed,
      double strength,
      String taskToken);

  /**
   * Reads the answer to a {@link #submit}; throws what {@link #paint} throws.
   *
   * @param location of the answer, {@code s3://...}
   * @param seed that was asked for
   */
  Painting readAnswer(String location, long seed);

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
