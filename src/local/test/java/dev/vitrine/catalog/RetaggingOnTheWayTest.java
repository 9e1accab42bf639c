package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.action.ImageStarter;
import dev.vitrine.action.Retag;
import dev.vitrine.action.Retagging;
import dev.vitrine.image.ImageId;
import dev.vitrine.lesson.MemoryLessons;
import dev.vitrine.lesson.SellerThresholds;
import dev.vitrine.tag.Embedding;
import dev.vitrine.tag.PictureTagger;
import dev.vitrine.tag.TagImageResult;
import dev.vitrine.tag.Tagger;
import dev.vitrine.vocabulary.Tag;
import dev.vitrine.vocabulary.Vocabulary;
import dev.vitrine.workflow.RestyleOrder;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tagging pictures again while an execution is at work on them. */
class RetaggingOnTheWayTest {
  private static final String KEY = "demo/cup.jpg";
  private static final Embedding SEEN = new Embedding("model", "AAAA");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final List<String> started = new ArrayList<>();
  private TestTable table;
  private DynamoDbCatalog catalog;
  private Retagging retagging;

  @BeforeEach
  void anEmptyTable() throws Exception {
    table = new TestTable();
    catalog = table.catalog();
    retagging =
        new Retagging(
            catalog,
            new Renaming(),
            seller -> Samples.vocabulary("2", null, "espresso", "cat"),
            new MemoryLessons(),
            new ImageStarter(input -> started.add(input.image().key())),
            CLOCK);
  }

  @AfterEach
  void stop() throws Exception {
    table.close();
  }

  @Test
  void aPictureThatIsBeingRestyledIsTaggedAgain() {
    store(SEEN, image -> ImageJourney.ordered(image, order(), false, NOW));

    Retag retag = retagging.page("demo", true, 10, null);

    assertThat(retag.images()).hasSize(1);
    assertThat(retag.waiting()).isZero();
    assertThat(labels()).containsExactly("little coffee");
    assertThat(find().status()).isEqualTo(ImageStatus.RUNNING);
    assertThat(find().restyles()).hasSize(1);
  }

  @Test
  void aPictureThatIsBeingDescribedIsCounted() {
    store(SEEN, image -> ImageJourney.redescribed(image, NOW));
    catalog.receive(Examples.upload("demo/new.jpg", NOW.plusSeconds(100)));

    Retag retag = retagging.page("demo", true, 10, null);

    assertThat(retag.waiting()).isEqualTo(2);
    assertThat(retag.images()).isEmpty();
    assertThat(labels()).as("its run would overwrite them").containsExactly("espresso");
    assertThat(started).isEmpty();
  }

  @Test
  void aPictureThatIsDescribedAndStillPaintedIsTaggedAgain() {
    store(SEEN, image -> image.unsettled(ImageStatus.RUNNING));

    Retag retag = retagging.page("demo", true, 10, null);

    assertThat(retag.waiting()).isZero();
    assertThat(labels()).containsExactly("little coffee");
  }

  @Test
  void aRestyledPictureWithoutAnEmbeddingIsCountedAndNotStartedAnew() {
    store(null, image -> ImageJourney.ordered(image, order(), false, NOW));

    Retag retag = retagging.page("demo", true, 10, null);

    assertThat(retag.waiting()).isEqualTo(1);
    assertThat(retag.withoutEmbedding()).isZero();
    assertThat(started).isEmpty();
  }

  /** A model that calls everything a little coffee. */
  private static final class Renaming extends PictureTagger {
    Renaming() {
      super(
          new Tagger() {
            @Override
            public Scores score(byte[] jpeg, List<LabelGroup> groups) {
              throw new AssertionError("no picture is looked at");
            }

            @Override
            public Scores scoreEmbedding(Embedding seen, List<LabelGroup> groups) {
              throw new AssertionError("tagAgain answers");
            }
          },
          CLOCK);
    }

    @Override
    public TagImageResult tagAgain(
        Embedding seen, Vocabulary by, SellerThresholds seller, String execution) {
      return Samples.seen(Examples.tags("little coffee"), seen);
    }
  }

  private static RestyleOrder order() {
    return Examples.order("great-wave");
  }

  private void store(@Nullable Embedding embedding, UnaryOperator<ImageRecord> next) {
    catalog.receive(Examples.upload(KEY, NOW));
    TagImageResult found = Samples.seen(Examples.tags("espresso"), embedding);
    catalog.update(
        "demo",
        ImageId.of(Examples.BUCKET, KEY),
        image ->
            next.apply(
                Examples.finished(
                    ImageJourney.described(
                        image,
                        image.picture().revision(),
                        Examples.measured(image.run().execution()),
                        said -> said.tagged(found).written(Examples.prompt("a prompt")),
                        List.of()))));
  }

  private ImageRecord find() {
    return catalog.find("demo", ImageId.of(Examples.BUCKET, KEY)).orElseThrow();
  }

  private List<String> labels() {
    return find().tags().stream().map(Tag::label).toList();
  }
}
