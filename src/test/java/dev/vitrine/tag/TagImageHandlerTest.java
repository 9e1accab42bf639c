package dev.vitrine.tag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.SetClock;
import dev.vitrine.catalog.Tagged;
import dev.vitrine.endpoint.OneTask;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import dev.vitrine.lesson.SellerThresholds;
import dev.vitrine.render.PictureStore;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TagImageHandlerTest {
  private final SetClock clock = new SetClock();

  @Test
  void saysATimeBeforeTheVocabularyWasRead() {
    Instant before = clock.instant();
    PictureRef picture =
        PictureRef.of("uploads", "demo/a.jpg", null, Revision.ofSequencer("00000001"));

    TagImageResult found =
        OneTask.ask(
            tasks ->
                new TagImageHandler(
                    tasks,
                    new AnyPicture(),
                    seller -> {
                      clock.pass(Duration.ofSeconds(1));
                      return Vocabularies.shop("1");
                    },
                    seller -> SellerThresholds.NONE,
                    new PictureTagger(new Tagged().scores("category", "mug", 0.9), clock),
                    clock),
            new TagImageHandler.Request(picture, "run", null),
            TagImageResult.class);

    assertThat(found.attributes().get("category").value()).isEqualTo("mug");
    assertThat(found.asOf()).isEqualTo(before);
  }

  private static final class AnyPicture implements PictureStore {
    @Override
    public ObjectDetails details(String bucket, String key, @Nullable String versionId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte[] read(String bucket, String key, @Nullable String versionId) {
      return new byte[] {1};
    }

    @Override
    public void writeJpeg(String bucket, String key, byte[] jpeg) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void writePng(String bucket, String key, byte[] png) {
      throw new UnsupportedOperationException();
    }
  }
}
