package dev.vitrine.local.s3;

import dev.vitrine.local.store.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Numbers object writes as S3 does: each sequencer is greater than all before it, also after a
 * restart and when the clock was set back. Numbers are microseconds since 1970 where the clock
 * allows it.
 */
final class Sequencer {
  /** How far the file runs ahead of the numbers given out, so that it is written but rarely. */
  private static final long AHEAD = 60_000_000;

  private final Path file;
  private final Clock clock;
  private long last;
  private long limit;

  /**
   * @param file holds a number greater than any given out
   * @throws IOException when it cannot be read, or holds something else
   */
  Sequencer(Path file, Clock clock) throws IOException {
    this.file = file;
    this.clock = clock;
    if (Files.exists(file)) {
      String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
      try {
        this.limit = Long.parseLong(text, 16);
      } catch (NumberFormatException e) {
        throw new IOException(file + " does not hold a hexadecimal number: " + text, e);
      }
    }
    this.last = limit;
  }

  /**
   * @return 16 upper-case hexadecimal digits
   */
  synchronized String next() {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    last = Math.max(last + 1, now);
    if (last > limit) {
      reserve(last + AHEAD);
    }
    return format(last);
  }

  private void reserve(long newLimit) {
    byte[] content = format(newLimit).getBytes(StandardCharsets.US_ASCII);
    try {
      DurableFile.replace(file, file.resolveSibling(file.getFileName() + ".new"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    limit = newLimit;
  }

  private static String format(long number) {
    return String.format("%016X", number);
  }
}
