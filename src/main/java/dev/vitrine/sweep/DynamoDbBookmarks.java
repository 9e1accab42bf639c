package dev.vitrine.sweep;

import static dev.vitrine.table.TableKeys.s;

import dev.vitrine.table.Table;
import dev.vitrine.table.TableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;

/** Bookmarks as items of the one table. */
@ApplicationScoped
class DynamoDbBookmarks implements Bookmarks {
  private static final String AFTER = "after";
  private static final String BEGUN = "begun";
  private static final String FROM = "from";
  private static final String FAILED = "failed";

  /** In place of a seller in the key of the sweep's own bookmark; no seller's name is empty. */
  private static final String ALL = "";

  private final Table table;

  DynamoDbBookmarks(Table table) {
    this.table = table;
  }

  @Override
  public Optional<Bookmark> of(String seller) {
    Map<String, AttributeValue> item = table.item(TableKeys.bookmark(seller));
    return item.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Bookmark(
                item.containsKey(AFTER) ? TableKeys.text(item, AFTER) : null,
                Instant.parse(TableKeys.text(item, BEGUN)),
                Instant.parse(TableKeys.text(item, FROM)),
                item.containsKey(FAILED)));
  }

  @Override
  public void keep(String seller, Bookmark bookmark) {
    Map<String, AttributeValue> item = new HashMap<>(TableKeys.bookmark(seller));
    if (bookmark.after() != null) {
      item.put(AFTER, s(bookmark.after()));
    }
    item.put(BEGUN, s(bookmark.begun().toString()));
    item.put(FROM, s(bookmark.from().toString()));
    if (bookmark.failed()) {
      item.put(FAILED, s("yes"));
    }
    put(item);
  }

  @Override
  public @Nullable String lastSeller() {
    Map<String, AttributeValue> item = table.item(TableKeys.bookmark(ALL));
    return item.containsKey(AFTER) ? TableKeys.text(item, AFTER) : null;
  }

  @Override
  public void keepLastSeller(@Nullable String seller) {
    Map<String, AttributeValue> item = new HashMap<>(TableKeys.bookmark(ALL));
    if (seller != null) {
      item.put(AFTER, s(seller));
    }
    put(item);
  }

  private void put(Map<String, AttributeValue> item) {
    table.put(Put.builder().tableName(table.name()).item(item).build());
  }
}
