package dev.vitrine.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.Settings;
import dev.vitrine.image.ImageKey;
import dev.vitrine.table.Deadline;
import dev.vitrine.upload.NoUploads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Walks through a bucket whose pages are made when they are asked for: S3's order of keys, 1,000 a
 * page. What it lacks: the time that S3 takes for a page, throttling, and keys in the order of
 * other bytes than digits, which {@code S3UploadsTest} lists.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html">ListObjectsV2</a>
 */
class OriginalsWalkTest {
  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(15);
  private static final int MANY = 10_000_000;

  private final GeneratedBucket bucket = new GeneratedBucket();
  private final MemoryBookmarks bookmarks = new MemoryBookmarks();
  private final SweepConfig config = Settings.atDefaults(SweepConfig.class);
  private final List<String> visited = new ArrayList<>();
  private final Set<String> unreadable = new HashSet<>();
  private Instant now = NOW;

  @Test
  void amongTenMillionOriginalsOnlyTheNewOnesAreLookedUpAndASweepStaysBounded() {
    bucket.sellers.put("giant", MANY);
    sweeps(21); // the first round: nothing was written within six hours
    assertThat(visited).isEmpty();

    bucket.writtenLately.put("giant/00000007", now);
    bucket.writtenLately.put("giant/09999999", now);
    int pages = bucket.pages;
    sweeps(42);

    assertThat(visited).contains("giant/00000007", "giant/09999999").hasSizeLessThanOrEqualTo(4);
    assertThat(bucket.pages - pages).isLessThanOrEqualTo(42 * config.pages());
  }

  @Test
  void oneSellersMillionsDoNotDelayAnothersFew() {
    bucket.sellers.put("a-giant", 5_000_000);
    bucket.sellers.put("few", 3);
    sweeps(2);
    bucket.writtenLately.put("few/00000001", now);

    sweeps(3); // it is old enough for the third

    assertThat(visited).containsExactly("few/00000001");
  }

  @Test
  void whatIsWrittenBehindTheBookmarkIsFoundInTheNextRound() {
    bucket.sellers.put("giant", 1_000_000);
    sweeps(1); // half of it
    bucket.writtenLately.put("giant/00000000", now);

    sweeps(5);

    assertThat(visited).containsExactly("giant/00000000");
  }

  @Test
  void everyOriginalIsLookedUpExactlyWhenItIsOldEnoughWhereverTheRoundsAre() {
    bucket.sellers.put("giant", 1_600_000); // a round takes three sweeps and a part
    List<String> written = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String key = "giant/%08d".formatted((i * 397_001L) % 1_600_000);
      bucket.writtenLately.put(key, now.minusSeconds(i * 37L));
      written.add(key);
      sweeps(1);
    }
    sweeps(12);

    assertThat(new HashSet<>(visited)).isEqualTo(new HashSet<>(written));
    assertThat(visited)
        .as("a round looks up what is new, not all")
        .hasSizeLessThanOrEqualTo(3 * written.size());
  }

  @Test
  void anOriginalThatCouldNotBeLookedUpIsLookedUpInTheNextRound() {
    bucket.sellers.put("few", 3);
    sweeps(1);
    bucket.writtenLately.put("few/00000001", now);
    unreadable.add("few/00000001");
    sweeps(20);
    int tries = visited.size();
    unreadable.clear();
    sweeps(8);

    assertThat(tries).isGreaterThan(10);
    assertThat(visited.size() - tries).as("then it is done with").isBetween(1, 4);
  }

  @Test
  void aSweepEndsBeforeItsTimeOutAndTheNextGoesOnAfterTheSameSeller() {
    for (int i = 0; i < 5; i++) {
      bucket.sellers.put("seller" + i, 1);
    }
    Deadline.within(40_000, () -> swept());
    assertThat(bucket.listed).isEmpty();

    sweeps(1);
    assertThat(bucket.listed).containsOnlyKeys(bucket.sellers.keySet());
  }

  @Test
  void moreSellersThanASweepCanVisitAreVisitedByTheNextOnes() {
    for (int i = 0; i < 1_700; i++) {
      bucket.sellers.put("seller%04d".formatted(i), 1);
    }
    sweeps(4);

    assertThat(bucket.listed).hasSize(1_700);
    assertThat(Collections.max(bucket.listed.values())).isLessThanOrEqualTo(2);
  }

  @Test
  void aRoundSaysHowLongItHasLasted() {
    assertThat(swept()).as("without sellers").isZero();
    bucket.sellers.put("few", 3);
    assertThat(swept()).as("the first round begins").isZero();
    bucket.sellers.put("giant", 5_000_000);
    sweeps(9);

    assertThat(swept())
        .as("the giant's round has not ended")
        .isEqualTo(BETWEEN_SWEEPS.multipliedBy(9));
    sweeps(1);
    assertThat(swept()).isLessThanOrEqualTo(BETWEEN_SWEEPS.multipliedBy(2));
  }

  private void sweeps(int number) {
    for (int i = 0; i < number; i++) {
      int before = bucket.pages;
      swept();
      assertThat(bucket.pages - before).isLessThanOrEqualTo(config.pages());
      now = now.plus(BETWEEN_SWEEPS);
    }
  }

  private Duration swept() {
    return new OriginalsWalk(bucket, bookmarks, config)
        .walk(
            now,
            original -> {
              visited.add(original.key().key());
              return !unreadable.contains(original.key().key());
            });
  }

  /** A bucket of originals with numbers for names, all a year old but for some. */
  private static final class GeneratedBucket extends NoUploads {
    private static final int PAGE = 1_000;

    /** How many originals each has. */
    private final Map<String, Integer> sellers = new TreeMap<>();

    private final Map<String, Instant> writtenLately = new HashMap<>();

    /** How often each seller was listed. */
    private final Map<String, Integer> listed = new TreeMap<>();

    private int pages;

    @Override
    public List<String> sellers(@Nullable String after) {
      pages++;
      return sellers.keySet().stream()
          .filter(name -> after == null || name.compareTo(after) > 0)
          .limit(PAGE)
          .toList();
    }

    @Override
    public Page originals(String seller, @Nullable String after, Instant from, Instant to) {
      pages++;
      listed.merge(seller, 1, Integer::sum);
      int begin = after == null ? 0 : Integer.parseInt(after.substring(seller.length() + 1)) + 1;
      int end = Math.min(sellers.get(seller), begin + PAGE);
      List<Listed> found = new ArrayList<>();
      String last = null;
      for (int i = begin; i < end; i++) {
        last = seller + "/" + padded(i);
        Instant writtenAt = writtenLately.getOrDefault(last, Instant.EPOCH);
        if (!writtenAt.isBefore(from) && writtenAt.isBefore(to)) {
          found.add(new Listed(new ImageKey("bucket", last), 1, writtenAt));
        }
      }
      return new Page(found, end == sellers.get(seller) ? null : last);
    }

    private static String padded(int number) {
      String digits = Integer.toString(number);
      return "00000000".substring(digits.length()) + digits;
    }
  }
}
