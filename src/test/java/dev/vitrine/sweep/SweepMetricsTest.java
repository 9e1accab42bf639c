package dev.vitrine.sweep;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.received;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.Settings;
import dev.vitrine.action.ImageStarter;
import dev.vitrine.bin.Bin;
import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.MemoryCatalog;
import dev.vitrine.catalog.NoEndpoints;
import dev.vitrine.trace.Counted;
import dev.vitrine.trace.Metric;
import dev.vitrine.upload.NoUploads;
import dev.vitrine.workflow.ExecutionStatuses;
import dev.vitrine.workflow.WorkflowStarter;
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

  private Clock clock = LATER;
  private WorkflowStarter starts = input -> {};
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

  @Test
  void startsThatAlwaysFailDoNotHideHowLongAnImageIsUnfinished() {
    catalog.put(received("demo/a.jpg"));
    starts =
        input -> {
          throw new WorkflowUnavailableException("not now", new IllegalStateException());
        };

    for (Duration age = Duration.ofHours(1); age.toHours() < 7; age = age.plusHours(1)) {
      clock = Clock.fixed(NOW.plus(age), ZoneOffset.UTC);
      assertThat(sweep(execution -> Optional.empty()))
          .containsEntry(Metric.OLDEST_UNFINISHED_SECONDS, (double) age.toSeconds());
    }
  }

  @Test
  void startsThatAlwaysDieDoNotHideItEitherUntilOneRuns() {
    catalog.put(received("demo/a.jpg"));

    clock = Clock.fixed(NOW.plus(Duration.ofHours(1)), ZoneOffset.UTC);
    sweep(execution -> Optional.of("failed"));
    clock = Clock.fixed(NOW.plus(Duration.ofHours(2)), ZoneOffset.UTC);
    assertThat(sweep(execution -> Optional.of("failed")))
        .containsEntry(Metric.OLDEST_UNFINISHED_SECONDS, 7200.0);
    clock = Clock.fixed(NOW.plus(Duration.ofHours(3)), ZoneOffset.UTC);
    assertThat(sweep(execution -> Optional.of("running")))
        .doesNotContainKey(Metric.OLDEST_UNFINISHED_SECONDS);
    clock = Clock.fixed(NOW.plus(Duration.ofHours(4)), ZoneOffset.UTC);
    assertThat(sweep(execution -> Optional.of("failed")))
        .containsEntry(Metric.OLDEST_UNFINISHED_SECONDS, 3600.0);
  }

  private Map<Metric, Double> sweep(ExecutionStatuses executions) {
    SweepConfig config = Settings.atDefaults(SweepConfig.class);
    Sweep sweep =
        new Sweep(
            catalog,
            MemoryBookmarks.walk(bucket, config),
            new ImageStarter(starts),
            Examples.leftovers(bucket),
            new Bin(catalog, bucket, Examples.leftovers(bucket), clock),
            executions,
            new NoEndpoints(),
            config,
            clock);
    return Counted.during(sweep::run);
  }
}
