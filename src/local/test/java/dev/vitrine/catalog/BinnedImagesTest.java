package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.upload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.bin.DeletedRestyles;
import dev.vitrine.catalog.Catalog.Binned;
import dev.vitrine.image.PictureRef;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.table.InvalidCursorException;
import dev.vitrine.table.TableKeys;
import dev.vitrine.upload.Upload;
import dev.vitrine.vocabulary.TagLabel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BinnedImagesTest {
  private static final ImageQuery ALL = new ImageQuery("demo", null, null, null);
  private static final Duration A_MONTH = Duration.ofDays(30);

  @AutoClose private static TestTable table = new TestTable();
  private DynamoDbCatalog catalog;

  @BeforeEach
  void empty() {
    table.empty();
    catalog = table.catalog();
  }

  @Test
  void aPictureInTheBinIsInNoListAndNoCount() {
    ImageRecord image = described("demo/MUG-42_1.jpg", "cup");
    table.settle();
    assertThat(table.pointers()).isNotEmpty();

    assertThat(bin(image, NOW)).isTrue();
    table.settle();

    assertThat(catalog.find("demo", image.imageId())).isEmpty();
    assertThat(catalog.list(ALL, 10, null).images()).isEmpty();
    assertThat(catalog.cards(ALL, 10, null).cards()).isEmpty();
    assertThat(catalog.review("demo", 10, null).images()).isEmpty();
    assertThat(catalog.list(ImageQuery.ofProduct("demo", "MUG-42"), 10, null).images()).isEmpty();
    assertThat(catalog.facets("demo")).isEmpty();
    assertThat(catalog.counts("demo").values()).containsOnly(0L);
    assertThat(table.pointers()).isEmpty();
    assertThat(catalog.update("demo", image.imageId(), same -> same)).isEmpty();
  }

  @Test
  void aRestoredPictureIsAsItWas() {
    ImageRecord image = described("demo/a.jpg", "cup");
    catalog.update(
        "demo",
        image.imageId(),
        now ->
            now.with(
                now.corrections()
                    .tagAdded(new TagLabel("mine"), NOW)
                    .attributeSet("brand", "Acme", NOW)
                    .placed(new ProductPlace("SKU", 2), NOW)));
    ImageRecord corrected = catalog.find("demo", image.imageId()).orElseThrow();
    table.settle();
    var pointers = table.pointers();
    bin(image, NOW);
    table.settle();

    assertThat(catalog.restore("demo", image.imageId())).contains(corrected);
    table.settle();

    assertThat(catalog.find("demo", image.imageId())).contains(corrected);
    assertThat(catalog.list(ALL, 10, null).images()).containsExactly(corrected);
    assertThat(table.pointers()).isEqualTo(pointers);
    assertThat(table.counters()).isEqualTo(pointersThatAreCounted());
    assertThat(catalog.bin("demo", 10, null).images()).isEmpty();
    assertThat(catalog.restore("demo", image.imageId())).as("again").contains(corrected);
  }

  private java.util.Map<String, Long> pointersThatAreCounted() {
    var counted = new java.util.HashMap<>(table.pointers());
    counted.keySet().removeIf(name -> name.contains("#vitrine-product#"));
    return counted;
  }

  @Test
  void whatWasDeletedLastIsFirst() {
    List<Binned> binned = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      ImageRecord image = described("demo/" + i + ".jpg", "cup");
      bin(image, NOW.minusSeconds(i));
      binned.add(new Binned(image, NOW.minusSeconds(i)));
    }
    bin(described("other/a.jpg", "cup"), NOW);

    List<Binned> listed = new ArrayList<>();
    @Nullable String cursor = null;
    int pages = 0;
    do {
      Catalog.BinPage page = catalog.bin("demo", 2, cursor);
      listed.addAll(page.images());
      cursor = page.cursor();
      pages++;
    } while (cursor != null && pages < 5);

    assertThat(listed).isEqualTo(binned);
    String another = catalog.list(ALL, 1, null).cursor();
    assertThatThrownBy(() -> catalog.bin("demo", 2, another == null ? "x" : another))
        .isInstanceOf(InvalidCursorException.class);
    assertThat(catalog.bin("nobody", 2, null).images()).isEmpty();
  }

  @Test
  void aPictureIsDueAfterThirtyDaysAndForgottenOnlyThen() {
    ImageRecord image = described("demo/a.jpg", "cup");
    bin(image, NOW);

    assertThat(expires(image)).isFalse();
    assertThat(open(NOW.plus(A_MONTH).minusSeconds(1)).binned()).isEmpty();
    assertThat(open(NOW.plus(A_MONTH).plusSeconds(1)).binned())
        .containsExactly(new Binned(image, NOW));
    assertThat(open(NOW.plus(A_MONTH.multipliedBy(2))).unfinished()).isEmpty();
    assertThat(catalog.binned("demo", image.imageId())).isPresent();

    assertThat(catalog.delete(image.picture())).contains(image);
    assertThat(expires(image)).isTrue();
    assertThat(open(NOW.plus(A_MONTH.multipliedBy(2))).binned()).isEmpty();
    assertThat(catalog.restore("demo", image.imageId())).isEmpty();
  }

  @Test
  void aDeletedRestyleIsDueAnHourAfterItsThirtyDays() {
    ImageRecord image = described("demo/a.jpg", "cup");
    Restyle wave = Restyle.done(Examples.order("great-wave"), "execution", Examples.painted());
    Instant due = NOW.plus(A_MONTH).plus(Duration.ofHours(1));
    ImageRecord without =
        catalog
            .update(
                "demo",
                image.imageId(),
                now -> DeletedRestyles.deleted(now.with(List.of(wave)), wave.id(), NOW))
            .orElseThrow();

    assertThat(open(due.minusSeconds(1)).withDueRestyles()).isEmpty();
    assertThat(open(due.plusSeconds(1)).withDueRestyles()).containsExactly(without);
    assertThat(open(due.plusSeconds(1)).unfinished()).isEmpty();

    bin(without, NOW);
    assertThat(open(due.plusSeconds(1)).withDueRestyles()).as("in the bin").isEmpty();
    assertThat(catalog.restore("demo", image.imageId())).contains(without);
    assertThat(open(due.plusSeconds(1)).withDueRestyles()).as("again").hasSize(1);

    catalog.update("demo", image.imageId(), now -> now.with(now.restyles(), List.of()));
    assertThat(open(due.plusSeconds(1)).withDueRestyles()).as("forgotten").isEmpty();
  }

  @Test
  void oneReadingFindsAllThatIsToBeDoneTheLongestOpenFirst() {
    ImageRecord gone = described("demo/gone.jpg", "cup");
    catalog.delete(gone.picture());
    ImageRecord binned = described("demo/binned.jpg", "cup");
    bin(binned, NOW.minus(A_MONTH).minusSeconds(1));
    List<ImageRecord> left = new ArrayList<>();
    for (int minutes = 9; minutes > 0; minutes--) {
      Upload upload = upload("demo/left" + minutes + ".jpg", 1);
      Instant since = NOW.minus(Duration.ofMinutes(minutes));
      ImageRecord image = catalog.receive(upload).orElseThrow();
      left.add(
          catalog
              .update("demo", image.imageId(), now -> now.with(now.run().at(since)))
              .orElseThrow());
    }

    Catalog.DueWork open = catalog.dueWork(NOW.plusSeconds(1), Duration.ofMinutes(5), 100);

    assertThat(open.unfinished()).containsExactlyElementsOf(left.subList(0, 5));
    assertThat(open.binned()).extracting(Binned::image).containsExactly(binned);
    assertThat(open.leftovers()).as("deleted less than five minutes ago").isEmpty();
    assertThat(open(NOW.plusSeconds(1)).leftovers())
        .extracting(Leftover::picture)
        .containsExactly(gone.picture());
  }

  private boolean expires(ImageRecord image) {
    return table
        .client
        .getItem(r -> r.tableName(table.name()).key(TableKeys.image("demo", image.imageId())))
        .item()
        .containsKey(TableKeys.EXPIRES_AT);
  }

  @Test
  void aNewUploadTakesThePlaceOfThePictureInTheBin() {
    ImageRecord image = described("demo/a.jpg", "cup");
    bin(image, NOW);

    Upload again = upload("demo/a.jpg", 2);
    ImageRecord received = catalog.receive(again).orElseThrow();

    assertThat(received).isEqualTo(ImageJourney.received(again, NOW));
    assertThat(catalog.bin("demo", 10, null).images()).isEmpty();
    assertThat(catalog.restore("demo", image.imageId())).contains(received);
    assertThat(open(NOW.plusSeconds(1)).leftovers())
        .extracting(Leftover::picture)
        .containsExactly(image.picture());
    assertThat(catalog.delete(image.picture())).as("of the older revision").isEmpty();
    assertThat(catalog.find("demo", image.imageId())).contains(received);
  }

  @Test
  void aLateEventOfThePictureInTheBinChangesNothing() {
    ImageRecord image = described("demo/a.jpg", "cup");
    bin(image, NOW);

    assertThat(catalog.receive(upload("demo/a.jpg", 1))).isEmpty();
    assertThat(catalog.receive(upload("demo/a.jpg", 0))).isEmpty();
    assertThat(catalog.restore("demo", image.imageId())).contains(image);
  }

  @Test
  void whatIsRemovedInTheBucketIsNotInTheBinEither() {
    ImageRecord image = described("demo/a.jpg", "cup");
    bin(image, NOW);

    catalog.remove(PictureRef.of(Examples.BUCKET, "demo/a.jpg", null, Examples.revision(9)), NOW);

    assertThat(catalog.bin("demo", 10, null).images()).isEmpty();
    assertThat(catalog.restore("demo", image.imageId())).isEmpty();
    assertThat(open(NOW.plusSeconds(1)).leftovers()).hasSize(1);
  }

  private Catalog.DueWork open(Instant now) {
    return catalog.dueWork(now, Duration.ZERO, 100);
  }

  private boolean bin(ImageRecord image, Instant at) {
    return catalog.putIntoBin(image.seller(), image.imageId(), at).isPresent();
  }

  private ImageRecord described(String key, String... labels) {
    ImageRecord received = catalog.receive(upload(key, 1)).orElseThrow();
    return catalog
        .update(
            received.seller(),
            received.imageId(),
            image -> Examples.finished(Examples.described(image, labels)))
        .orElseThrow();
  }
}
