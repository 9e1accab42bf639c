package dev.vitrine.local.florence;

import java.util.ArrayDeque;
import java.util.Deque;

/** Parts that were opened, to be closed in the reverse order. */
final class Opened implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T one) {
    open.push(one);
    return one;
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("a part of the model could not be closed", e);
      }
    }
  }
}
