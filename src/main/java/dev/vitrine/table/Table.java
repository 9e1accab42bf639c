package dev.vitrine.table;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Reads and writes of the one table. Every method tries again while DynamoDB throttles, until the
 * caller's {@link Deadline}.
 *
 * <p>Errors of every method: {@link TableUnavailableException} when DynamoDB does not answer in
 * time; DynamoDB's own exception when the request is wrong or not permitted. Writes also throw
 * {@link TableConflictException} when a condition no longer holds or another transaction is writing
 * the item, and {@link ItemTooLargeException}.
 */
@ApplicationScoped
public class Table {
  /** Most keys of one {@link #items}. */
  public static final int MOST_KEYS = 100;

  /** Most actions of one {@link #write}. */
  public static final int MOST_ACTIONS = 100;

  /**
   * Pages of 1 MB that a count reads at most: about 150,000 positions, as DynamoDB counts bytes.
   */
  public static final int MOST_COUNTED_PAGES = 20;

  private final DynamoDbClient dynamoDb;
  private final TableConfig config;

  public Table(DynamoDbClient dynamoDb, TableConfig config) {
    this.dynamoDb = dynamoDb;
    this.config = config;
  }

  /** {@return the table's name, for requests that are built elsewhere} */
  public String name() {
    return config.name();
  }

  /** {@return a record's JSON as an attribute, compressed where {@link TableConfig} says so} */
  public AttributeValue record(String json) {
    return config.compressesRecords() ? StoredJson.packed(json) : TableKeys.s(json);
  }

  /** {@return the item as it is now; empty when there is none} */
  public Map<String, AttributeValue> item(Map<String, AttributeValue> key) {
    return call(() -> dynamoDb.getItem(r -> r.tableName(name()).key(key).consistentRead(true)))
        .item();
  }

  /**
   * {@return the items that exist, in no order, as they are now}
   *
   * @param keys at most {@value #MOST_KEYS}, none twice
   */
  public List<Map<String, AttributeValue>> items(List<Map<String, AttributeValue>> keys) {
    return batch(KeysAndAttributes.builder().keys(keys).consistentRead(true).build());
  }

  /**
   * {@return the items that exist and have an attribute, in no order; they may be a moment old}
   *
   * @param keys at most {@value #MOST_KEYS}, none twice
   * @param attribute which is read, beside the partition key
   */
  public List<Map<String, AttributeValue>> itemsWith(
      List<Map<String, AttributeValue>> keys, String attribute) {
    KeysAndAttributes wanted =
        KeysAndAttributes.builder()
            .keys(keys)
            .projectionExpression("#pk, #attribute")
            .expressionAttributeNames(Map.of("#pk", TableKeys.PK, "#attribute", attribute))
            .build();
    return batch(wanted).stream().filter(item -> item.containsKey(attribute)).toList();
  }

  private List<Map<String, AttributeValue>> batch(KeysAndAttributes wanted) {
    if (wanted.keys().size() > MOST_KEYS) {
      throw new IllegalArgumentException("a batch of " + wanted.keys().size());
    }
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    Patience patience = patience();
    KeysAndAttributes open = wanted;
    while (open != null && !open.keys().isEmpty()) {
      KeysAndAttributes now = open;
      BatchGetItemResponse answer =
          call(() -> dynamoDb.batchGetItem(r -> r.requestItems(Map.of(name(), now))));
      items.addAll(answer.responses().getOrDefault(name(), List.of()));
      open = answer.unprocessedKeys().get(name());
      if (open != null) {
        patience.pause(
            "DynamoDB leaves keys of a batch unread",
            new IllegalStateException(open.keys().size() + " keys are unprocessed"));
      }
    }
    return items;
  }

  /** {@return a page of a list's positions} */
  public List<String> positions(PositionQuery query) {
    return entries(query).stream().map(PositionQuery.Entry::position).toList();
  }

  /**
   * {@return a page of a list's positions, with the attribute that the query names; fewer than it
   * wants only if no more follow} DynamoDB answers with at most 1 MB, and DynamoDB Local counts the
   * bytes of the whole items there, so that one answer may have fewer.
   */
  public List<PositionQuery.Entry> entries(PositionQuery query) {
    List<PositionQuery.Entry> entries = new ArrayList<>();
    QueryRequest next = query.request(name());
    while (true) {
      QueryRequest now = next;
      QueryResponse page = call(() -> dynamoDb.query(now));
      for (Map<String, AttributeValue> item : page.items()) {
        AttributeValue value = query.attribute() == null ? null : item.get(query.attribute());
        entries.add(
            new PositionQuery.Entry(
                TableKeys.text(item, query.range()), value == null ? null : value.s()));
      }
      int missing = query.most() - entries.size();
      if (missing <= 0 || !page.hasLastEvaluatedKey()) {
        return entries;
      }
      next = now.toBuilder().exclusiveStartKey(page.lastEvaluatedKey()).limit(missing).build();
    }
  }

  /**
   * {@return the items of a query}
   *
   * @param mostPages pages of 1 MB that are read at most; the rest is left out
   */
  public List<Map<String, AttributeValue>> query(QueryRequest query, int mostPages) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    pages(query, mostPages).forEach(page -> items.addAll(page.items()));
    return items;
  }

  /** {@return the items of a query; a page is read when one of its items is asked for} */
  public Stream<Map<String, AttributeValue>> stream(QueryRequest query) {
    return pageStream(query).flatMap(page -> page.items().stream());
  }

  private List<QueryResponse> pages(QueryRequest query, int most) {
    return pageStream(query).limit(most).toList();
  }

  private Stream<QueryResponse> pageStream(QueryRequest query) {
    return Stream.iterate(page(query), Objects::nonNull, page -> pageAfter(page, query));
  }

  private @Nullable QueryResponse pageAfter(QueryResponse page, QueryRequest query) {
    return page.hasLastEvaluatedKey()
        ? page(query.toBuilder().exclusiveStartKey(page.lastEvaluatedKey()).build())
        : null;
  }

  private QueryResponse page(QueryRequest query) {
    return call(() -> dynamoDb.query(query));
  }

  /**
   * Positions of a list that were counted.
   *
   * @param isWhole whether these are all; otherwise there are more
   */
  public record Count(long positions, boolean isWhole) {}

  /**
   * {@return the number of positions in a part of a list}
   *
   * @param part the list, and the position after which is counted; its limit does not count
   * @param before the position that the part ends before; null for the list's end
   * @param mostPages pages of 1 MB that are read at most. DynamoDB adds up the bytes of what the
   *     index keeps, DynamoDB Local those of the whole items
   */
  public Count count(PositionQuery part, @Nullable String before, int mostPages) {
    List<QueryResponse> pages = pages(part.counting(name(), before), mostPages);
    return new Count(
        pages.stream().mapToLong(QueryResponse::count).sum(),
        !pages.get(pages.size() - 1).hasLastEvaluatedKey());
  }

  /** Writes an item if its condition holds. Half the price of a transaction, and half the time. */
  public void put(Put put) {
    call(
        () ->
            dynamoDb.putItem(
                r ->
                    r.tableName(name())
                        .item(put.item())
                        .conditionExpression(put.conditionExpression())
                        .expressionAttributeNames(
                            put.hasExpressionAttributeNames()
                                ? put.expressionAttributeNames()
                                : null)
                        .expressionAttributeValues(
                            put.hasExpressionAttributeValues()
                                ? put.expressionAttributeValues()
                                : null)));
  }

  /**
   * Changes an item if its condition holds, without a second try after an error: for changes that a
   * later call can make as well.
   *
   * @return whether the item was changed; false also after an error
   */
  public boolean tryUpdate(Update update) {
    try {
      dynamoDb.updateItem(
          r ->
              r.tableName(name())
                  .key(update.key())
                  .updateExpression(update.updateExpression())
                  .conditionExpression(update.conditionExpression())
                  .expressionAttributeNames(update.expressionAttributeNames())
                  .expressionAttributeValues(update.expressionAttributeValues()));
      return true;
    } catch (SdkException e) {
      return false;
    }
  }

  /** One request of {@link BatchWrites}. */
  BatchWriteItemResponse batchWrite(Map<String, List<WriteRequest>> writes) {
    return call(() -> dynamoDb.batchWriteItem(r -> r.requestItems(writes)));
  }

  Patience patience() {
    return new Patience(config.patience());
  }

  /**
   * Writes all or nothing.
   *
   * @param actions at most {@value #MOST_ACTIONS}
   */
  public void write(List<TransactWriteItem> actions) {
    call(() -> dynamoDb.transactWriteItems(r -> r.transactItems(actions)));
  }

  /**
   * Makes a change that reads, decides, and writes on the condition that nobody else wrote in
   * between. Repeats it while others write in between, until the caller's {@link Deadline}.
   *
   * @param what names what is changed, for the error's message
   * @param change one try; its writes throw {@link TableConflictException}
   * @return what the successful try gave
   * @throws TableUnavailableException when others were faster until the deadline
   */
  public <T> T change(String what, Supplier<T> change) {
    Patience patience = patience();
    while (true) {
      try {
        return change.get();
      } catch (TableConflictException e) {
        patience.pause(what + " is changed by too many at once", e);
      }
    }
  }

  private <T> T call(Supplier<T> request) {
    Patience patience = patience();
    while (true) {
      try {
        return request.get();
      } catch (SdkException e) {
        switch (TableError.of(e)) {
          case THROTTLED -> patience.pause("DynamoDB throttles", e);
          case CONFLICT -> throw new TableConflictException(e);
          case TOO_LARGE -> throw new ItemTooLargeException(e);
          case UNREACHABLE ->
              throw new TableUnavailableException("DynamoDB did not answer: " + e.getMessage(), e);
          case REFUSED -> throw e;
        }
      }
    }
  }
}
