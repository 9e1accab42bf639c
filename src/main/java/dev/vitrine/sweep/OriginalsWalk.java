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

  /** A walk ends when less time is left: one page, and what is new on it. */
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

  /** Looks through as many originals as a sweep may, oldest bookmark first. */
  public void walk(Instant now, Visitor visitor) {
    Sweeping sweeping = new Sweeping(now, visitor);
    Deque<String> unfinished = new ArrayDeque<>();
    String last = bookmarks.lastSeller();
    Deque<String> next = new ArrayDeque<>();
    do {
      if (sweeping.isOver()) {
        bookmarks.keepLastSeller(last);
        return;
      }
      if (next.isEmpty()) {
        next.addAll(sweeping.sellers(last));
      } else {
        last = next.remove();
        if (!sweeping.hasEnded(last)) {
          unfinished.add(last);
        }
      }
    } while (!next.isEmpty() || sweeping.hasMoreSellers());
    bookmarks.keepLastSeller(null);
    while (!unfinished.isEmpty() && !sweeping.isOver()) {
      String seller = unfinished.remove();
      if (!sweeping.hasEnded(seller)) {
        unfinished.add(seller);
      }
    }
  }

  /** One sweep's walk. */
  private final class Sweeping {
    private final Instant now;
    private final Visitor visitor;
    private int pages = config.pages();
    private boolean moreSellers = true;

    Sweeping(Instant now, Visitor visitor) {
      this.now = now;
      this.visitor = visitor;
    }

    boolean isOver() {
      return pages <= 0 || Deadline.isNearerThan(LEFT);
    }

    List<String> sellers(@Nullable String after) {
      pages--;
      List<String> sellers = uploads.sellers(after);
      moreSellers = !sellers.isEmpty();
      return sellers;
    }

    boolean hasMoreSellers() {
      return moreSellers;
    }

    /** Gives a seller a turn. {@return whether the round has come to its end} */
    boolean hasEnded(String seller) {
      Bookmark at = bookmarks.of(seller).orElseGet(() -> Bookmark.first(now, config.window()));
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
