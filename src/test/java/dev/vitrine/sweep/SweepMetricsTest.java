package dev.vitrine.sweep;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.received;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.Settings;
import dev.vitrine.action.ImageStarter;
import dev.vitrine.bin.Bin;
import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.MemoryCatalog;
import dev.vitrine.trace.Counted;
import dev.vitrine.trace.Metric;
import dev.vitrine.upload.NoUploads;
import dev.vitrine.workflow.ExecutionStatuses;
import dev.vitrine.workflow.WorkflowUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An alarm on the age of the oldest unfinished image says that somebody must mend something. */
class SweepMetricsTest {
  private static final Clock LATER = Clock.fixed(NOW.plus(Duration.ofHours(7)), ZoneOffset.UTC);
  private static final double AGE = Duration.ofHours(7).toSeconds();

  private final MemoryCatalog catalog = new MemoryCatalog();
  private final NoUploads bucket =
      new NoUploads() {
        @Override
        public List<String> sellers(@Nullable String after) {
          return List.of();
        }
      };

  @Test
  void anImageThatWaitsForAModelIsAlive() {
    catalog.put(received("demo/a.jpg"));

    assertThat(sweep(execution -> Optional.of("running")))
        .containsEntry(Metric.PICTURES_UNFINISHED, 1.0)
        .doesNotContainKey(Metric.OLDEST_UNFINISHED_SECONDS);
  }

  @Test
  void anImageWithoutAnExecutionHasShownNoSignOfLife() {
    catalog.put(received("demo/a.jpg"));

    assertThat(sweep(execution -> Optional.empty()))
        .containsEntry(Metric.OLDEST_UNFINISHED_SECONDS, AGE);
  }

  @Test
  void anImageOfWhichNothingIsKnownHasShownNoSignOfLifeEither() {
    catalog.put(received("demo/a.jpg"));

    Map<Metric, Double> counted =
        sweep(
            execution -> {
              throw new WorkflowUnavailableException("not now", new IllegalStateException());
            });

    assertThat(counted).containsEntry(Metric.OLDEST_UNFINISHED_SECONDS, AGE);
  }

  private Map<Metric, Double> sweep(ExecutionStatuses executions) {
    SweepConfig config = Settings.atDefaults(SweepConfig.class);
    Sweep sweep =
        new Sweep(
            catalog,
            MemoryBookmarks.walk(bucket, config),
            new ImageStarter(input -> {}),
            Examples.leftovers(bucket),
            new Bin(catalog, bucket, Examples.leftovers(bucket), LATER),
            executions,
            (before, most) -> 0,
            config,
            LATER);
    return Counted.during(sweep::run);
  }
}
