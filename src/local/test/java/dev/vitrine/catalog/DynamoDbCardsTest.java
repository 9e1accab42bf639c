package dev.vitrine.catalog;

import static dev.vitrine.catalog.Examples.NOW;
import static dev.vitrine.catalog.Examples.upload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.ImageQuery.Order;
import dev.vitrine.image.ImageId;
import dev.vitrine.table.TableKeys;
import dev.vitrine.upload.Upload;
import dev.vitrine.vocabulary.TagLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoDbCardsTest {
  private static final ImageQuery ALL = ImageQuery.all("demo");
  private static final ImageQuery CUPS = new ImageQuery("demo", null, new TagLabel("cup"), null);

  /** Names of the requests, in their order. */
  private static final List<String> CALLS = new ArrayList<>();

  @AutoClose private static TestTable table = TestTable.overHttp();

  @AutoClose
  private static DynamoDbClient seen =
      table.client(
          new ExecutionInterceptor() {
            @Override
            public void beforeExecution(
                Context.BeforeExecution context, ExecutionAttributes attributes) {
              CALLS.add(context.request().getClass().getSimpleName().replace("Request", ""));
            }
          });

  private DynamoDbCatalog catalog;

  @BeforeEach
  void fill() {
    table.empty();
    catalog = table.catalog(seen);
    for (int i = 0; i < 3; i++) {
      add(catalog, "demo/" + i + ".jpg", i);
    }
    table.settle();
    CALLS.clear();
  }

  @Test
  void aCardSaysWhatItsRecordDoes() {
    List<ImageRecord> records = catalog.list(ALL, 10, null).images();

    assertThat(catalog.cards(ALL, 10, null).cards())
        .hasSize(3)
        .isEqualTo(records.stream().map(Card::of).toList());
    assertThat(records.get(0).facets()).isEqualTo(Card.of(records.get(0)).facets());
  }

  @Test
  void aPageOfAllIsOneQuery() {
    catalog.cards(ALL, 2, null);

    assertThat(CALLS).containsExactly("Query");
  }

  @Test
  void wordsAreLookedForInTheCardsOfOneQuery() {
    ImageQuery words =
        new ImageQuery(
            "demo", null, null, null, null, null, "CUP 1.jpg", null, null, Order.NEWEST_FIRST);

    assertThat(catalog.cards(words, 10, null).cards())
        .extracting(Card::key)
        .containsExactly("demo/1.jpg");
    assertThat(CALLS).containsExactly("Query");
  }

  @Test
  void aPageOfATagIsAQueryAndABatchOfCards() {
    assertThat(catalog.cards(CUPS, 10, null).cards()).hasSize(3);

    assertThat(CALLS).containsExactly("Query", "BatchGetItem");
  }

  /** So the index {@code cards} is written twice for a picture, not three times. */
  @Test
  void aNewPictureShowsItsDescriptionWhenItIsFinished() {
    ImageRecord received = Examples.received("demo/new.jpg");
    ImageRecord described = Examples.described(received, "cup");

    assertThat(RecordJson.write(Card.of(described))).isEqualTo(RecordJson.write(Card.of(received)));
    assertThat(Card.of(Examples.finished(described)).tags()).containsExactly("cup");
  }

  @Test
  void aPictureThatIsPaintedOrDescribedAnewShowsItsDescription() {
    ImageRecord described = Examples.described(Examples.received("demo/new.jpg"), "cup");
    ImageRecord painting =
        ImageJourney.ordered(described, Examples.order("starry-night"), true, NOW);
    ImageRecord anew = ImageJourney.redescribed(Examples.finished(described), NOW);

    assertThat(List.of(painting, anew, Examples.described(anew, "cup")))
        .extracting(Card::of)
        .allSatisfy(card -> assertThat(card.tags()).containsExactly("cup"));
  }

  @Test
  void everyChangeIsOnTheCard() {
    ImageId imageId = catalog.cards(ALL, 1, null).cards().get(0).imageId();

    catalog.update(
        "demo",
        imageId,
        image -> image.with(image.corrections().attributeSet("brand", "Acme", NOW)));
    assertThat(card(imageId).attributes()).containsEntry("brand", "Acme");

    catalog.update(
        "demo", imageId, image -> image.settled(ImageStatus.FAILED, Examples.ERROR, NOW));
    assertThat(card(imageId).error()).isEqualTo(Examples.ERROR);
    assertThat(card(imageId).status()).isEqualTo(ImageStatus.FAILED);

    catalog.delete(catalog.find("demo", imageId).orElseThrow().picture());
    assertThat(catalog.cards(ALL, 10, null).cards())
        .extracting(Card::imageId)
        .hasSize(2)
        .doesNotContain(imageId);
  }

  @Test
  void anImageOfAnOlderVersionIsShownByItsRecordAndGetsItsCard() {
    List<Card> wanted = catalog.cards(ALL, 10, null).cards();
    for (String card : new String[] {"", "{\"v\":0}", "no JSON"}) {
      wanted.forEach(one -> setCard(one.imageId(), card));
      CALLS.clear();

      assertThat(catalog.cards(ALL, 10, null).cards()).isEqualTo(wanted);
      assertThat(CALLS)
          .containsExactly("Query", "BatchGetItem", "UpdateItem", "UpdateItem", "UpdateItem");

      CALLS.clear();
      assertThat(catalog.cards(ALL, 10, null).cards()).isEqualTo(wanted);
      assertThat(CALLS).as("the second time").containsExactly("Query");
    }
  }

  @Test
  void aTableWithoutTheIndexGetsIt() {
    table.emptyWithout(TableKeys.CARDS);
    DynamoDbCatalog older = table.catalog();
    add(older, "demo/0.jpg", 0);

    table.createAgain();

    assertThat(older.cards(ALL, 10, null).cards())
        .extracting(Card::key)
        .containsExactly("demo/0.jpg");
  }

  private Card card(ImageId imageId) {
    return catalog.cards(ALL, 10, null).cards().stream()
        .filter(card -> card.imageId().equals(imageId))
        .findFirst()
        .orElseThrow();
  }

  /** Writes as an older or newer version would: nothing if {@code card} is empty. */
  private static void setCard(ImageId imageId, String card) {
    table.client.updateItem(
        r -> {
          r.tableName(table.name()).key(TableKeys.image("demo", imageId));
          if (card.isEmpty()) {
            r.updateExpression("REMOVE card");
          } else {
            r.updateExpression("SET card = :card")
                .expressionAttributeValues(Map.of(":card", TableKeys.s(card)));
          }
        });
  }

  private static void add(DynamoDbCatalog catalog, String key, int i) {
    Upload upload = upload(key, NOW.plusMillis(i));
    catalog.receive(upload);
    catalog.update(
        "demo",
        upload.picture().imageId(),
        image -> Examples.finished(Examples.described(image, "cup")));
  }
}
