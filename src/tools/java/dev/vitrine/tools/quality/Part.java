package dev.vitrine.tools.quality;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

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
    try {
      byte[] utf8 = path.getBytes(StandardCharsets.UTF_8);
      return MessageDigest.getInstance("SHA-256").digest(utf8)[0] % 2 == 0;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** {@return as it is written on the command line} */
  String word() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
