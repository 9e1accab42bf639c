package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.described;
import static dev.vitrine.catalog.Examples.upload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.AtOnce;
import dev.vitrine.image.ImageId;
import dev.vitrine.image.PictureRef;
import dev.vitrine.prompt.Prompt;
import dev.vitrine.prompt.WritePromptResult;
import dev.vitrine.upload.Upload;
import dev.vitrine.vocabulary.TagLabel;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DynamoDbCatalogTest {
  @AutoClose private static TestTable table = TestTable.overHttp();
  private DynamoDbCatalog catalog;

  @BeforeEach
  void empty() {
    table.empty();
    catalog = table.catalog();
  }

  @Test
  void keepsARecordAsItIs() {
    ImageRecord image = stored("demo/a.jpg", "cup", "saucer");

    assertThat(catalog.find("demo", image.imageId())).contains(image);
  }

  @Test
  void anotherSellersImageIsNotThere() {
    ImageRecord image = stored("demo/a.jpg", "cup");

    assertThat(catalog.find("other", image.imageId())).isEmpty();
    assertThat(catalog.update("other", image.imageId(), same -> same)).isEmpty();
    assertThat(catalog.putIntoBin("other", image.imageId(), NOW)).isEmpty();
    assertThat(catalog.restore("other", image.imageId())).isEmpty();
  }

  @Test
  void theSameUploadTwiceChangesNothing() {
    ImageRecord image = stored("demo/a.jpg", "cup");

    assertThat(catalog.receive(upload("demo/a.jpg", 1))).contains(image);
  }

  @Test
  void anOlderUploadDoesNotReplaceANewerOne() {
    catalog.receive(upload("demo/a.jpg", 7));

    ImageRecord image = catalog.receive(upload("demo/a.jpg", 3)).orElseThrow();

    assertThat(image.original()).isEqualTo(upload("demo/a.jpg", 7));
  }

  @Test
  void monthsAreCountedWithinTheTimesAndConditions() {
    stored("demo/done.jpg", "cup");
    for (String time : List.of("2024-02-29T23:59:59.999Z", "2026-02-28T10:00:00Z")) {
      catalog.receive(upload("demo/" + time, Instant.parse(time)));
    }
    for (int i = 0; i < 3; i++) {
      catalog.receive(upload("demo/" + i, Instant.parse("2026-03-01T00:00:00Z").plusMillis(i)));
    }
    table.settle();

    assertThat(monthsOf(months(null, null, "2026-04-01T00:00:00Z")))
        .containsExactly(month("2026-03", 3L), month("2026-02", 1L), month("2024-02", 1L));
    assertThat(monthsOf(months(null, "2026-02-28T10:00:00Z", "2026-03-01T00:00:00.002Z")))
        .containsExactly(month("2026-03", 2L), month("2026-02", 1L));
    assertThat(monthsOf(months(null, "2026-03-01T00:00:00.001Z", null)))
        .containsExactly(month("2026-11", 1L), month("2026-03", 2L));
    assertThat(monthsOf(months("cup", "2026-11-01T00:00:00Z", null)))
        .as("words are not counted")
        .containsExactly(month("2026-11", null));
    assertThat(monthsOf(new ImageQuery("demo", null, new TagLabel("cup"), null)))
        .containsExactly(month("2026-11", 1L));
    assertThat(monthsOf(new ImageQuery("demo", ImageStatus.FAILED, null, null))).isEmpty();
  }

  @Test
  void aWaitingImageIsNotBeforeItself() {
    ImageRecord first = catalog.receive(upload("demo/1", NOW)).orElseThrow();
    ImageRecord second = catalog.receive(upload("demo/2", NOW.plusSeconds(1))).orElseThrow();

    assertThat(catalog.running("demo", first.position())).isZero();
    assertThat(catalog.running("demo", second.position())).isEqualTo(1);
    assertThat(catalog.running("demo", null)).isEqualTo(2);
  }

  /** DynamoDB Local ends a page of a count after 1 MB of whole records, so few make a long list. */
  @Test
  void countsLongListsWhole() {
    for (int i = 0; i < 30; i++) {
      ImageRecord image = stored("demo/long " + i, "cup");
      catalog.update("demo", image.imageId(), one -> captioned(one, "x".repeat(100_000)));
    }
    catalog.receive(upload("demo/running", Instant.parse("2026-11-20T00:00:00Z")));
    assertThat(catalog.counts("demo")).as("no pointers yet").containsEntry(ImageStatus.DONE, 30L);
    table.settle();

    assertThat(catalog.counts("demo"))
        .containsEntry(ImageStatus.DONE, 30L)
        .containsEntry(ImageStatus.RUNNING, 1L)
        .containsEntry(ImageStatus.FAILED, 0L);
    assertThat(monthsOf(months(null, null, null))).containsExactly(month("2026-11", 31L));
    assertThat(monthsOf(new ImageQuery("demo", ImageStatus.DONE, null, null)))
        .containsExactly(month("2026-11", 30L));
    assertThat(monthsOf(months(null, "2026-11-21T00:00:00Z", null)))
        .containsExactly(month("2026-11", 30L));
  }

  private static ImageRecord captioned(ImageRecord image, String caption) {
    Prompt prompt = new Prompt("a prompt", "fast", List.of(), Examples.machine("x"));
    Description longer =
        image.descriptionOrNone().written(new WritePromptResult(caption, prompt, null, null, null));
    return image.with(Objects.requireNonNull(image.measured()), longer);
  }

  private List<Catalog.Month> monthsOf(ImageQuery query) {
    List<Catalog.Month> counted = catalog.months(query, ZoneOffset.UTC, true);
    assertThat(catalog.months(query, ZoneOffset.UTC, false))
        .extracting(Catalog.Month::month)
        .containsExactlyElementsOf(counted.stream().map(Catalog.Month::month).toList());
    return counted;
  }

  private static Catalog.Month month(String month, Long images) {
    return new Catalog.Month(YearMonth.parse(month), images);
  }

  private static ImageQuery months(String text, String from, String to) {
    return new ImageQuery(
        "demo",
        null,
        null,
        null,
        null,
        null,
        text,
        from == null ? null : Instant.parse(from),
        to == null ? null : Instant.parse(to),
        ImageQuery.Order.NEWEST_FIRST);
  }

  @Test
  void countsTheValuesOfNewerAndOlderRevisionsOnce() {
    stored("demo/a.jpg", "cup", "saucer");
    stored("demo/b.jpg", "cup");

    catalog.receive(upload("demo/a.jpg", 2));
    store(upload("demo/a.jpg", 2), "plate");
    table.settle();

    assertThat(catalog.facets("demo"))
        .contains(
            new Facet("tag", "cup", 1),
            new Facet("tag", "plate", 1),
            new Facet("category", "Kitchen & dining", 2),
            new Facet("color", "navy", 2))
        .noneMatch(facet -> facet.value().equals("saucer"));
    assertThat(table.counters()).isEqualTo(table.pointers());
  }

  @Test
  void aDeletedImageStaysDeletedWhenItsEventComesLate() {
    ImageRecord image = stored("demo/a.jpg", "cup");
    table.settle();

    assertThat(catalog.delete(image.picture())).contains(image);

    assertThat(catalog.receive(image.original())).isEmpty();
    assertThat(catalog.update("demo", image.imageId(), same -> same)).isEmpty();
    assertThat(catalog.find("demo", image.imageId())).isEmpty();
    table.settle();
    assertThat(catalog.facets("demo")).isEmpty();
    assertThat(table.pointers()).isEmpty();
  }

  @Test
  void aRemovedOriginalIsGoneInWhateverOrderItsEventsCome() {
    Upload first = upload("demo/a.jpg", 1);
    Upload second = upload("demo/a.jpg", 2);
    PictureRef removal = upload("demo/a.jpg", 3).picture();
    Runnable remove = () -> catalog.remove(removal, NOW);
    Runnable receiveFirst = () -> catalog.receive(first);
    Runnable receiveSecond = () -> catalog.receive(second);

    for (List<Runnable> order :
        List.of(
            List.of(receiveFirst, receiveSecond, remove),
            List.of(receiveFirst, remove, receiveSecond),
            List.of(remove, receiveSecond, receiveFirst, remove),
            List.of(receiveSecond, remove, receiveFirst))) {
      table.empty();
      order.forEach(Runnable::run);
      assertThat(catalog.find("demo", first.picture().imageId())).isEmpty();
    }
    assertThat(catalog.receive(upload("demo/a.jpg", 4))).isPresent();
    remove.run();
    assertThat(catalog.find("demo", first.picture().imageId())).isPresent();
  }

  @Test
  void aPictureUploadedAfterTheDeletionIsANewOne() {
    ImageRecord image = stored("demo/a.jpg", "cup");
    catalog.delete(image.picture());
    Upload again =
        new Upload(
            PictureRef.of(Examples.BUCKET, "demo/a.jpg", null, Examples.revision(1)),
            5,
            NOW.plusSeconds(1));

    assertThat(catalog.receive(again).orElseThrow().status()).isEqualTo(ImageStatus.RUNNING);
  }

  @Test
  void losesNothingWhenManyChangeOneImageAtOnce() throws Exception {
    ImageId id = stored("demo/a.jpg", "cup").imageId();
    List<Callable<Object>> changes = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      TagLabel label = new TagLabel("tag " + i);
      changes.add(
          () -> catalog.update("demo", id, image -> seenAs(image).apply(label)).orElseThrow());
    }

    AtOnce.call(changes);

    assertThat(catalog.find("demo", id).orElseThrow().tags()).hasSize(61);
    table.settle();
    assertThat(catalog.facets("demo").stream().filter(f -> f.name().equals("tag"))).hasSize(61);
    assertThat(table.counters()).isEqualTo(table.pointers());
  }

  @Test
  void findsImagesLeftOnTheirWayAndNoOthers() {
    stored("demo/done.jpg", "cup");
    ImageRecord left = catalog.receive(upload("demo/left.jpg", 1)).orElseThrow();
    ImageRecord others = catalog.receive(upload("other/left.jpg", 1)).orElseThrow();

    assertThat(unfinished(NOW.plusSeconds(1))).containsExactlyInAnyOrder(left, others);
    assertThat(unfinished(NOW)).isEmpty();
  }

  @Test
  void anImageThatFailedForAPassingReasonIsFoundWhenItsStartIsDue() {
    ImageRecord image = catalog.receive(upload("demo/a.jpg", 1)).orElseThrow();
    ImageRecord failed =
        catalog
            .update(
                "demo",
                image.imageId(),
                now ->
                    ImageJourney.failed(
                        now, now.picture().revision(), now.run().execution(), Examples.ERROR, NOW))
            .orElseThrow();

    assertThat(unfinished(NOW.plusSeconds(60))).isEmpty();
    assertThat(unfinished(NOW.plusSeconds(3600))).containsExactly(failed);
  }

  private List<ImageRecord> unfinished(Instant before) {
    return catalog.dueWork(before, Duration.ZERO, 100).unfinished();
  }

  private static Function<TagLabel, ImageRecord> seenAs(ImageRecord image) {
    return label -> image.with(image.corrections().tagAdded(label, NOW));
  }

  private ImageRecord stored(String key, String... labels) {
    catalog.receive(upload(key, 1));
    return store(upload(key, 1), labels);
  }

  private ImageRecord store(Upload upload, String... labels) {
    return catalog
        .update(
            upload.picture().seller(),
            upload.picture().imageId(),
            image -> Examples.finished(described(image, labels)))
        .orElseThrow();
  }
}
