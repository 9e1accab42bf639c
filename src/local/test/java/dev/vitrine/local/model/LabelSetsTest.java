package dev.vitrine.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.vocabulary.LabelSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelSetsTest {
  private static final LabelSet SET =
      new LabelSet(List.of("coffee mug", "sports car", "кружка"), List.of("a photo of {}"));

  /** Reads a file of any numbers; learns nothing. */
  private static final LabelLearner<List<String>> ONE =
      new LabelLearner<>() {
        @Override
        public String fitting() {
          return "one";
        }

        @Override
        public void learn(List<LabelSet> sets, long end, BiConsumer<LabelSet, short[]> learnt) {
          throw new UnsupportedOperationException("these files are only read");
        }

        @Override
        public List<String> scorer(List<String> labels, short[] numbers) {
          return labels;
        }
      };

  private final Recognition seen = recognition();

  @TempDir private Path directory;

  private static Recognition recognition() {
    float[] probabilities = new float[1000];
    Arrays.fill(probabilities, 1e-3f);
    return new Recognition(probabilities);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  @Test
  void doesNotKnowASetBeforeItIsTaught() {
    assertThat(StandInLabels.in(directory).find(SET.name())).isEmpty();
    assertThat(StandInLabels.in(directory).find("../" + SET.name())).isEmpty();
  }

  @Test
  void scoresAlikeAfterARestart() {
    var sets = StandInLabels.in(directory);
    ZeroShotScorer learnt = sets.learn(SET);
    assertThat(sets.learn(new LabelSet(SET.labels(), List.of("a photo of {}")))).isSameAs(learnt);

    var restarted = StandInLabels.in(directory);

    assertThat(restarted.find(SET.name()).orElseThrow().confidences(seen))
        .isEqualTo(learnt.confidences(seen));
  }

  @Test
  void learnsSetsThatComeTogetherAsIfEachCameAlone(@TempDir Path other) {
    LabelSet sharing = new LabelSet(List.of("teapot", "sports car"), List.of("a photo of {}"));
    LabelSets<ZeroShotScorer> alone = StandInLabels.in(other);

    List<ZeroShotScorer> together = StandInLabels.in(directory).learn(List.of(SET, sharing, SET));

    assertThat(together.get(0).confidences(seen)).isEqualTo(alone.learn(SET).confidences(seen));
    assertThat(together.get(1).confidences(seen)).isEqualTo(alone.learn(sharing).confidences(seen));
    assertThat(together.get(2)).isSameAs(together.get(0));
  }

  @Test
  void waitsForAnothersLabelsNoLongerThanForItsOwn() throws Exception {
    var reading = new CountDownLatch(1);
    var enough = new CountDownLatch(1);
    LabelLearner<ZeroShotScorer> slow =
        new LabelLearner<>() {
          @Override
          public String fitting() {
            return "slow";
          }

          @Override
          public void learn(List<LabelSet> sets, long end, BiConsumer<LabelSet, short[]> learnt) {
            reading.countDown();
            try {
              assertThat(enough.await(1, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            learnt.accept(sets.get(0), new short[SET.labels().size() * 1000]);
          }

          @Override
          public ZeroShotScorer scorer(List<String> labels, short[] numbers) {
            return new ZeroShotScorer(labels, new float[numbers.length]);
          }
        };
    var sets = new LabelSets<>(directory, slow, Duration.ofMillis(50));
    Thread another = new Thread(() -> sets.learn(SET));
    another.start();
    reading.await();

    assertThatThrownBy(() -> sets.learn(new LabelSet(List.of("mug"), List.of("{}"))))
        .isInstanceOfSatisfying(
            EndpointException.class, e -> assertThat(e.error()).isEqualTo(EndpointError.DEADLINE));

    enough.countDown();
    another.join();
    assertThat(sets.find(SET.name())).isPresent();
  }

  @Test
  void dropsAFileThatWasDamagedOrCutOff() throws IOException {
    var files = new LabelSetFiles(directory);
    files.write("key", List.of("mug"), new short[1000]);
    byte[] whole = Files.readAllBytes(files().get(0));
    byte[] damaged = whole.clone();
    damaged[whole.length / 2] ^= 1;

    for (byte[] bytes : new byte[][] {damaged, new byte[0], Arrays.copyOf(whole, 100)}) {
      Files.write(directory.resolve("key.columns"), bytes);
      assertThat(files.read("key", ONE)).isEmpty();
      assertThat(files()).isEmpty();
    }
  }

  @Test
  void keepsTheLastUsedOfManyFiles() throws IOException {
    var files = new LabelSetFiles(directory);
    for (int i = 0; i < 520; i++) {
      files.write("set-" + i, List.of("mug"), new short[1000]);
      Files.setLastModifiedTime(
          directory.resolve("set-" + i + ".columns"), FileTime.from(Instant.ofEpochSecond(i)));
    }
    files.read("set-10", ONE); // used now
    files.write("one-more", List.of("mug"), new short[1000]);

    assertThat(files()).hasSize(512);
    assertThat(files.read("set-10", ONE)).isPresent();
    assertThat(files.read("set-519", ONE)).isPresent();
    assertThat(files.read("set-0", ONE)).isEmpty();
  }
}
