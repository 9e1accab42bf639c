package dev.vitrine.local;

/**
 * The names of the executions that wait, in memory as 64-bit hashes: with a million of them two
 * equal ones are as good as impossible. Written by hand, because a HashSet of a million takes more
 * than 50 MB of local mode's heap of 320, and this at most 17. Safe for many threads.
 */
final class WaitingNames {
  private static final int FIRST_SLOTS = 1 << 10;

  /** Hashes at the slot that they name, or behind it; 0 is a free slot. */
  private long[] slots = new long[FIRST_SLOTS];

  private int size;

  /** {@return whether the name is new} */
  synchronized boolean add(String name) {
    if (4L * size >= 3L * slots.length) {
      grow();
    }
    long hash = hash(name);
    int slot = slotOf(hash);
    boolean isNew = slots[slot] == 0;
    slots[slot] = hash;
    size += isNew ? 1 : 0;
    return isNew;
  }

  /** Does nothing if the name is not there. */
  synchronized void remove(String name) {
    int free = slotOf(hash(name));
    if (slots[free] == 0) {
      return;
    }
    size--;
    // A hash behind the free slot moves into it, unless its own slot is behind the free one too.
    for (int at = next(free); slots[at] != 0; at = next(at)) {
      if (distance(slots[at], at) >= distance(free, at)) {
        slots[free] = slots[at];
        free = at;
      }
    }
    slots[free] = 0;
  }

  private void grow() {
    long[] all = slots;
    slots = new long[2 * all.length];
    for (long hash : all) {
      if (hash != 0) {
        slots[slotOf(hash)] = hash;
      }
    }
  }

  /** {@return where the hash is, or else the free slot where it would be} */
  private int slotOf(long hash) {
    int slot = (int) hash & (slots.length - 1);
    while (slots[slot] != 0 && slots[slot] != hash) {
      slot = next(slot);
    }
    return slot;
  }

  private int next(int slot) {
    return (slot + 1) & (slots.length - 1);
  }

  /**
   * {@return how many slots lie from one to another}
   *
   * @param from a slot, or a hash, which names one
   */
  private int distance(long from, int to) {
    return (to - (int) from) & (slots.length - 1);
  }

  /** FNV-1a, of 64 bits; never 0. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash == 0 ? 1 : hash;
  }
}
