package dev.vitrine.local.painter;

/** Pseudo-random numbers: the same seed gives the same, and the next seed unrelated ones. */
final class Dice {
  private Dice() {}

  /** Stafford's variant 13 of the MurmurHash3 finalizer, over both. */
  static long mixed(long seed, long salt) {
    long z = seed * 0xD1342543DE82EF95L + salt * 0xAEF17502108EF2D9L + 0x632BE59BD9B4E019L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
