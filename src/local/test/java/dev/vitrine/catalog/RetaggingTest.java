package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.action.ImageStarter;
import dev.vitrine.action.Retag;
import dev.vitrine.action.Retagging;
import dev.vitrine.image.ImageId;
import dev.vitrine.lesson.MemoryLessons;
import dev.vitrine.lesson.SellerThresholds;
import dev.vitrine.lesson.Verdict;
import dev.vitrine.local.model.Measured;
import dev.vitrine.local.model.ModelName;
import dev.vitrine.local.model.StandIns;
import dev.vitrine.table.InvalidCursorException;
import dev.vitrine.tag.Embedding;
import dev.vitrine.tag.PictureTagger;
import dev.vitrine.tag.StandInTagger;
import dev.vitrine.tag.TagImageResult;
import dev.vitrine.upload.Upload;
import dev.vitrine.vocabulary.LabelSet;
import dev.vitrine.vocabulary.Tag;
import dev.vitrine.vocabulary.TagLabel;
import dev.vitrine.vocabulary.Vocabulary;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thirty real pictures' embeddings, a real table, and the stand-in for CLIP. */
class RetaggingTest {
  private static final int IMAGES = 30;
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  /** "1" knows espressos and cats; "2" has another word for one, and knows tripods. */
  private static final Vocabulary FIRST =
      Samples.vocabulary("1", null, "espresso", "cat", "sandal");

  private static final Vocabulary SECOND =
      Samples.vocabulary("2", "little coffee", "espresso", "tripod", "sandal");

  @TempDir static Path folder;
  private static TestTable table;
  private static StandIns standIns;
  private static StandInTagger model;
  private static Map<String, TagImageResult> looked;

  private final MemoryLessons lessons = new MemoryLessons();
  private final List<String> started = new ArrayList<>();
  private Vocabulary live = FIRST;
  private DynamoDbCatalog catalog;
  private Retagging retagging;

  @BeforeAll
  static void look() throws Exception {
    table = new TestTable();
    standIns =
        new StandIns(
            folder,
            new LabelSet(List.of("cup"), List.of("a photo of {}")),
            0.5,
            picture -> new Measured(List.of(), Optional.empty()));
    model = new StandInTagger(standIns.clip());
    looked = new HashMap<>();
    for (String sample : Samples.ALL) {
      looked.put(
          sample,
          new PictureTagger(model, CLOCK)
              .tag(Samples.jpeg(sample), FIRST, SellerThresholds.NONE, "run"));
    }
  }

  @AfterAll
  static void stop() throws Exception {
    standIns.close();
    table.close();
  }

  @BeforeEach
  void thirtyImages() {
    table.empty();
    catalog = table.catalog();
    for (int i = 0; i < IMAGES; i++) {
      store("demo/" + i + ".jpg", i, looked.get(Samples.ALL.get(i % Samples.ALL.size())));
    }
    ImageStarter starter = new ImageStarter(input -> started.add(input.image().key()));
    retagging =
        new Retagging(
            catalog, new PictureTagger(model, CLOCK), seller -> live, lessons, starter, CLOCK);
    model.pictures.set(0);
    model.embeddings.set(0);
  }

  @Test
  void aNewVocabularyTagsThirtyImagesAgainWithoutAPicture() {
    assertThat(labels("demo/0.jpg")).contains("espresso");
    live = SECOND;

    List<Retag> pages = pages(true);

    assertThat(model.pictures).as("pictures the model had to see").hasValue(0);
    assertThat(model.embeddings.get()).isBetween(IMAGES, IMAGES + 1); // labels are sent once
    assertThat(pages.stream().mapToInt(page -> page.images().size()).sum()).isGreaterThan(15);
    assertThat(labels("demo/0.jpg")).contains("little coffee").doesNotContain("espresso");
    ImageRecord image = find("demo/0.jpg");
    assertThat(image.tags().get(0).evidence().vocabulary()).isEqualTo("shop@2");
    assertThat(image.tags().get(0).evidence().execution()).startsWith("retag-2026-11-24T10:00");
    assertThat(image.descriptionOrNone().prompt()).as("nothing else is touched").isNotNull();
    assertThat(image.status()).isEqualTo(ImageStatus.DONE);
    table.settle();
    assertThat(catalog.facets("demo")).contains(new Facet("tag", "little coffee", 10));
    assertThat(catalog.facets("demo")).noneMatch(one -> one.value().equals("espresso"));
    assertThat(table.counters()).isEqualTo(table.pointers());
  }

  @Test
  void theDiffIsExactlyWhatApplyingThenDoes() {
    List<ImageRecord> before = all();
    Retag preview = retagging.preview("demo", SECOND, IMAGES);
    live = SECOND;
    List<Retag> dry = pages(false);
    assertThat(all()).as("nothing is stored").isEqualTo(before);

    List<Retag> applied = pages(true);

    assertThat(applied).isEqualTo(dry);
    assertThat(changed(List.of(preview))).isEqualTo(changed(dry)).isNotEmpty();
    List<ImageRecord> after = all();
    for (int i = 0; i < IMAGES; i++) {
      List<Retag.Change> really = Retag.between(before.get(i), after.get(i));
      String id = before.get(i).imageId().value();
      assertThat(
              changed(applied).stream()
                  .filter(one -> one.imageId().equals(id))
                  .flatMap(one -> one.changes().stream()))
          .isEqualTo(really);
    }
    assertThat(changed(pages(true))).as("doing it twice is doing it once").isEmpty();
  }

  @Test
  void whatAPersonSaidStays() {
    ImageId id = find("demo/0.jpg").imageId();
    catalog.update(
        "demo",
        id,
        image ->
            image.with(
                image
                    .corrections()
                    .tagRemoved(new TagLabel("little coffee"))
                    .tagAdded(new TagLabel("handmade"), NOW)
                    .attributeSet("category", "mug", NOW)));
    Corrections said = find("demo/0.jpg").corrections();
    live = SECOND;

    pages(true);

    assertThat(find("demo/0.jpg").corrections()).isEqualTo(said);
    assertThat(labels("demo/0.jpg")).startsWith("handmade").doesNotContain("little coffee");
    assertThat(find("demo/0.jpg").attributes().get("category").value()).isEqualTo("mug");
  }

  @Test
  void aCorrectionMadeMeanwhileIsNotLost() {
    ImageRecord image = find("demo/0.jpg");
    live = SECOND;
    Retagging slow =
        new Retagging(
            catalog,
            new PictureTagger(model, CLOCK) {
              @Override
              public TagImageResult tagAgain(
                  Embedding seen, Vocabulary by, SellerThresholds seller, String execution) {
                catalog.update(
                    "demo",
                    image.imageId(),
                    now -> now.with(now.corrections().tagAdded(new TagLabel("meanwhile"), NOW)));
                return super.tagAgain(seen, by, seller, execution);
              }
            },
            seller -> live,
            lessons,
            new ImageStarter(input -> {}),
            CLOCK);

    slow.page("demo", true, 50, null);

    assertThat(labels("demo/0.jpg")).contains("meanwhile", "little coffee");
  }

  @Test
  void whatTheModelCannotTagAgainIsStartedAnewWhenApplied() {
    TagImageResult espresso = looked.get("coffee.jpg");
    store("demo/none.jpg", 100, Samples.seen(espresso, null));
    store(
        "demo/other.jpg",
        101,
        Samples.seen(espresso, new Embedding("another model", Samples.vector(espresso))));
    store("demo/torn.jpg", 102, Samples.seen(espresso, new Embedding(ModelName.CLIP, "AAAA")));

    assertThat(pages(false).stream().mapToInt(Retag::withoutEmbedding).sum()).isEqualTo(3);
    assertThat(started).isEmpty();

    assertThat(pages(true).stream().mapToInt(Retag::withoutEmbedding).sum()).isEqualTo(3);

    assertThat(started).containsExactly("demo/torn.jpg", "demo/other.jpg", "demo/none.jpg");
    assertThat(find("demo/none.jpg").status().unfinished()).isTrue();
    assertThat(pages(true).stream().mapToInt(Retag::withoutEmbedding).sum())
        .as("they are on their way")
        .isZero();
    assertThat(started).hasSize(3);
  }

  @Test
  void whatTheSellerTaughtCounts() {
    double score = find("demo/0.jpg").tags().get(0).score();
    lessons.record(
        "demo",
        find("demo/1.jpg").imageId(),
        List.of(new Verdict(ModelName.CLIP, "tag", "espresso", score, false, null)),
        List.of(),
        FIRST);

    pages(true);

    assertThat(labels("demo/0.jpg")).doesNotContain("espresso");
  }

  @Test
  void aCursorOfAnotherListIsRefused() {
    assertThatThrownBy(() -> retagging.page("demo", false, 5, "nonsense"))
        .isInstanceOf(InvalidCursorException.class);
  }

  private List<Retag> pages(boolean apply) {
    List<Retag> pages = new ArrayList<>();
    String cursor = null;
    do {
      Retag page = retagging.page("demo", apply, 12, cursor);
      pages.add(page);
      cursor = page.cursor();
    } while (cursor != null);
    return pages;
  }

  private static List<Retag.Changed> changed(List<Retag> pages) {
    return pages.stream().flatMap(page -> page.images().stream()).toList();
  }

  private List<ImageRecord> all() {
    return catalog.list(new ImageQuery("demo", null, null, null), 100, null).images();
  }

  private ImageRecord find(String key) {
    return catalog.find("demo", ImageId.of(Examples.BUCKET, key)).orElseThrow();
  }

  private List<String> labels(String key) {
    return find(key).tags().stream().map(Tag::label).toList();
  }

  private void store(String key, int second, TagImageResult found) {
    Upload upload = Examples.upload(key, NOW.plusSeconds(second));
    catalog.receive(upload);
    catalog.update(
        "demo",
        upload.picture().imageId(),
        image ->
            Examples.finished(
                ImageJourney.described(
                    image,
                    upload.picture().revision(),
                    Examples.measured(image.run().execution()),
                    said -> said.tagged(found).written(Examples.prompt("a prompt")),
                    List.of())));
  }
}
