package dev.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.workflow.WorkflowInput.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two who write the record of one picture, on a real table. The first reads the vocabulary, the
 * vocabulary changes, the second reads it; then they write, in this order or the other. Machines'
 * tags are in the end by the newest vocabulary that one of them has read, what persons said stays,
 * and what was ordered is painted.
 */
class WritersOfTagsTest {
  private static TestTable table;

  private OnePicture picture;

  /** Versions of the vocabulary by which machines have tagged. */
  private final List<Integer> read = new ArrayList<>();

  @BeforeAll
  static void start() {
    table = new TestTable();
  }

  @AfterAll
  static void stop() throws Exception {
    table.close();
  }

  @BeforeEach
  void aDescribedPicture() {
    table.empty();
    picture = new OnePicture(table.catalog());
  }

  /** Who writes tags, or the record beside them. */
  enum Writer {
    /** A run that describes the picture. */
    DESCRIBE,
    /** {@code POST /retags}, called again for a picture that is counted as waiting. */
    RETAG,
    /** A person's correction of one picture. */
    CORRECT,
    /** An order of a restyle, and its run. */
    RESTYLE,
    /** An order of corrections for many pictures. */
    BULK
  }

  static Stream<Arguments> pairs() {
    return Stream.of(Writer.values())
        .flatMap(
            first ->
                Stream.of(Writer.values())
                    .flatMap(
                        second ->
                            Stream.of(
                                Arguments.of(first, second, false),
                                Arguments.of(first, second, true))));
  }

  @ParameterizedTest(name = "{0}, then {1}; the first one writes last: {2}")
  @MethodSource("pairs")
  void theNewestVocabularyCountsInWhicheverOrderTheyEnd(
      Writer first, Writer second, boolean firstIsLast) throws Exception {
    Writing older = new Writing(first, 0);
    picture.changeVocabulary();
    Writing newer = new Writing(second, 1);
    List<Writing> ends = firstIsLast ? List.of(newer, older) : List.of(older, newer);
    for (Writing one : ends) {
      one.end();
    }
    for (Writing one : ends) {
      one.callAgain();
    }

    List<String> expected = new ArrayList<>(List.of("by " + newest()));
    Stream.of(older, newer).forEach(one -> expected.addAll(one.corrections()));
    assertThat(picture.labels()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(picture.now().status()).isEqualTo(ImageStatus.DONE);
    assertThat(picture.now().restyles())
        .hasSize(first == Writer.RESTYLE || second == Writer.RESTYLE ? 1 : 0)
        .allMatch(one -> one.status() == Restyle.Status.DONE);
  }

  private int newest() {
    return read.stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** One writer in a thread of its own, which stops between its reading and its writing. */
  private final class Writing {
    private final Writer writer;
    private final int version;
    private final CountDownLatch hasRead = new CountDownLatch(1);
    private final CountDownLatch mayWrite = new CountDownLatch(1);
    private final CompletableFuture<Boolean> isToldToWait;

    Writing(Writer writer, int version) throws InterruptedException {
      this.writer = writer;
      this.version = version;
      isToldToWait =
          CompletableFuture.supplyAsync(this::isToldToWait, task -> new Thread(task).start())
              .whenComplete((told, error) -> hasRead.countDown());
      assertThat(hasRead.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private boolean isToldToWait() {
      picture.between(this::stop);
      switch (writer) {
        case DESCRIBE -> {
          ImageRecord begun = picture.beginDescription();
          if (begun.run().work() == Work.DESCRIBE) { // else it is being restyled
            picture.describe(begun);
            read.add(version);
          }
        }
        case RETAG -> {
          if (picture.retag().waiting() > 0) {
            return true;
          }
          read.add(version);
        }
        case CORRECT -> picture.correct(corrections().get(0));
        case RESTYLE -> picture.restyle(OnePicture.WAVE);
        case BULK -> picture.correctByOrder(corrections().get(0));
      }
      return false;
    }

    private void stop() {
      hasRead.countDown();
      try {
        assertThat(mayWrite.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    void end() throws Exception {
      mayWrite.countDown();
      isToldToWait.get(30, TimeUnit.SECONDS);
    }

    /** A caller who was told to wait calls again when nothing is under way. */
    void callAgain() throws Exception {
      if (isToldToWait.get(0, TimeUnit.SECONDS)) {
        assertThat(picture.retag().waiting()).isZero();
        read.add(1); // the version that is live by then
      }
    }

    List<String> corrections() {
      return writer == Writer.CORRECT || writer == Writer.BULK
          ? List.of("said " + version)
          : List.of();
    }
  }
}
