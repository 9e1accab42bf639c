package dev.vitrine.export;

import static dev.vitrine.table.TableKeys.n;
import static dev.vitrine.table.TableKeys.s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.table.StoredJson;
import dev.vitrine.table.Table;
import dev.vitrine.table.TableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;

/** Receipts as items of the one table, about 50 bytes an image. */
@ApplicationScoped
class DynamoDbExportReceipts implements ExportReceipts {
  private static final String RECEIPT = "receipt";
  private static final Duration KEPT = Duration.ofDays(2);
  private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");
  private static final JsonMapper JSON = StoredJson.mapper();

  private final Table table;

  DynamoDbExportReceipts(Table table) {
    this.table = table;
  }

  @Override
  public String keep(String seller, Receipt receipt) {
    String id = UUID.randomUUID().toString();
    Map<String, AttributeValue> item = new HashMap<>(TableKeys.exportReceipt(seller, id));
    try {
      item.put(RECEIPT, s(JSON.writeValueAsString(receipt)));
    } catch (JsonProcessingException e) {
      throw new AssertionError("strings and a time are JSON", e);
    }
    item.put(TableKeys.EXPIRES_AT, n(receipt.at().plus(KEPT).getEpochSecond()));
    table.put(Put.builder().item(item).build());
    return id;
  }

  @Override
  public Optional<Receipt> find(String seller, String id) {
    if (!ID.matcher(id).matches()) {
      return Optional.empty(); // A key may not be of any length.
    }
    Map<String, AttributeValue> item = table.item(TableKeys.exportReceipt(seller, id));
    if (item.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(TableKeys.text(item, RECEIPT), Receipt.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("receipt " + id, e);
    }
  }
}
