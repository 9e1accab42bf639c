package dev.vitrine.local.eyes;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A model's text side, opened for the first reader and closed after the last: it is in memory once,
 * however many read at the same time, and not at all while nobody does.
 */
final class TextReading {
  private final Supplier<TextSide> opening;
  private @Nullable TextSide open;
  private int readers;

  TextReading(Supplier<TextSide> opening) {
    this.opening = opening;
  }

  /**
   * {@return what the work gives}
   *
   * @param work may use the side until it returns
   * @throws IllegalStateException if the text side cannot be opened
   */
  <R> R read(Function<TextSide, R> work) {
    TextSide side = enter();
    try {
      return work.apply(side);
    } finally {
      leave(side);
    }
  }

  private synchronized TextSide enter() {
    TextSide side = open == null ? opening.get() : open;
    open = side;
    readers++;
    return side;
  }

  private synchronized void leave(TextSide side) {
    readers--;
    if (readers == 0) {
      open = null;
      side.close();
    }
  }
}
