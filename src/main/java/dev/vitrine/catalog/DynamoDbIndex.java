package dev.vitrine.catalog;

import static dev.vitrine.table.TableKeys.n;

import dev.vitrine.catalog.DynamoDbIndexEntry.Step;
import dev.vitrine.catalog.Pointers.Move;
import dev.vitrine.image.ImageId;
import dev.vitrine.table.BatchWrites;
import dev.vitrine.table.Cursor;
import dev.vitrine.table.Position;
import dev.vitrine.table.PositionQuery;
import dev.vitrine.table.Table;
import dev.vitrine.table.TableConflictException;
import dev.vitrine.table.TableKeys;
import dev.vitrine.table.TableUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The index in the table: pointers by plain writes, which may be repeated, then the counters in one
 * transaction with the {@link DynamoDbIndexEntry entries} of the images that they count.
 * docs/decisions/0024-counting-by-stream.md says why.
 */
@ApplicationScoped
class DynamoDbIndex implements ImageIndex {
  private static final Logger LOG = Logger.getLogger(DynamoDbIndex.class);

  /** Most counters in a transaction, beside the entry of an image. */
  private static final int MOST_COUNTS = Table.MOST_ACTIONS - 1;

  /** Tries of a transaction on another shard of the counters before all is read again. */
  private static final int MOST_SHARDS_TRIED = 4;

  private static final int LONGEST_PART = 100;

  /** Name of the recount in its cursors. */
  private static final String LIST = "recount";

  private final Table table;
  private final BatchWrites writes;
  private final DynamoDbImages images;

  DynamoDbIndex(Table table, Clock clock) {
    this.table = table;
    this.writes = new BatchWrites(table);
    this.images = new DynamoDbImages(table, clock);
  }

  @Override
  public void follow(Collection<Name> changed) {
    List<Name> all = List.copyOf(new LinkedHashSet<>(changed));
    for (int from = 0; from < all.size(); from += Table.MOST_KEYS) {
      List<Name> some = all.subList(from, Math.min(all.size(), from + Table.MOST_KEYS));
      boolean left;
      do {
        left = table.change("the index of " + some.get(0).seller(), () -> isMoreLeft(some));
      } while (left);
    }
  }

  @Override
  public Page recount(String seller, @Nullable String cursor) {
    List<String> places =
        table.positions(
            new PositionQuery(
                TableKeys.NEWEST,
                TableKeys.SELLER,
                seller,
                TableKeys.POSITION,
                true,
                cursor == null ? null : Cursor.position(cursor, LIST),
                LONGEST_PART));
    places.forEach(place -> writeAgain(seller, Position.imageId(place)));
    boolean last = places.size() < LONGEST_PART;
    return new Page(
        places.size(), last ? null : new Cursor(LIST, places.get(places.size() - 1)).text());
  }

  /** An image that cannot be read keeps no other from being named. */
  private void writeAgain(String seller, ImageId imageId) {
    try {
      images.writeAgain(seller, imageId);
    } catch (TableUnavailableException | SdkException e) {
      throw e; // of the table, not of this image
    } catch (RuntimeException e) {
      LOG.errorf(e, "image %s of %s cannot be named anew", imageId, seller);
    }
  }

  /** Brings each entry one write nearer to its image. {@return whether another call must follow} */
  private boolean isMoreLeft(List<Name> names) {
    // Entries are read first, so that no image is older than what its entry has counted.
    Map<Map<String, AttributeValue>, Map<String, AttributeValue>> entries = new LinkedHashMap<>();
    table
        .items(names.stream().map(DynamoDbIndex::key).toList())
        .forEach(item -> entries.put(TableKeys.keyOf(item), item));
    Map<Name, DynamoDbImage> known = images.loadAll(names);
    List<WriteRequest> pointers = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    boolean more = false;
    for (Name name : names) {
      DynamoDbImage image = known.get(name);
      DynamoDbIndexEntry entry =
          DynamoDbIndexEntry.of(name, entries.getOrDefault(key(name), Map.of()), image);
      Step step = entry.step(image, MOST_COUNTS);
      if (step != null) {
        entry.stale(image).forEach(move -> pointers.add(deletion(name, move)));
        entry.missing(image).forEach(move -> pointers.add(addition(name, move)));
        steps.add(step);
        more |= step.entry().step(image, MOST_COUNTS) != null;
      }
    }
    writes.write(pointers);
    countAll(steps);
    return more;
  }

  /** Writes as many entries in each transaction as fit. */
  private void countAll(List<Step> steps) {
    List<Step> transaction = new ArrayList<>();
    for (Step step : steps) {
      if (actions(with(transaction, step)) > Table.MOST_ACTIONS) {
        count(transaction);
        transaction.clear();
      }
      transaction.add(step);
    }
    count(transaction);
  }

  private static Map<String, AttributeValue> key(Name name) {
    return TableKeys.indexEntry(name.seller(), name.imageId());
  }

  private static WriteRequest deletion(Name name, Move move) {
    Map<String, AttributeValue> key = pointer(name, move.value(), move.from());
    return WriteRequest.builder().deleteRequest(d -> d.key(key)).build();
  }

  private static WriteRequest addition(Name name, Move move) {
    Map<String, AttributeValue> item = pointer(name, move.value(), move.to());
    return WriteRequest.builder().putRequest(p -> p.item(item)).build();
  }

  private static Map<String, AttributeValue> pointer(
      Name name, Facet.Key value, @Nullable String position) {
    if (position == null) {
      throw new IllegalArgumentException("a pointer without a position: " + value);
    }
    return TableKeys.pointer(name.seller(), value.text(), position);
  }

  private static List<Step> with(List<Step> steps, Step another) {
    List<Step> all = new ArrayList<>(steps);
    all.add(another);
    return all;
  }

  private static int actions(List<Step> steps) {
    return steps.size() + counts(steps).size();
  }

  /** A value of a seller's images, which has a counter. */
  private record Counted(String seller, Facet.Key value) implements Comparable<Counted> {
    @Override
    public int compareTo(Counted other) {
      int bySeller = seller.compareTo(other.seller);
      return bySeller == 0 ? value.compareTo(other.value) : bySeller;
    }
  }

  private static Map<Counted, Integer> counts(List<Step> steps) {
    Map<Counted, Integer> counts = new TreeMap<>();
    for (Step step : steps) {
      step.counts()
          .forEach(
              (value, difference) ->
                  counts.merge(
                      new Counted(step.entry().seller(), value), difference, Integer::sum));
    }
    return counts;
  }

  /**
   * Writes entries and the changes of the counters that follow from them. A count is the sum of its
   * shards, so any shard will do. Two transactions at once on one shard conflict: then the next is
   * tried.
   */
  private void count(List<Step> steps) {
    if (steps.isEmpty()) {
      return;
    }
    int first = ThreadLocalRandom.current().nextInt(TableKeys.SHARDS);
    for (int tries = 0; ; tries++) {
      try {
        table.write(actions(steps, (first + tries) % TableKeys.SHARDS));
        return;
      } catch (TableConflictException e) {
        if (tries == MOST_SHARDS_TRIED - 1) {
          throw e;
        }
      }
    }
  }

  private List<TransactWriteItem> actions(List<Step> steps, int shard) {
    List<TransactWriteItem> actions = new ArrayList<>();
    steps.forEach(step -> actions.add(entryAction(step.entry())));
    counts(steps)
        .forEach(
            (counted, difference) -> {
              if (difference != 0) {
                actions.add(countAction(counted, shard, difference));
              }
            });
    return actions;
  }

  private TransactWriteItem entryAction(DynamoDbIndexEntry entry) {
    boolean isNew = entry.version() == 1;
    String condition = isNew ? "attribute_not_exists(#key)" : "#version = :before";
    Map<String, String> names =
        isNew ? Map.of("#key", TableKeys.PK) : Map.of("#version", DynamoDbImage.VERSION);
    Map<String, AttributeValue> values = isNew ? null : Map.of(":before", n(entry.version() - 1));
    if (entry.saysNothing()) {
      Delete delete =
          Delete.builder()
              .tableName(table.name())
              .key(entry.key())
              .conditionExpression(condition)
              .expressionAttributeNames(names)
              .expressionAttributeValues(values)
              .build();
      return TransactWriteItem.builder().delete(delete).build();
    }
    Put put =
        Put.builder()
            .tableName(table.name())
            .item(entry.item())
            .conditionExpression(condition)
            .expressionAttributeNames(names)
            .expressionAttributeValues(values)
            .build();
    return TransactWriteItem.builder().put(put).build();
  }

  private TransactWriteItem countAction(Counted counted, int shard, int difference) {
    Update update =
        Update.builder()
            .tableName(table.name())
            .key(TableKeys.counter(counted.seller(), shard, counted.value().text()))
            .updateExpression("ADD #count :difference")
            .expressionAttributeNames(Map.of("#count", TableKeys.COUNT))
            .expressionAttributeValues(Map.of(":difference", n(difference)))
            .build();
    return TransactWriteItem.builder().update(update).build();
  }
}
