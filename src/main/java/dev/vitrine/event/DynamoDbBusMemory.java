package dev.vitrine.event;

import static dev.vitrine.table.TableKeys.n;

import dev.vitrine.table.Table;
import dev.vitrine.table.TableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;

/** An item of the one table for each event, which DynamoDB drops when it is no longer told. */
@ApplicationScoped
class DynamoDbBusMemory implements BusMemory {
  private static final Duration KEPT = Duration.ofDays(2);

  private final Table table;

  DynamoDbBusMemory(Table table) {
    this.table = table;
  }

  @Override
  public boolean has(String seller, Event event) {
    return !table.item(TableKeys.onBus(seller, event.id())).isEmpty();
  }

  @Override
  public void remember(String seller, Event event) {
    Map<String, AttributeValue> item = new HashMap<>(TableKeys.onBus(seller, event.id()));
    item.put(TableKeys.EXPIRES_AT, n(event.at().plus(KEPT).getEpochSecond()));
    table.put(Put.builder().item(item).build());
  }
}
