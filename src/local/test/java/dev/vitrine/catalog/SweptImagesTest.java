package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.upload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.table.TableKeys;
import dev.vitrine.trace.Counted;
import dev.vitrine.trace.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which of many images a sweep gets to see. */
class SweptImagesTest {
  private static final Instant LATER = NOW.plus(Duration.ofHours(1));

  @AutoClose private static TestTable table = new TestTable();
  private DynamoDbCatalog catalog;

  @BeforeEach
  void empty() {
    table.empty();
    catalog = table.catalog();
  }

  @Test
  void picturesThatWaitForAModelHoldUpNoneThatIsDue() {
    for (int i = 0; i < 40; i++) {
      received("demo/waiting" + i + ".jpg", NOW.minus(Duration.ofHours(5)));
    }
    ImageRecord failed = failed("demo/failed.jpg");
    ImageRecord deleted = failed("demo/deleted.jpg");
    catalog.delete(deleted.picture());

    Catalog.DueWork found = catalog.dueWork(LATER, Duration.ZERO, 8);

    assertThat(found.unfinished()).hasSizeBetween(2, 9).contains(failed);
    assertThat(found.leftovers()).hasSize(1);
  }

  @Test
  void recordsOfANewerReleaseHoldUpNoOtherHoweverMany() {
    List<ImageRecord> images =
        inOnePart().limit(10).map(key -> received(key, NOW.minusSeconds(10))).toList();
    ImageRecord last = catalog.find("demo", images.get(9).imageId()).orElseThrow();
    for (ImageRecord image : images.subList(0, 9)) {
      table.change(image, TableKeys.OPEN_SINCE, since -> "2026-01-01T00:00:00.000Z");
      table.makeNewer(image);
    }

    assertThat(catalog.dueWork(LATER, Duration.ZERO, 4).unfinished()).containsExactly(last);
  }

  @Test
  void theAlarmOnUnfinishedImagesTellsOfARecordThatCannotBeRead() {
    table.makeNewer(received("demo/unreadable.jpg", NOW.minus(Duration.ofHours(7))));

    Duration patience = Duration.ofHours(2);
    assertThat(Counted.during(() -> catalog.dueWork(NOW, patience, 4)))
        .containsExactly(Map.entry(Metric.OLDEST_UNFINISHED_SECONDS, 7 * 3600.0));
    assertThat(Counted.during(() -> catalog.dueWork(NOW, Duration.ofHours(8), 4))).isEmpty();
  }

  @Test
  void whatAnEarlierReleaseLeftOpenIsFound() {
    ImageRecord failed = failed("demo/failed.jpg");
    table.change(failed, TableKeys.OPEN, part -> part.replace("due-", ""));

    assertThat(catalog.dueWork(LATER, Duration.ZERO, 8).unfinished()).containsExactly(failed);
  }

  /** {@return keys of images that share a part of the index} */
  private static Stream<String> inOnePart() {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> "demo/" + i + ".jpg")
        .filter(key -> TableKeys.shard(upload(key, 1).picture().imageId()) == 0);
  }

  private ImageRecord received(String key, Instant since) {
    ImageRecord image = catalog.receive(upload(key, 1)).orElseThrow();
    return catalog
        .update("demo", image.imageId(), now -> now.with(now.run().at(since)))
        .orElseThrow();
  }

  private ImageRecord failed(String key) {
    ImageRecord image = catalog.receive(upload(key, 1)).orElseThrow();
    return catalog
        .update("demo", image.imageId(), now -> Examples.failed(now, Examples.ERROR, NOW))
        .orElseThrow();
  }
}
