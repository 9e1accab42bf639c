package dev.vitrine.local.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.action.Retag.Change;
import dev.vitrine.local.TestApi;
import dev.vitrine.local.eyes.Expected;
import dev.vitrine.local.preview.ModelPreview.Limits;
import dev.vitrine.render.PictureGoneException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Previews of a tiny SigLIP of random weights, on pictures that nobody keeps. */
class ModelPreviewTest extends PreviewFixture {
  @Test
  void saysWhatTheModelWouldChange() throws Exception {
    numbered(5);
    pictures.add(
        2,
        new Numbered(9) {
          @Override
          public byte[] jpeg() {
            throw new PictureGoneException("bucket", "deleted meanwhile");
          }
        });

    assertThat(start(siglip()).state()).isEqualTo("opening");

    PreviewProgress end = ended();
    assertThat(end.state()).isEqualTo("done");
    assertThat(end.images())
        .extracting(one -> one.imageId())
        .containsExactly("picture0", "picture2", "picture4");
    assertThat(end.images().get(0).changes()).containsExactly(new Change("tag", null, "tiny"));
    assertThat(end.unchanged()).isEqualTo(2);
    assertThat(List.of(end.looked(), end.of())).containsExactly(5, 5);
    assertThat(end.labels()).isEqualTo(end.ofLabels()).isGreaterThan(1000);
    assertThat(end.message()).isNull();
  }

  @Test
  void opensNoModelWhereThereIsNoPicture() throws Exception {
    start(siglip());

    assertThat(ended().state()).isEqualTo("done");
    assertThat(ended().of()).isZero();
    assertThat(opened).hasValue(0);
  }

  @Test
  void opensNoModelThatDoesNotFitBesideThePresentOne() throws Exception {
    numbered(1);
    free = 3 * GIBIBYTE + (256L << 20); // enough for the model alone

    start(siglip());

    assertThat(ended().state()).isEqualTo("no-room");
    assertThat(ended().message())
        .isEqualTo(
            "A preview of tiny beside the model that works now takes about 3.8 GB of memory, and 3.5 GB"
                + " are free.");
    assertThat(opened).hasValue(0);
  }

  @Test
  void saysThatAModelCannotBeOpened() throws Exception {
    numbered(1);
    Files.writeString(copy.resolve("config.json"), "{}");

    start(model(copy));

    assertThat(ended().state()).isEqualTo("failed");
    assertThat(ended().message()).startsWith(copy + " cannot be used as a model: ");
  }

  /** A black picture is zeros to it, and opens; any other is infinite. */
  @Test
  void saysThatAModelAnswersWithNoNumbers() throws Exception {
    numbered(2);
    copySiglip();
    Files.writeString(
        copy.resolve("visual/preprocess_cfg.json"),
        "{\"size\": 32, \"mean\": [0, 0, 0], \"std\": [1e-45, 1e-45, 1e-45]}");

    start(model(copy));

    assertThat(ended().state()).isEqualTo("failed");
    assertThat(ended().message())
        .isEqualTo(
            "tiny cannot look at your pictures: the model answers a picture with numbers that"
                + " cannot be used");
    assertThat(ended().looked()).isZero();
  }

  private void copySiglip() throws IOException {
    Path from = Expected.folder("siglip");
    List<Path> files;
    try (Stream<Path> all = Files.walk(from)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path to = copy.resolve(from.relativize(file).toString());
      Files.createDirectories(to.getParent());
      Files.copy(file, to);
    }
  }

  @Test
  void stopsBetweenTwoPicturesAndTheNextOneWaitsForItsMemory() throws Exception {
    Slow slow = new Slow();
    pictures.add(slow);
    pictures.add(new Numbered(2));
    start(siglip());
    assertThat(slow.seen.await(60, TimeUnit.SECONDS)).isTrue();

    preview.stop(SELLER);
    assertThat(preview.progress(SELLER)).isEmpty();
    pictures.remove(slow);
    assertThat(start(siglip()).state()).isEqualTo("opening");
    assertThat(opened).hasValue(1);
    slow.go.countDown();

    assertThat(ended().state()).isEqualTo("done");
    assertThat(ended().images()).hasSize(1);
    assertThat(opened).hasValue(2);
  }

  @Test
  void endsWithItsModelBeforeTheModelIsUsed() throws Exception {
    Slow slow = new Slow();
    pictures.add(slow);
    start(siglip());
    assertThat(slow.seen.await(60, TimeUnit.SECONDS)).isTrue();

    CompletableFuture<Void> end = CompletableFuture.runAsync(preview::end);
    TestApi.await(
        "it is told to stop",
        () -> preview.progress(SELLER).orElseThrow().state().equals("stopped"));
    assertThat(end).isNotDone();
    slow.go.countDown();

    end.get(60, TimeUnit.SECONDS);
  }

  @Test
  void isAnotherSellersBusinessAlone() throws Exception {
    Slow slow = new Slow();
    pictures.add(slow);
    start(siglip());

    assertThat(preview.start("bert", 24, siglip())).isEmpty();
    assertThat(preview.progress("bert")).isEmpty();
    preview.stop("bert");

    assertThat(start(siglip()).state()).isNotEqualTo("stopped"); // the same one, asked for again
    slow.go.countDown();
    assertThat(ended().state()).isEqualTo("done");
    assertThat(opened).hasValue(1);
    assertThat(preview.start("bert", 24, siglip())).isPresent();
    assertThat(preview.progress(SELLER)).isEmpty();
  }

  @Test
  void endsWhenNobodyAsksAboutItAnyMore() throws Exception {
    preview = preview(new Limits(Duration.ofSeconds(30), Duration.ofSeconds(2)));
    Slow slow = new Slow();
    pictures.add(slow);
    start(siglip());
    TestApi.await(
        "it looks", () -> preview.progress(SELLER).isPresent() && slow.seen.getCount() == 0);

    TimeUnit.MILLISECONDS.sleep(2_100);
    slow.go.countDown();

    assertThat(preview.progress(SELLER).orElseThrow().state()).isEqualTo("stopped");
    assertThat(preview.start("bert", 24, siglip())).isPresent();
  }

  @Test
  void looksAtAsManyPicturesAsItsTimeAllows() throws Exception {
    preview = preview(new Limits(Duration.ZERO, Duration.ofSeconds(90)));
    numbered(4);

    start(siglip());

    assertThat(ended().state()).isEqualTo("done");
    assertThat(List.of(ended().looked(), ended().of())).containsExactly(1, 4);
  }
}
