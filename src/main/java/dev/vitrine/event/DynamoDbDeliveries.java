package dev.vitrine.event;

import static dev.vitrine.table.TableKeys.n;
import static dev.vitrine.table.TableKeys.s;

import dev.vitrine.table.Deadline;
import dev.vitrine.table.Table;
import dev.vitrine.table.TableConflictException;
import dev.vitrine.table.TableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Deliveries as items of the one table, which DynamoDB drops after 30 days. */
@ApplicationScoped
class DynamoDbDeliveries implements Deliveries {
  private static final String DELIVERY = "delivery";
  private static final String VERSION = "version";
  private static final Duration KEPT = Duration.ofDays(30);

  /** Left for reading and deleting some more. */
  private static final Duration A_ROUND = Duration.ofSeconds(1);

  private final Table table;

  DynamoDbDeliveries(Table table) {
    this.table = table;
  }

  @Override
  public Delivery add(Delivery delivery) {
    Put put =
        put(delivery)
            .conditionExpression("attribute_not_exists(#pk)")
            .expressionAttributeNames(Map.of("#pk", TableKeys.PK))
            .build();
    try {
      table.put(put);
      return delivery;
    } catch (TableConflictException e) {
      return find(delivery.message()).orElse(delivery);
    }
  }

  @Override
  public Optional<Delivery> find(DeliveryQueue.Message message) {
    Map<String, AttributeValue> item =
        table.item(TableKeys.delivery(message.seller(), message.webhookId(), message.eventId()));
    return item.isEmpty() ? Optional.empty() : Optional.of(delivery(item));
  }

  @Override
  public boolean replace(Delivery delivery) {
    Put put =
        put(delivery)
            .conditionExpression("#version = :before")
            .expressionAttributeNames(Map.of("#version", VERSION))
            .expressionAttributeValues(Map.of(":before", n(delivery.version() - 1)))
            .build();
    try {
      table.put(put);
      return true;
    } catch (TableConflictException e) {
      return false;
    }
  }

  @Override
  public List<Delivery> latest(String seller, String webhookId, String before, int most) {
    return items(seller, webhookId, before, most).stream()
        .map(DynamoDbDeliveries::delivery)
        .toList();
  }

  private List<Map<String, AttributeValue>> items(
      String seller, String webhookId, String before, int most) {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(table.name())
            .keyConditionExpression("#pk = :webhook AND #sk < :before")
            .expressionAttributeNames(Map.of("#pk", TableKeys.PK, "#sk", TableKeys.SK))
            .expressionAttributeValues(
                Map.of(
                    ":webhook", s(TableKeys.deliveries(seller, webhookId)), ":before", s(before)))
            .scanIndexForward(false)
            .limit(most)
            .build();
    return table.query(query, 1);
  }

  @Override
  public void forget(String seller, String webhookId) {
    List<Map<String, AttributeValue>> some =
        items(seller, webhookId, AFTER_ALL, Table.MOST_ACTIONS);
    while (!some.isEmpty()) {
      List<TransactWriteItem> deletions = some.stream().map(this::deletion).toList();
      // A delivery that is being attempted is written at the same time.
      table.change(
          "the deliveries of webhook " + webhookId,
          () -> {
            table.write(deletions);
            return true;
          });
      if (Deadline.isNearerThan(A_ROUND)) {
        return;
      }
      some = items(seller, webhookId, AFTER_ALL, Table.MOST_ACTIONS);
    }
  }

  private TransactWriteItem deletion(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> key =
        Map.of(TableKeys.PK, item.get(TableKeys.PK), TableKeys.SK, item.get(TableKeys.SK));
    return TransactWriteItem.builder()
        .delete(Delete.builder().tableName(table.name()).key(key).build())
        .build();
  }

  private Put.Builder put(Delivery delivery) {
    Map<String, AttributeValue> item =
        new HashMap<>(
            TableKeys.delivery(delivery.seller(), delivery.webhookId(), delivery.eventId()));
    item.put(DELIVERY, s(EventJson.write(delivery)));
    item.put(VERSION, n(delivery.version()));
    item.put(TableKeys.EXPIRES_AT, n(delivery.at().plus(KEPT).getEpochSecond()));
    return Put.builder().tableName(table.name()).item(item);
  }

  private static Delivery delivery(Map<String, AttributeValue> item) {
    return EventJson.read(TableKeys.text(item, DELIVERY), Delivery.class);
  }
}
