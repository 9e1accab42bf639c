package dev.vitrine.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.Examples;
import dev.vitrine.image.ImageId;
import dev.vitrine.table.Deadline;
import dev.vitrine.table.TableUnavailableException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How the images of an answer are marked as exported. The events are missing here. */
class ExportLogTest {
  private final ExportedContents contents = new ExportedContents();
  private final List<ImageId> images =
      IntStream.range(0, 12)
          .mapToObj(i -> Examples.done("demo/" + i + ".jpg", "cup"))
          .peek(contents::add)
          .map(image -> image.imageId())
          .toList();

  @Test
  void eachIsMarkedOnceAndFourAtATimeUntilTheCallersDeadline() {
    CyclicBarrier four = new CyclicBarrier(4);
    Queue<ImageId> marked = new ConcurrentLinkedQueue<>();

    ExportLog log =
        log(
            id -> {
              await(four);
              assertThat(Deadline.isNearerThan(Duration.ofMinutes(1))).isTrue();
              marked.add(id);
            });

    assertThat(Deadline.within(60_000, () -> log.mark("demo", contents))).isTrue();
    assertThat(marked).containsExactlyInAnyOrderElementsOf(images);
  }

  @Test
  void oneThatTheTableDoesNotTakeKeepsNoOtherFromBeingMarked() {
    Queue<ImageId> marked = new ConcurrentLinkedQueue<>();
    ExportLog log =
        log(
            id -> {
              if (id.equals(images.get(7))) {
                throw new TableUnavailableException("too busy", null);
              }
              marked.add(id);
            });

    assertThat(log.mark("demo", contents)).isFalse();

    assertThat(marked).hasSize(images.size() - 1).doesNotContain(images.get(7));
  }

  private static void await(CyclicBarrier four) {
    try {
      four.await(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("four are not marked at once", e);
    }
  }

  private static ExportLog log(Consumer<ImageId> updated) {
    Catalog catalog =
        (Catalog)
            Proxy.newProxyInstance(
                Catalog.class.getClassLoader(),
                new Class<?>[] {Catalog.class},
                (proxy, method, arguments) -> {
                  assertThat(method.getName()).isEqualTo("update");
                  updated.accept((ImageId) arguments[1]);
                  return Optional.empty();
                });
    return new ExportLog(catalog, null, Clock.fixed(Examples.NOW, ZoneOffset.UTC));
  }
}
