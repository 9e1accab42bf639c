package dev.vitrine.local.model;

import java.awt.image.BufferedImage;

/** The stand-ins' look at a picture, once for both endpoints. */
final class Sight implements AutoCloseable {
  /** The network's answer for a picture, and its measured colors; not its pixels. Some 4 kB. */
  record Seen(Recognition recognition, Measured measured) {}

  private final PictureClassifier classifier;
  private final OncePerPicture<Seen> seen;

  Sight(PictureClassifier classifier, PictureMeasure measure) {
    this.classifier = classifier;
    this.seen =
        new OncePerPicture<>(
            bytes -> {
              Picture picture = Picture.decode(bytes);
              Recognition recognition = classifier.recognise(picture);
              return new Seen(recognition, measure.measure(picture.image()));
            });
  }

  /**
   * @param bytes a JPEG, PNG or WebP file
   * @throws EndpointException INVALID_IMAGE or IMAGE_TOO_LARGE
   */
  Seen look(byte[] bytes) {
    return seen.of(bytes);
  }

  /** Runs the network once, on a blank picture. */
  void warmUp() {
    classifier.recognise(new Picture(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB)));
  }

  @Override
  public void close() {
    classifier.close();
  }
}
