package dev.vitrine.local.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.vocabulary.LabelSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListReadingTest {
  private static final List<LabelSet> PARTS =
      Stream.of("oil", "ink", "chalk")
          .map(word -> new LabelSet(List.of(word, word + " on paper"), List.of("{}")))
          .toList();

  /** What happened, in its order. */
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  private final BlockingQueue<Integer> failures = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> finished = new LinkedBlockingQueue<>();
  private volatile Optional<ListReading.Reader> now = Optional.empty();
  private ListReading reading = reading(failed -> Duration.ZERO);

  private ListReading reading(IntFunction<Duration> pauses) {
    return new ListReading(
        PARTS,
        work -> work.test(now),
        failed -> {
          Duration pause = pauses.apply(failed);
          failures.add(failed);
          return pause;
        });
  }

  @AfterEach
  void close() {
    reading.close();
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    return Optional.ofNullable(queue.poll(30, TimeUnit.SECONDS)).orElseThrow();
  }

  /** Knows the parts that it has learnt; fails as long as there is something to throw. */
  private class Model implements ListReading.Reader {
    private final String name;
    private final List<Throwable> failing = new ArrayList<>();
    private int known;

    Model(String name, Throwable... failing) {
      this.name = name;
      this.failing.addAll(List.of(failing));
    }

    @Override
    public String clip() {
      return name;
    }

    @Override
    public boolean isReady() {
      return known == PARTS.size();
    }

    @Override
    public boolean learn(LabelSet part) {
      log.add(name + " reads " + part.labels().get(0));
      if (!failing.isEmpty()) {
        ListReadingTest.<RuntimeException>raise(failing.remove(0));
      }
      known++;
      return true;
    }

    @Override
    public boolean reading(BooleanSupplier work) {
      log.add(name + " opens");
      try {
        return work.getAsBoolean();
      } finally {
        log.add(name + " closes");
        finished.add(name);
      }
    }

    @Override
    public boolean isSameAs(ListReading.Reader other) {
      return other == this;
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void raise(Throwable failure) throws E {
    throw (E) failure;
  }

  @Test
  void readsAllWithWhatItOpensOnceAndGivesBack() throws Exception {
    now = Optional.of(new Model("clip"));

    reading.begin();

    assertThat(next(finished)).isEqualTo("clip");
    assertThat(log)
        .containsExactly(
            "clip opens", "clip reads oil", "clip reads ink", "clip reads chalk", "clip closes");
    assertThat(reading.read()).isEqualTo(6).isEqualTo(reading.size());
  }

  @Test
  void triesAgainAfterEachFailureAlsoAnError() throws Exception {
    now = Optional.of(new Model("clip", new OutOfMemoryError("of the test"), new Error("again")));

    reading.begin();

    assertThat(List.of(next(finished), next(finished), next(finished))).hasSize(3);
    assertThat(failures).containsExactly(1, 2);
    assertThat(now.orElseThrow().isReady()).isTrue();
  }

  @Test
  void saysWhenItTriesAgainAndWhoAsksMeanwhileChangesNothing() throws Exception {
    reading = reading(failed -> Duration.ofHours(1));
    now = Optional.of(new Model("clip", new IllegalStateException("of the test")));
    reading.begin();
    assertThat(next(failures)).isEqualTo(1);

    reading.ensureBegun();

    assertThat(reading.nextTry("clip").orElseThrow())
        .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    assertThat(reading.nextTry("another")).isEmpty();
    assertThat(log).hasSize(3);
  }

  @Test
  void anotherModelEndsThePause() throws Exception {
    reading = reading(failed -> Duration.ofHours(1));
    now = Optional.of(new Model("clip", new IllegalStateException("of the test")));
    reading.begin();
    next(failures);
    next(finished);

    now = Optional.of(new Model("siglip"));
    reading.begin();

    assertThat(next(finished)).isEqualTo("siglip");
    assertThat(now.orElseThrow().isReady()).isTrue();
    assertThat(reading.nextTry("clip")).isEmpty();
  }

  @Test
  void aModelThatComesMeanwhileReadsAllFromTheBeginning() throws Exception {
    Model siglip = new Model("siglip");
    now =
        Optional.of(
            new Model("clip") {
              @Override
              public boolean learn(LabelSet part) {
                boolean learnt = super.learn(part);
                now = Optional.of(siglip);
                return learnt;
              }
            });

    reading.begin();

    assertThat(next(finished)).isEqualTo("clip");
    assertThat(next(finished)).isEqualTo("siglip");
    assertThat(log.subList(0, 4))
        .containsExactly("clip opens", "clip reads oil", "clip closes", "siglip opens");
    assertThat(siglip.isReady()).isTrue();
  }

  @Test
  void thePauseDoublesUpToAnHourAndFourMinutes() {
    assertThat(Stream.of(1, 2, 3, 7, 8, 900).map(ListReading::pause).map(Duration::toMinutes))
        .containsExactly(1L, 2L, 4L, 64L, 64L, 64L);
  }
}
