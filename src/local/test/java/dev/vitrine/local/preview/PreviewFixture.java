package dev.vitrine.local.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.action.Retag.Change;
import dev.vitrine.image.MemoryBudget;
import dev.vitrine.lesson.SellerThresholds;
import dev.vitrine.local.TestApi;
import dev.vitrine.local.eyes.Expected;
import dev.vitrine.local.hub.FreeSpace;
import dev.vitrine.local.preview.DescribedPictures.DescribedPicture;
import dev.vitrine.local.preview.ModelPreview.Limits;
import dev.vitrine.tag.InProcessTaggers;
import dev.vitrine.tag.TagImageResult;
import dev.vitrine.vocabulary.ShippedVocabulary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tiny SigLIP of random weights, pictures that nobody keeps, and a preview between them. */
@Timeout(90)
abstract class PreviewFixture {
  static final long GIBIBYTE = 1L << 30;
  static final String SELLER = "anna";
  static final ShippedVocabulary SHIPPED = new ShippedVocabulary(new ObjectMapper());

  /** Labels are read once for all tests. */
  @TempDir private static Path cache;

  @TempDir Path copy;

  final List<DescribedPicture> pictures = new ArrayList<>();
  final AtomicInteger opened = new AtomicInteger();
  long free = 8 * GIBIBYTE;
  ModelPreview preview = preview(Limits.OF_A_PERSON);

  ModelPreview preview(Limits limits) {
    return preview(
        (seller, most, isWanted) ->
            List.copyOf(pictures.subList(0, Math.min(most, pictures.size()))),
        limits);
  }

  ModelPreview preview(DescribedPictures of, Limits limits) {
    return new ModelPreview(
        new ModelPreview.Means(
            of,
            InProcessTaggers::of,
            SHIPPED,
            seller -> SellerThresholds.NONE,
            new Free(),
            new MemoryBudget(64L << 20),
            () -> cache),
        limits);
  }

  final class Free implements FreeSpace {
    @Override
    public long disk(Path folder) {
      throw new AssertionError("a preview needs no disk");
    }

    @Override
    public long memory() {
      return free;
    }
  }

  UnusedModel model(Path folder) {
    return new UnusedModel(
        "tiny",
        3 * GIBIBYTE,
        () -> {
          opened.incrementAndGet();
          return folder;
        });
  }

  UnusedModel siglip() {
    return model(Expected.folder("siglip"));
  }

  PreviewProgress start(UnusedModel model) {
    return preview.start(SELLER, 24, model).orElseThrow();
  }

  PreviewProgress ended() throws Exception {
    TestApi.await(
        "the preview has ended",
        () ->
            !List.of("opening", "reading", "looking")
                .contains(preview.progress(SELLER).orElseThrow().state()));
    return preview.progress(SELLER).orElseThrow();
  }

  /** A picture that changes if its number is even. */
  class Numbered implements DescribedPicture {
    final int number;

    Numbered(int number) {
      this.number = number;
    }

    @Override
    public String imageId() {
      return "picture" + number;
    }

    @Override
    public byte[] jpeg() {
      try {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(Expected.picture(number).image(), "png", bytes);
        return bytes.toByteArray();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public List<Change> changes(TagImageResult found) {
      String by = Objects.requireNonNull(found.embedding()).model();
      return number % 2 == 0 ? List.of(new Change("tag", null, by)) : List.of();
    }
  }

  void numbered(int count) {
    for (int number = 0; number < count; number++) {
      pictures.add(new Numbered(number));
    }
  }

  @AfterEach
  void end() {
    preview.end();
  }

  /** Waits in the picture until it may go on. */
  final class Slow extends Numbered {
    final CountDownLatch seen = new CountDownLatch(1);
    final CountDownLatch go = new CountDownLatch(1);

    Slow() {
      super(1);
    }

    @Override
    public byte[] jpeg() {
      seen.countDown();
      try {
        assertThat(go.await(60, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return super.jpeg();
    }
  }
}
