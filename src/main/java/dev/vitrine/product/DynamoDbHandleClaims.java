package dev.vitrine.product;

import dev.vitrine.image.ImageId;
import dev.vitrine.table.Table;
import dev.vitrine.table.TableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** An item for each handle, written on the condition that it is as it was read. */
@ApplicationScoped
class DynamoDbHandleClaims implements HandleClaims {
  private static final String IMAGE = "image";
  private static final String AT = "at";
  private static final Map<String, String> NAMES = Map.of("#image", IMAGE, "#at", AT);

  private final Table table;

  DynamoDbHandleClaims(Table table) {
    this.table = table;
  }

  @Override
  public boolean claim(String seller, String handle, Claim wanted, Predicate<Claim> counts) {
    Map<String, AttributeValue> key = TableKeys.handle(seller, handle);
    return table.change(
        "the handle " + handle,
        () -> {
          Map<String, AttributeValue> known = table.item(key);
          boolean isFree = known.isEmpty() || !counts.test(claim(known));
          if (isFree) {
            table.put(put(key, known, wanted));
          }
          return isFree;
        });
  }

  @Override
  public Map<String, Claim> find(String seller, Set<String> handles) {
    List<Map<String, AttributeValue>> keys =
        handles.stream().map(handle -> TableKeys.handle(seller, handle)).toList();
    Map<String, Claim> found = new HashMap<>();
    for (int from = 0; from < keys.size(); from += Table.MOST_KEYS) {
      table
          .items(keys.subList(from, Math.min(keys.size(), from + Table.MOST_KEYS)))
          .forEach(item -> found.put(TableKeys.text(item, TableKeys.SK), claim(item)));
    }
    return found;
  }

  private static Claim claim(Map<String, AttributeValue> item) {
    return new Claim(
        new ImageId(TableKeys.text(item, IMAGE)), Instant.ofEpochMilli(TableKeys.number(item, AT)));
  }

  private Put put(
      Map<String, AttributeValue> key, Map<String, AttributeValue> known, Claim wanted) {
    Map<String, AttributeValue> item = new HashMap<>(key);
    item.put(IMAGE, TableKeys.s(wanted.image().value()));
    item.put(AT, TableKeys.n(wanted.at().toEpochMilli()));
    Put.Builder put = Put.builder().tableName(table.name()).item(item);
    return known.isEmpty()
        ? put.conditionExpression("attribute_not_exists(#pk)")
            .expressionAttributeNames(Map.of("#pk", TableKeys.PK))
            .build()
        : put.conditionExpression("#image = :image AND #at = :at")
            .expressionAttributeNames(NAMES)
            .expressionAttributeValues(
                Map.of(
                    ":image", TableKeys.s(TableKeys.text(known, IMAGE)),
                    ":at", TableKeys.n(TableKeys.number(known, AT))))
            .build();
  }

  @Override
  public void release(String seller, String handle, ImageId imageId) {
    table.tryUpdate(
        Update.builder()
            .tableName(table.name())
            .key(TableKeys.handle(seller, handle))
            .updateExpression("SET #at = :never")
            .conditionExpression("#image = :image")
            .expressionAttributeNames(NAMES)
            .expressionAttributeValues(
                Map.of(":image", TableKeys.s(imageId.value()), ":never", TableKeys.n(0)))
            .build());
  }
}
