package dev.vitrine.tag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.SetClock;
import dev.vitrine.catalog.Tagged;
import dev.vitrine.endpoint.OneTask;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import dev.vitrine.lesson.SellerThresholds;
import dev.vitrine.render.AnyPicture;
import java.time.Duration;
import java.time.Instant;
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
}
