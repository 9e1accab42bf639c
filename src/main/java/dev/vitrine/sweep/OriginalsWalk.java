package dev.vitrine.sweep;

import dev.vitrine.table.Deadline;
import dev.vitrine.upload.Uploads;
import dev.vitrine.upload.Uploads.Listed;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the originals, a bounded number of pages of 1,000 a sweep, and goes on where the
 * sweep before ended. Sellers take turns, so that one's ten million do not delay another's ten.
 * Holds one page in memory. docs/decisions/0025-a-bookmark-per-seller.md says why.
 */
@ApplicationScoped
public class OriginalsWalk {
  /** Pages of one seller before it is another's turn. */
  private static final int TURN = 50;

  /** Time for one more page and the new originals on it; a walk ends when less is left. */
  private static final Duration LEFT = Duration.ofSeconds(45);

  private final Uploads uploads;
  private final Bookmarks bookmarks;
  private final SweepConfig config;

  OriginalsWalk(Uploads uploads, Bookmarks bookmarks, SweepConfig config) {
    this.uploads = uploads;
    this.bookmarks = bookmarks;
    this.config = config;
  }

  /** What is done with an original that may have no record. */
  public interface Visitor {
    /** {@return whether it was looked up; if not, it is tried again in the next round} */
    boolean visit(Listed original);
  }

  /**
   * Looks through as many originals as a sweep may. Each seller gets a turn, beginning after the
   * one who had the last turn; when all have had one, those who need more go on in turns.
   *
   * @return how long the slowest round of the visited sellers has lasted so far; zero if none was
   *     visited
   */
  public Duration walk(Instant now, Visitor visitor) {
    Sweeping sweeping = new Sweeping(now, visitor);
    Deque<String> unfinished = new ArrayDeque<>();
    String last = bookmarks.lastSeller();
    while (!sweeping.isOver()) {
      List<String> sellers = sweeping.sellers(last);
      if (sellers.isEmpty()) {
        bookmarks.keepLastSeller(null);
        sweeping.goOn(unfinished);
        return sweeping.slowest;
      }
      for (String seller : sellers) {
        if (sweeping.isOver()) {
          break;
        }
        last = seller;
        if (!sweeping.hasEnded(seller)) {
          unfinished.add(seller);
        }
      }
    }
    bookmarks.keepLastSeller(last);
    return sweeping.slowest;
  }

  /** One sweep's walk. */
  private final class Sweeping {
    private final Instant now;
    private final Visitor visitor;
    private int pages = config.pages();
    private Duration slowest = Duration.ZERO;

    Sweeping(Instant now, Visitor visitor) {
      this.now = now;
      this.visitor = visitor;
    }

    boolean isOver() {
      return pages <= 0 || Deadline.isNearerThan(LEFT);
    }

    List<String> sellers(@Nullable String after) {
      pages--;
      return uploads.sellers(after);
    }

    /** Gives more turns to sellers until each has come to the end of its round. */
    void goOn(Deque<String> unfinished) {
      while (!unfinished.isEmpty() && !isOver()) {
        String seller = unfinished.remove();
        if (!hasEnded(seller)) {
          unfinished.add(seller);
        }
      }
    }

    /** Gives a seller a turn. {@return whether the round has come to its end} */
    boolean hasEnded(String seller) {
      Bookmark at = bookmarks.of(seller).orElseGet(() -> Bookmark.first(now, config.window()));
      Duration lasted = Duration.between(at.begun(), now);
      slowest = lasted.compareTo(slowest) > 0 ? lasted : slowest;
      boolean hasEnded = false;
      for (int page = 0; page < TURN && !hasEnded && !isOver(); page++) {
        pages--;
        Uploads.Page listed =
            uploads.originals(seller, at.after(), at.from(), now.minus(config.patience()));
        boolean failed = false;
        for (Listed original : listed.originals()) {
          failed |= !visitor.visit(original);
        }
        hasEnded = listed.last() == null;
        at =
            listed.last() == null
                ? at.nextRound(now, failed, config.patience())
                : at.at(listed.last(), failed);
      }
      bookmarks.keep(seller, at);
      return hasEnded;
    }
  }
}
