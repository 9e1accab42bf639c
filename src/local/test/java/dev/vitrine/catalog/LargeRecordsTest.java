package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.upload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.table.StoredJson;
import dev.vitrine.upload.Upload;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Lists of records so large that a page of them has more than 1 MB, after which DynamoDB Local ends
 * an answer: it counts the bytes of the whole items, whatever an index keeps of them.
 */
class LargeRecordsTest {
  private static final int IMAGES = 120;
  private static final ImageQuery ALL = new ImageQuery("demo", null, null, null);

  @AutoClose private static TestTable table = new TestTable();
  private static DynamoDbCatalog catalog;

  @BeforeAll
  static void fill() {
    table.empty();
    catalog = table.catalog();
    Random random = new Random(1);
    String[] labels =
        IntStream.range(0, 90).mapToObj(i -> incompressible(random)).toArray(String[]::new);
    for (int i = 0; i < IMAGES; i++) {
      Upload upload = upload("demo/" + i + ".jpg", NOW.plusMillis(i));
      catalog.receive(upload);
      catalog.update(
          "demo", upload.picture().imageId(), image -> Examples.described(image, labels));
    }
  }

  /** {@return a label of 90 Chinese characters by chance} */
  private static String incompressible(Random random) {
    return random
        .ints(90, 0x4E00, 0x9FA0)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  void aRecordIsLarge() {
    ImageRecord image = catalog.list(ALL, 1, null).images().get(0);

    assertThat(StoredJson.packed(RecordJson.write(image)).b().asByteArray())
        .hasSizeGreaterThan(12_000);
  }

  @Test
  void aPageHasAsManyImagesAsItMay() {
    Catalog.Page first = catalog.list(ALL, 100, null);

    assertThat(first.images()).hasSize(100);
    assertThat(first.cursor()).isNotNull();
    Catalog.Page second = catalog.list(ALL, 100, first.cursor());
    assertThat(second.images()).hasSize(IMAGES - 100).doesNotContainAnyElementsOf(first.images());
    assertThat(second.cursor()).isNull();
  }

  @Test
  void aPageHasAsManyCardsAsItMay() {
    Catalog.Cards first = catalog.cards(ALL, 100, null);

    assertThat(first.cards()).hasSize(100);
    assertThat(catalog.cards(ALL, 100, first.cursor()).cards()).hasSize(IMAGES - 100);
  }

  @Test
  void aRecountNamesThemAll() {
    ImageIndex index = table.index(table.client);
    ImageIndex.Page first = index.recount("demo", null);

    assertThat(first.images()).isEqualTo(100);
    assertThat(index.recount("demo", first.cursor()).images()).isEqualTo(IMAGES - 100);
  }
}
