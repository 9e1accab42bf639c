package dev.vitrine.decode;

import java.util.Arrays;
import java.util.Random;

/** Damages files, the same way each time. */
final class Mutations {
  private final Random random;

  Mutations(long seed) {
    this.random = new Random(seed);
  }

  byte[] of(byte[] file) {
    byte[] damaged = file.clone();
    switch (random.nextInt(5)) {
      case 0 -> damaged = Arrays.copyOf(damaged, random.nextInt(file.length));
      case 1 -> damaged = Chunks.insert(damaged, position(file), bytes(1 + random.nextInt(40)));
      case 2 -> {
        int from = position(file);
        int to = Math.min(file.length, from + 1 + random.nextInt(64));
        damaged =
            Chunks.concat(Arrays.copyOf(file, from), Arrays.copyOfRange(file, to, file.length));
      }
      case 3 -> {
        int from = position(file);
        Arrays.fill(damaged, from, Math.min(file.length, from + 8), (byte) random.nextInt(-1, 1));
      }
      default -> {}
    }
    for (int i = random.nextInt(4); i > 0 && damaged.length > 0; i--) {
      damaged[position(damaged)] = (byte) random.nextInt();
    }
    return damaged;
  }

  /** Headers are where damage does most, so half the time in the first 64 bytes. */
  private int position(byte[] file) {
    return random.nextInt(random.nextBoolean() ? Math.min(64, file.length) : file.length);
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
