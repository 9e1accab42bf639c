package dev.vitrine.tools.quality;

import java.util.List;

/** Points AWS' clients at a server of a test. */
final class Loopback {
  private static final List<String> NAMES =
      List.of("aws.endpointUrl", "aws.region", "aws.accessKeyId", "aws.secretAccessKey");

  private Loopback() {}

  /** Runs something whose AWS clients call that address. */
  static void at(String url, Runnable test) {
    List<String> values = List.of(url, "us-east-1", "any", "any");
    for (int i = 0; i < NAMES.size(); i++) {
      System.setProperty(NAMES.get(i), values.get(i));
    }
    try {
      test.run();
    } finally {
      NAMES.forEach(System::clearProperty);
    }
  }
}
