package dev.vitrine.tools.quality;

import dev.vitrine.image.Sha256;

/**
 * Which half of the labelled pictures: thresholds are fitted on one and tried on the other. A
 * picture's path alone decides, so that none changes sides when others come.
 */
enum Part {
  FIT,
  HELD_OUT,
  ALL;

  boolean has(String path) {
    return this == ALL || (this == FIT) == even(path);
  }

  private static boolean even(String path) {
    return Sha256.of(path)[0] % 2 == 0;
  }

  /** {@return as it is written on the command line} */
  String word() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
