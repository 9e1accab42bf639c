package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.upload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.image.ImageId;
import dev.vitrine.table.TableKeys;
import dev.vitrine.vocabulary.Tag;
import dev.vitrine.vocabulary.TagLabel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Tables of release 0.1.0, which counted in the transaction that wrote the image. */
class IndexAfterUpgradeTest {
  @AutoClose private static TestTable table = new TestTable();
  private DynamoDbCatalog catalog;
  private OlderRelease older;
  private ImageId id;

  @BeforeEach
  void anImageOfTheOlderRelease() {
    table.empty();
    catalog = table.catalog();
    older = new OlderRelease(table.client, table.name());
    id = catalog.receive(upload("demo/a.jpg", 1)).orElseThrow().imageId();
    older.update(
        "demo", id, image -> Examples.finished(Examples.described(image, "cup", "saucer")));
  }

  @Test
  void whatWasCountedIsNotCountedAgain() {
    Map<String, Long> before = table.counters();
    assertThat(before).containsEntry("demo#value#tag#cup", 1L).isEqualTo(table.pointers());

    table.settle();
    table.settle();

    assertThat(table.counters()).isEqualTo(before);
    assertThat(catalog.counts("demo")).containsEntry(ImageStatus.DONE, 1L);
  }

  @Test
  void itsImagesAreListedByNameAfterARecount() {
    ImageQuery byName =
        new ImageQuery(
            "demo",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            ImageQuery.Order.NAME_ASCENDING);
    assertThat(catalog.list(byName, 10, null).images()).isEmpty();

    assertThat(table.index(table.client).recount("demo", null).images()).isEqualTo(1);
    table.settle();

    assertThat(catalog.list(byName, 10, null).images())
        .extracting(ImageRecord::imageId)
        .containsExactly(id);
    assertThat(table.counters()).isEqualTo(table.pointers());
  }

  @Test
  void aChangeIsCountedFromThereOn() {
    tag("mine");
    untag("saucer");
    table.settle();

    hasCounted("cup", "mine");
  }

  @Test
  void whatTheOlderReleaseWritesDuringTheDeploymentIsCountedOnce() {
    tag("mine");
    table.settle();

    // Its function is still running: it knows nothing of what the stream counted.
    older.update(
        "demo", id, image -> image.with(image.corrections().tagAdded(new TagLabel("late"), NOW)));
    assertThat(table.counters()).containsEntry("demo#value#tag#mine", 2L);
    table.settle();

    hasCounted("cup", "saucer", "mine", "late");
    untag("mine");
    table.settle();
    hasCounted("cup", "saucer", "late");
  }

  @Test
  void aDeletionByTheOlderReleaseIsCountedOnce() {
    tag("mine");
    table.settle();

    older.delete("demo", id);
    table.settle();

    assertThat(table.pointers()).isEmpty();
    assertThat(table.counters()).isEmpty();
  }

  @Test
  void nothingIsLeftOfADeletedImageWhenItHasExpired() {
    catalog.delete(catalog.find("demo", id).orElseThrow().picture());
    table.settle();
    assertThat(table.counters()).isEmpty();

    table.client.deleteItem(r -> r.tableName(table.name()).key(TableKeys.image("demo", id)));
    ImageIndex index = table.index(table.client);
    index.follow(List.of(new ImageIndex.Name("demo", id)));

    assertThat(table.pointers()).isEmpty();
    assertThat(table.counters()).isEmpty();
    assertThat(table.entries()).isZero();
  }

  @Test
  void whatItLeftInTheMiddleIsCompletedByTheSweep() {
    older.dieAfter(
        2,
        "demo",
        id,
        image -> {
          Corrections corrections = image.corrections();
          for (String label : new String[] {"a", "b", "c", "d"}) {
            corrections = corrections.tagAdded(new TagLabel(label), NOW);
          }
          return image.with(corrections);
        });
    assertThat(table.counters()).isEqualTo(table.pointers());

    assertThat(catalog.dueWork(NOW.plusSeconds(1), Duration.ZERO, 100).unfinished()).isEmpty();
    table.settle();

    hasCounted("cup", "saucer", "a", "b", "c", "d");
    assertThat(table.open()).as("it is closed").isZero();
  }

  @Test
  void aPlainRecordIsReadAndPackedByItsNextChange() {
    assertThat(record().s()).contains("\"saucer\"");
    ImageRecord before = catalog.find("demo", id).orElseThrow();
    assertThat(before.tags()).extracting(Tag::label).contains("saucer");

    tag("mine");

    assertThat(record().b()).isNotNull();
    assertThat(catalog.find("demo", id).orElseThrow().tags()).containsAll(before.tags());
  }

  private AttributeValue record() {
    return table
        .client
        .getItem(r -> r.tableName(table.name()).key(TableKeys.image("demo", id)))
        .item()
        .get(DynamoDbImage.RECORD);
  }

  private void tag(String label) {
    catalog.update(
        "demo", id, image -> image.with(image.corrections().tagAdded(new TagLabel(label), NOW)));
  }

  private void untag(String label) {
    catalog.update(
        "demo", id, image -> image.with(image.corrections().tagRemoved(new TagLabel(label))));
  }

  private void hasCounted(String... tags) {
    assertThat(table.counters()).isEqualTo(table.pointers());
    assertThat(catalog.facets("demo").stream().filter(one -> one.name().equals(Facet.TAG)))
        .allMatch(one -> one.count() == 1)
        .extracting(Facet::value)
        .containsExactlyInAnyOrder(tags);
  }
}
