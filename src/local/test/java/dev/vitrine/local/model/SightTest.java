package dev.vitrine.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.Color;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SightTest {
  private static final PictureMeasure NOTHING = any -> new Measured(List.of(), Optional.empty());

  private static Sight sight;

  @BeforeAll
  static void open() {
    sight = new Sight(new PictureClassifier(), NOTHING);
  }

  @AfterAll
  static void close() {
    sight.close();
  }

  @Test
  void looksOnceAtAPictureThatSeveralAskFor() throws Exception {
    var pool = Executors.newFixedThreadPool(8);
    Callable<Sight.Seen> look = () -> sight.look(Pictures.sample("camera.jpg"));
    var seen = new HashSet<Integer>();
    for (Future<Sight.Seen> each : pool.invokeAll(List.of(look, look, look, look, look, look))) {
      seen.add(System.identityHashCode(each.get()));
    }
    pool.shutdown();

    assertThat(seen).hasSize(1);
  }

  /** CLIP may be a hundred pictures ahead of the Interrogator. */
  @Test
  void decodesAndMeasuresAPictureOnceThoughManyOthersComeBetween() {
    var measured = new AtomicInteger();
    PictureMeasure counting =
        picture -> {
          measured.incrementAndGet();
          return NOTHING.measure(picture);
        };
    try (var own = new Sight(new PictureClassifier(), counting)) {
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 100; i++) {
          own.look(Pictures.encoded(Pictures.plain(16, 16 + i, Color.RED), "png"));
        }
      }
    }

    assertThat(measured).hasValue(100);
  }

  @Test
  void seesTheSameAloneAndInACrowd() throws Exception {
    var pictures = new ArrayList<byte[]>();
    for (int i = 0; i < 12; i++) {
      pictures.add(Pictures.encoded(Pictures.ball(150 + i, 150, Color.WHITE), "png"));
    }
    var pool = Executors.newFixedThreadPool(6);
    List<Callable<Sight.Seen>> looks = new ArrayList<>();
    pictures.forEach(bytes -> looks.add(() -> sight.look(bytes)));
    List<Future<Sight.Seen>> crowd = pool.invokeAll(looks);
    pool.shutdown();

    for (int i = 0; i < 12; i++) {
      var alone = new Sight(new PictureClassifier(), NOTHING);
      assertThat(crowd.get(i).get().recognition().probabilities())
          .isEqualTo(alone.look(pictures.get(i)).recognition().probabilities());
      alone.close();
    }
  }

  @Test
  void refusesABadPictureEachTime() {
    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(EndpointException.class)
          .isThrownBy(() -> sight.look(new byte[] {1, 2, 3}))
          .satisfies(e -> assertThat(e.error()).isEqualTo(EndpointError.INVALID_IMAGE));
    }
  }

  @Test
  void namesWhatItWasTrainedOn() {
    List<ImageNetClass> classes = ImageNetClass.all();
    float[] espresso = sight.look(Pictures.sample("coffee.jpg")).recognition().probabilities();
    float[] tripod = sight.look(Pictures.sample("camera.jpg")).recognition().probabilities();

    assertThat(classes.get(best(espresso)).name()).isEqualTo("espresso");
    assertThat(espresso[best(espresso)]).isGreaterThan(0.8f);
    assertThat(classes.get(best(tripod)).name()).isEqualTo("tripod");
  }

  private static int best(float[] probabilities) {
    int best = 0;
    for (int i = 1; i < probabilities.length; i++) {
      best = probabilities[i] > probabilities[best] ? i : best;
    }
    return best;
  }

  /** ONNX Runtime may end the process if a session is closed while it runs. */
  @Test
  void closesAfterTheRunsUnderWayAndRunsNoMore() throws Exception {
    var classifier = new PictureClassifier();
    var picture = new Picture(Pictures.ball(150, 150, Color.WHITE));
    var begun = new CountDownLatch(4);
    Callable<String> endless =
        () -> {
          try {
            while (true) {
              classifier.recognise(picture);
              begun.countDown();
            }
          } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
          }
        };
    var pool = Executors.newFixedThreadPool(4);
    List<Future<String>> runs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      runs.add(pool.submit(endless));
    }
    pool.shutdown();
    begun.await();

    classifier.close();

    for (Future<String> run : runs) {
      assertThat(run.get(1, TimeUnit.MINUTES)).isEqualTo("EfficientNet-Lite0 is closed");
    }
  }
}
