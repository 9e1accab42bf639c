package dev.vitrine.local.florence;

import java.util.Arrays;

/** A growing list of token ids. */
final class Tokens {
  private long[] ids = new long[64];
  private int size;

  void add(long id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, 2 * size);
    }
    ids[size++] = id;
  }

  int size() {
    return size;
  }

  long get(int at) {
    return ids[at];
  }

  /** {@return whether the last {@code count} ids are those that begin at {@code from}} */
  boolean repeatsAtEnd(int from, int count) {
    return Arrays.equals(ids, from, from + count, ids, size - count, size);
  }

  long[] toArray() {
    return Arrays.copyOf(ids, size);
  }
}
