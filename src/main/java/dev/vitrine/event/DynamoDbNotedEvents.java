package dev.vitrine.event;

import static dev.vitrine.table.TableKeys.n;
import static dev.vitrine.table.TableKeys.s;

import dev.vitrine.table.Table;
import dev.vitrine.table.TableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;

/** Noted events as items of the one table, which DynamoDB drops when no stream names them. */
@ApplicationScoped
class DynamoDbNotedEvents implements NotedEvents {
  private static final String NOTED = "event";

  /** The stream names a write for a day. */
  private static final Duration KEPT = Duration.ofDays(2);

  private final Table table;

  DynamoDbNotedEvents(Table table) {
    this.table = table;
  }

  @Override
  public void note(String seller, Event event) {
    Map<String, AttributeValue> item = new HashMap<>(TableKeys.event(seller, event.id()));
    item.put(NOTED, s(EventJson.write(event)));
    item.put(TableKeys.EXPIRES_AT, n(event.at().plus(KEPT).getEpochSecond()));
    table.put(Put.builder().item(item).build());
  }

  @Override
  public Optional<Event> find(Name name) {
    Map<String, AttributeValue> item = table.item(TableKeys.event(name.seller(), name.eventId()));
    return item.isEmpty()
        ? Optional.empty()
        : Optional.of(EventJson.read(TableKeys.text(item, NOTED), Event.class));
  }
}
