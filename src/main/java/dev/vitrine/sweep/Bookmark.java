package dev.vitrine.sweep;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the originals of a seller have been looked through. A round goes from the first key to
 * the last one, in as many sweeps as it takes. Only originals that were written since the round
 * before are looked up in the catalog.
 *
 * @param after key after which the round goes on; null at its begin
 * @param begun when the round began
 * @param from originals that were written earlier have been looked up in rounds before
 * @param failed whether an original of this round could not be looked up
 */
record Bookmark(@Nullable String after, Instant begun, Instant from, boolean failed) {
  /** Longest time for which originals that could not be looked up are tried again. */
  private static final Duration LONGEST = Duration.ofDays(2);

  /**
   * {@return the begin of a seller's first round}
   *
   * @param window how far back it looks
   */
  static Bookmark first(Instant now, Duration window) {
    return new Bookmark(null, now, now.minus(window), false);
  }

  /** {@return the bookmark after a page of the round} */
  Bookmark at(String last, boolean pageFailed) {
    return new Bookmark(last, begun, from, failed || pageFailed);
  }

  /**
   * {@return the begin of the next round} It looks up again what this round may have found too
   * young, and what it could not look up.
   *
   * @param patience age from which an original is looked up
   */
  Bookmark nextRound(Instant now, boolean pageFailed, Duration patience) {
    // Twice the patience, because S3's clock may differ from ours and tells whole seconds.
    Instant looked = begun.minus(patience.multipliedBy(2));
    Instant again = from.isAfter(now.minus(LONGEST)) ? from : now.minus(LONGEST);
    boolean repeats = (failed || pageFailed) && again.isBefore(looked);
    return new Bookmark(null, now, repeats ? again : looked, false);
  }
}
