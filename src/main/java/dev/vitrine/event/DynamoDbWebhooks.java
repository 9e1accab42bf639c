package dev.vitrine.event;

import static dev.vitrine.table.TableKeys.n;
import static dev.vitrine.table.TableKeys.s;

import dev.vitrine.table.Table;
import dev.vitrine.table.TableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;

/** All webhooks of a seller in one item, so that their number is bounded by its condition. */
@ApplicationScoped
class DynamoDbWebhooks implements Webhooks {
  private static final String WEBHOOKS = "webhooks";
  private static final String VERSION = "version";

  private final Table table;

  DynamoDbWebhooks(Table table) {
    this.table = table;
  }

  @Override
  public List<Webhook> of(String seller) {
    return webhooks(table.item(TableKeys.webhooks(seller)));
  }

  @Override
  public void change(String seller, UnaryOperator<List<Webhook>> change) {
    table.change(
        "the webhooks of " + seller,
        () -> {
          Map<String, AttributeValue> item = table.item(TableKeys.webhooks(seller));
          long version = item.isEmpty() ? 0 : TableKeys.number(item, VERSION);
          List<Webhook> before = webhooks(item);
          List<Webhook> after = change.apply(before);
          boolean isOther = !after.equals(before); // Most attempts that fail change nothing.
          if (isOther) {
            table.put(put(seller, after, version));
          }
          return isOther;
        });
  }

  private Put put(String seller, List<Webhook> webhooks, long version) {
    Map<String, AttributeValue> item = new HashMap<>(TableKeys.webhooks(seller));
    item.put(WEBHOOKS, s(EventJson.write(webhooks)));
    item.put(VERSION, n(version + 1));
    return Put.builder()
        .item(item)
        .conditionExpression("attribute_not_exists(#version) OR #version = :before")
        .expressionAttributeNames(Map.of("#version", VERSION))
        .expressionAttributeValues(Map.of(":before", n(version)))
        .build();
  }

  private static List<Webhook> webhooks(Map<String, AttributeValue> item) {
    return item.isEmpty() ? List.of() : EventJson.webhooks(TableKeys.text(item, WEBHOOKS));
  }
}
