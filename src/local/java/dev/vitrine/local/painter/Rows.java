package dev.vitrine.local.painter;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Spreads work over the cores. What runs side by side writes to places of its own and reads none of
 * the others', so the result never depends on how many cores there are.
 */
final class Rows {
  private Rows() {}

  static void parallel(int count, IntConsumer row) {
    IntStream.range(0, count).parallel().forEach(row);
  }
}
