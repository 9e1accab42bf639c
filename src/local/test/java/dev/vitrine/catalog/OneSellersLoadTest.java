package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.upload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.AtOnce;
import dev.vitrine.OnlyInCi;
import dev.vitrine.table.TableKeys;
import dev.vitrine.upload.Upload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Many pictures of one seller at once: nearly all have the same few values. */
@OnlyInCi
class OneSellersLoadTest {
  private static final int PICTURES_A_SECOND = 500;
  private static final int PICTURES = 200;

  @AutoClose private static TestTable table = new TestTable();

  @BeforeEach
  void empty() {
    table.empty();
  }

  @Test
  void noPictureIsRefusedBecauseAnotherIsCounted() throws Exception {
    ContendedDynamoDb contended = new ContendedDynamoDb();
    AtomicInteger refused = new AtomicInteger();
    DynamoDbCatalog catalog = table.catalog(table.client(contended.meeting(refused)));
    ImageIndex index = table.index(table.client(contended.meeting(new AtomicInteger())));
    List<Callable<Object>> work = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      work.add(stored(catalog, i));
      if (i % 6 == 5) {
        work.add(followed(index));
      }
    }

    AtOnce.call(work);
    table.settle();

    assertThat(refused).as("writes of pictures that met a transaction").hasValue(0);
    assertThat(catalog.facets("demo"))
        .contains(
            new Facet("tag", "cup", 60),
            new Facet("tag", "odd 0", 30),
            new Facet("background", "white", 60));
    assertThat(table.counters()).isEqualTo(table.pointers());
  }

  @Test
  void countingInTheSameTransactionRefusedThem() throws Exception {
    AtomicInteger refused = new AtomicInteger();
    DynamoDbCatalog catalog = table.catalog();
    OlderRelease older =
        new OlderRelease(table.client(new ContendedDynamoDb().meeting(refused)), table.name());
    List<Callable<Object>> work = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      ImageRecord image = catalog.receive(upload("demo/" + i + ".jpg", 1)).orElseThrow();
      work.add(
          () -> {
            try {
              older.update("demo", image.imageId(), one -> Examples.described(one, "cup"));
            } catch (RuntimeException e) {
              assertThat(refused).hasPositiveValue();
            }
            return image;
          });
    }

    AtOnce.call(work);

    assertThat(refused).as("so the other test would see it").hasPositiveValue();
  }

  /**
   * Two hundred pictures come at an even pace. Each is received, described a while later, and
   * finished still later. The table's stream is delivered in batches of 100.
   */
  @Test
  void fiveHundredPicturesASecondStayWithinEveryPartitionOfTheTable() {
    WriteUnits units = new WriteUnits();
    try (DynamoDbClient measured = table.client(units)) {
      load(table.catalog(measured), table.index(measured), PICTURES);
    }

    assertThat(units.largestCard).as("bytes of a card").isLessThan(1000);
    assertThat(units.others().get(TableKeys.valuePartition("demo", Facet.Key.byName().text())))
        .as("units of the list by file name, one for each picture")
        .isEqualTo(PICTURES);
    assertThat(units.ofCounters() * PICTURES_A_SECOND / PICTURES / TableKeys.SHARDS)
        .as("units a second of a shard of the counters")
        .isLessThan(WriteUnits.LIMIT);
    units
        .others()
        .forEach(
            (partition, sum) -> {
              double aPicture = sum / PICTURES;
              double most = WriteUnits.LIMIT / aPicture;
              assertThat(most)
                  .as("pictures a second by %s", partition)
                  .isGreaterThanOrEqualTo(PICTURES_A_SECOND);
            });
    assertThat(table.counters()).isEqualTo(table.pointers());
  }

  private static void load(DynamoDbCatalog catalog, ImageIndex index, int pictures) {
    int later = 20;
    List<ImageIndex.Name> stream = new ArrayList<>();
    for (int now = 0; now < pictures + 2 * later; now++) {
      step(now, pictures, i -> catalog.receive(picture(i)), stream);
      step(now - later, pictures, i -> described(catalog, i), stream);
      step(now - 2 * later, pictures, i -> finished(catalog, i), stream);
      while (stream.size() >= 100) {
        index.follow(stream.subList(0, 100));
        stream.subList(0, 100).clear();
      }
    }
    index.follow(stream);
  }

  private static void step(
      int picture, int pictures, IntConsumer work, List<ImageIndex.Name> stream) {
    if (picture >= 0 && picture < pictures) {
      work.accept(picture);
      stream.add(new ImageIndex.Name("demo", picture(picture).picture().imageId()));
    }
  }

  private static Upload picture(int i) {
    return upload("demo/" + i + ".jpg", NOW.plusMillis(2L * i));
  }

  private static void described(DynamoDbCatalog catalog, int i) {
    String[] labels = {"cup", "saucer", "kitchen", "odd " + i % 2, "of ten " + i % 10, "one " + i};
    catalog.update(
        "demo", picture(i).picture().imageId(), image -> Examples.described(image, labels));
  }

  private static void finished(DynamoDbCatalog catalog, int i) {
    catalog.update("demo", picture(i).picture().imageId(), Examples::finished);
  }

  private static Callable<Object> stored(DynamoDbCatalog catalog, int i) {
    return () -> {
      ImageRecord image = catalog.receive(upload("demo/" + i + ".jpg", 1)).orElseThrow();
      return catalog.update(
          "demo",
          image.imageId(),
          one -> Examples.finished(Examples.described(one, "cup", "saucer", "odd " + i % 2)));
    };
  }

  private static Callable<Object> followed(ImageIndex index) {
    return () -> {
      index.follow(table.names());
      return index;
    };
  }
}
