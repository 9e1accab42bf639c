package dev.vitrine.catalog;

import static dev.vitrine.table.TableKeys.n;
import static dev.vitrine.table.TableKeys.s;

import dev.vitrine.image.ImageId;
import dev.vitrine.table.Cursor;
import dev.vitrine.table.InvalidCursorException;
import dev.vitrine.table.Position;
import dev.vitrine.table.PositionQuery;
import dev.vitrine.table.Table;
import dev.vitrine.table.TableKeys;
import dev.vitrine.table.TableUnavailableException;
import dev.vitrine.table.UnreadableItemException;
import dev.vitrine.trace.Metric;
import dev.vitrine.trace.Observation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Reads and writes items of images. */
final class DynamoDbImages {
  private static final Logger LOG = Logger.getLogger(DynamoDbImages.class);

  /** So many items that cannot be read are looked past in each part of the index: a few seconds. */
  private static final int MOST_UNREADABLE = 1_000;

  private final Table table;
  private final Clock clock;

  DynamoDbImages(Table table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  /**
   * {@return the item as it is now, or the absent one}
   *
   * @throws UnreadableItemException if a newer release wrote it, or it is damaged
   */
  DynamoDbImage load(String seller, ImageId imageId) {
    Map<String, AttributeValue> item = table.item(TableKeys.image(seller, imageId));
    return item.isEmpty() ? DynamoDbImage.absent(seller, imageId) : read(item);
  }

  /** {@return those of the items that exist, as they are now} Fails if one cannot be read. */
  Map<ImageIndex.Name, DynamoDbImage> loadAll(List<ImageIndex.Name> names) {
    Map<ImageIndex.Name, DynamoDbImage> found = new LinkedHashMap<>();
    items(names).forEach(item -> found.put(nameOf(item), read(item)));
    return found;
  }

  /** {@return those of the items that exist and can be read, as they are now} */
  Map<ImageIndex.Name, DynamoDbImage> readable(List<ImageIndex.Name> names) {
    Map<ImageIndex.Name, DynamoDbImage> found = new LinkedHashMap<>();
    for (Map<String, AttributeValue> item : items(names)) {
      passing(item, DynamoDbImages::read).ifPresent(image -> found.put(nameOf(item), image));
    }
    return found;
  }

  private List<Map<String, AttributeValue>> items(List<ImageIndex.Name> names) {
    return table.items(names.stream().map(n -> TableKeys.image(n.seller(), n.imageId())).toList());
  }

  private static ImageIndex.Name nameOf(Map<String, AttributeValue> item) {
    return ImageIndex.Name.ofPartition(TableKeys.text(item, TableKeys.PK));
  }

  private static DynamoDbImage read(Map<String, AttributeValue> item) {
    ImageIndex.Name name = nameOf(item);
    try {
      return DynamoDbImage.of(name.seller(), name.imageId(), item);
    } catch (RuntimeException e) {
      throw new UnreadableItemException("image " + name.imageId() + " of " + name.seller(), e);
    }
  }

  /**
   * {@return what an item says; empty if it cannot be read} One that cannot be read is no reason to
   * list none of the others. The log and an alarm tell of it.
   */
  private static <T> Optional<T> passing(
      Map<String, AttributeValue> item, Function<Map<String, AttributeValue>, T> reading) {
    try {
      return Optional.of(reading.apply(item));
    } catch (RuntimeException e) {
      ImageIndex.Name name = nameOf(item);
      LOG.errorf(e, "image %s of %s cannot be read", name.imageId(), name.seller());
      Observation.count(Metric.RECORDS_UNREADABLE, 1);
      return Optional.empty();
    }
  }

  /**
   * {@return the records that exist, by id; an empty one cannot be read} Eventually consistent.
   *
   * @param imageIds at most 100
   */
  Map<ImageId, Optional<ImageRecord>> records(String seller, List<ImageId> imageIds) {
    List<Map<String, AttributeValue>> keys =
        imageIds.stream().map(id -> TableKeys.image(seller, id)).toList();
    Map<ImageId, Optional<ImageRecord>> records = new HashMap<>();
    for (Map<String, AttributeValue> item : table.itemsWith(keys, DynamoDbImage.RECORD)) {
      records.put(nameOf(item).imageId(), passing(item, one -> DynamoDbImage.record(one)));
    }
    return records;
  }

  /** See {@link Catalog#bin}. The index lags: what is not in the bin any more is left out. */
  Catalog.BinPage bin(String seller, int limit, @Nullable String cursor) {
    List<String> places =
        table.positions(
            new PositionQuery(
                TableKeys.BY_STATUS,
                TableKeys.SELLER_STATUS,
                TableKeys.sellerStatus(seller, DynamoDbImage.BINNED),
                TableKeys.POSITION,
                true,
                cursor == null ? null : place(cursor),
                limit));
    Map<ImageIndex.Name, DynamoDbImage> items =
        readable(places.stream().map(at -> name(seller, at)).distinct().toList());
    List<Catalog.Binned> found = new ArrayList<>();
    for (String place : places) {
      DynamoDbImage item = items.get(name(seller, place));
      Stream.ofNullable(item == null ? null : item.bin())
          .filter(binned -> binned.position().equals(place))
          .forEach(found::add);
    }
    boolean last = places.size() < limit;
    return new Catalog.BinPage(
        found,
        last ? null : new Cursor(DynamoDbImage.BINNED, places.get(places.size() - 1)).text());
  }

  private static ImageIndex.Name name(String seller, String place) {
    return new ImageIndex.Name(seller, Position.imageId(place));
  }

  private static String place(String text) {
    String place = Cursor.position(text, DynamoDbImage.BINNED);
    try {
      Position.imageId(place);
    } catch (IllegalArgumentException e) {
      throw new InvalidCursorException();
    }
    return place;
  }

  /** See {@link Catalog#dueWork}. */
  Catalog.DueWork dueWork(Instant now, Duration patience, int most) {
    Instant before = now.minus(patience);
    List<OpenItem> found = openItems(now, before, most);
    List<DynamoDbImage> open = found.stream().map(OpenItem::item).toList();
    List<DynamoDbImage> unchanged =
        found.stream()
            .filter(one -> one.since().compareTo(Position.time(before)) < 0)
            .map(OpenItem::item)
            .toList();
    // Release 0.1.0 left items open when it died between two transactions.
    // Writing them again closes them.
    unchanged.stream()
        .filter(item -> !item.isOpen())
        .forEach(item -> writeAgain(item.seller(), item.imageId()));
    return new Catalog.DueWork(
        images(unchanged).filter(image -> Restart.isOpenBefore(image, before)).toList(),
        unchanged.stream().map(DynamoDbImage::leftover).flatMap(Stream::ofNullable).toList(),
        open.stream()
            .map(DynamoDbImage::bin)
            .flatMap(Stream::ofNullable)
            .filter(binned -> !binned.goesAt().isAfter(now))
            .toList(),
        images(open).filter(image -> hasDueRestyles(image, now)).toList());
  }

  private static Stream<ImageRecord> images(List<DynamoDbImage> items) {
    return items.stream().map(DynamoDbImage::image).flatMap(Stream::ofNullable);
  }

  private static boolean hasDueRestyles(ImageRecord image, Instant now) {
    return image.deletedRestyles().stream().anyMatch(one -> one.isDue(now));
  }

  /**
   * An item in the index {@code unfinished}.
   *
   * @param since as the index has it
   */
  private record OpenItem(String since, DynamoDbImage item) {}

  /**
   * {@return items in the index {@code unfinished}, of all its parts, the longest open first}
   *
   * @param before an item that cannot be read is told of if it has been open for longer
   */
  private List<OpenItem> openItems(Instant now, Instant before, int most) {
    int share = Math.max(1, most / TableKeys.SHARDS);
    return TableKeys.openParts().stream()
        .flatMap(
            part ->
                table.stream(openKeys(part, now, share))
                    .limit(share + MOST_UNREADABLE)
                    .flatMap(key -> openItem(key, now, before))
                    .limit(share))
        .sorted(Comparator.comparing(OpenItem::since))
        .toList();
  }

  /**
   * {@return the item of a key; none if it cannot be read} One that cannot be read is no reason to
   * stop the sweep, or to look at none of those behind it. The alarm on the oldest unfinished image
   * tells of it.
   */
  private Stream<OpenItem> openItem(Map<String, AttributeValue> key, Instant now, Instant before) {
    ImageIndex.Name name = nameOf(key);
    String since = TableKeys.text(key, TableKeys.OPEN_SINCE);
    try {
      return Stream.of(new OpenItem(since, load(name.seller(), name.imageId())));
    } catch (TableUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.errorf(e, "image %s of %s cannot be read", name.imageId(), name.seller());
      if (since.compareTo(Position.time(before)) < 0) {
        long age = Duration.between(Instant.parse(since), now).toSeconds();
        Observation.keepLargest(Metric.OLDEST_UNFINISHED_SECONDS, age);
      }
      return Stream.empty();
    }
  }

  private QueryRequest openKeys(String part, Instant before, int aPage) {
    return QueryRequest.builder()
        .tableName(table.name())
        .indexName(TableKeys.UNFINISHED)
        .keyConditionExpression("#open = :part AND #since < :before")
        .projectionExpression("#pk, #since")
        .expressionAttributeNames(
            Map.of(
                "#open", TableKeys.OPEN,
                "#since", TableKeys.OPEN_SINCE,
                "#pk", TableKeys.PK))
        .expressionAttributeValues(Map.of(":part", s(part), ":before", s(Position.time(before))))
        .limit(aPage)
        .build();
  }

  /**
   * Writes an item: one conditional put. Its index follows by the table's stream.
   *
   * @param before as it was loaded
   * @param after the new state
   * @return what was written
   * @throws dev.vitrine.table.TableConflictException if it was changed since it was loaded
   */
  DynamoDbImage write(DynamoDbImage before, DynamoDbImage after) {
    DynamoDbImage written = after.next();
    table.put(put(written, before.version()));
    return written;
  }

  /** Writes an item as it is, so that what follows from it is made anew; absent ones stay so. */
  void writeAgain(String seller, ImageId imageId) {
    table.change(
        "image " + imageId,
        () -> {
          DynamoDbImage item = load(seller, imageId);
          return item.version() == 0 ? item : write(item, item);
        });
  }

  private Put put(DynamoDbImage image, long version) {
    Put.Builder put =
        Put.builder().tableName(table.name()).item(image.item(clock.instant(), table::record));
    return version == 0
        ? put.conditionExpression("attribute_not_exists(#key)")
            .expressionAttributeNames(Map.of("#key", TableKeys.PK))
            .build()
        : put.conditionExpression("#version = :version")
            .expressionAttributeNames(Map.of("#version", DynamoDbImage.VERSION))
            .expressionAttributeValues(Map.of(":version", n(version)))
            .build();
  }
}
