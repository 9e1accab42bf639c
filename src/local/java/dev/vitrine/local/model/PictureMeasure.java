package dev.vitrine.local.model;

import java.awt.image.BufferedImage;

/** Reads colours and background off a picture's pixels. */
@FunctionalInterface
public interface PictureMeasure {
  /**
   * Measures one picture.
   *
   * @param picture RGB, not to be changed; called from several threads at a time
   */
  Measured measure(BufferedImage picture);
}
