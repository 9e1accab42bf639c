package dev.vitrine.catalog;

import static dev.vitrine.table.TableKeys.n;
import static dev.vitrine.table.TableKeys.s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.image.ImageId;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import dev.vitrine.table.Position;
import dev.vitrine.table.TableKeys;
import dev.vitrine.upload.Upload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The item of an image: its record in one JSON string, and beside it only what conditions and
 * indexes need.
 *
 * @param version one more with each write, 0 when there is no item
 * @param image null when there is none, or none any more
 * @param deletion null unless the image was deleted
 * @param index pointers that lead here
 * @param leftover what deleted or replaced revisions may have left in the bucket; null if there can
 *     be nothing
 */
record DynamoDbImage(
    String seller,
    ImageId imageId,
    long version,
    @Nullable ImageRecord image,
    @Nullable Deletion deletion,
    Index index,
    @Nullable Leftover leftover) {

  /** What the item's attributes are called. */
  static final String VERSION = "version";

  static final String RECORD = "record";

  /** The image's {@link Card}; the index {@code cards} has it too. */
  static final String CARD = TableKeys.CARD;

  private static final String INDEX = "index";
  private static final String LEFTOVER = "leftover";
  private static final String DELETED_REVISION = "deletedRevision";
  private static final String DELETED_AT = "deletedAt";

  /** Twice as long as SQS may keep the event of an upload. */
  private static final Duration MEMORY_OF_DELETION = Duration.ofDays(28);

  /** Which revision was deleted, and when: its late event must not bring it back. */
  record Deletion(Revision revision, Instant at) {
    boolean covers(Upload upload) {
      return !upload.picture().isNewerThan(revision) && !upload.uploadedAt().isAfter(at);
    }
  }

  static DynamoDbImage absent(String seller, ImageId imageId) {
    return new DynamoDbImage(seller, imageId, 0, null, null, Index.NONE, null);
  }

  DynamoDbImage with(ImageRecord changed) {
    boolean replaces = image != null && changed.picture().isNewerThan(image.picture().revision());
    return changed == image
        ? this
        : new DynamoDbImage(
            seller, imageId, version, changed, null, index, replaces ? left() : leftover);
  }

  /** {@return what is left when this image is deleted or replaced} */
  private @Nullable Leftover left() {
    return image == null ? leftover : Leftover.of(image, leftover);
  }

  /**
   * {@return the item after a look at its leftover; the same if more has been left meanwhile}
   *
   * @param gone whether nothing can be left; otherwise it is to be looked at again
   */
  DynamoDbImage looked(Leftover at, boolean gone) {
    return at.equals(leftover)
        ? new DynamoDbImage(seller, imageId, version, image, deletion, index, gone ? null : at)
        : this;
  }

  DynamoDbImage deleted(Instant now) {
    return image == null
        ? this
        : new DynamoDbImage(
            seller,
            imageId,
            version,
            null,
            new Deletion(image.picture().revision(), now),
            index,
            left());
  }

  /** {@return the item without its image; the same if a revision after the removal is known} */
  DynamoDbImage removed(PictureRef removed, Instant at) {
    Revision known =
        image != null ? image.picture().revision() : deletion == null ? null : deletion.revision();
    if (known != null && !removed.isNewerThan(known)) {
      return this;
    }
    return new DynamoDbImage(
        seller, imageId, version, null, new Deletion(removed.revision(), at), index, left());
  }

  /** {@return what the next write of this item writes} */
  DynamoDbImage next(Index changed) {
    return new DynamoDbImage(seller, imageId, version + 1, image, deletion, changed, leftover);
  }

  boolean isIndexed() {
    return index.equals(Index.of(image));
  }

  static DynamoDbImage of(String seller, ImageId imageId, Map<String, AttributeValue> item) {
    AttributeValue record = item.get(RECORD);
    AttributeValue index = item.get(INDEX);
    AttributeValue deletedAt = item.get(DELETED_AT);
    AttributeValue leftover = item.get(LEFTOVER);
    return new DynamoDbImage(
        seller,
        imageId,
        TableKeys.number(item, VERSION),
        record == null ? null : RecordJson.read(record.s()),
        deletedAt == null
            ? null
            : new Deletion(
                new Revision(TableKeys.text(item, DELETED_REVISION)), Instant.parse(deletedAt.s())),
        index == null ? Index.NONE : Index.ofJson(index.s()),
        leftover == null ? null : RecordJson.readLeftover(leftover.s()));
  }

  /**
   * @param now since when the item is left incomplete, if it is
   */
  Map<String, AttributeValue> item(Instant now) {
    Map<String, AttributeValue> item = new HashMap<>(TableKeys.image(seller, imageId));
    item.put(VERSION, n(version));
    if (!index.isEmpty()) {
      item.put(INDEX, s(index.json()));
    }
    Instant openSince = null;
    if (image != null) {
      item.put(RECORD, s(RecordJson.write(image)));
      item.put(CARD, s(RecordJson.write(Card.of(image))));
      item.put(TableKeys.SELLER, s(seller));
      item.put(TableKeys.SELLER_STATUS, s(TableKeys.sellerStatus(seller, image.status().word())));
      item.put(TableKeys.POSITION, s(image.position()));
      openSince = Restart.openSince(image);
      String doubt = Doubt.position(image);
      if (doubt != null) {
        item.put(TableKeys.DOUBT_OF, s(seller));
        item.put(TableKeys.DOUBT, s(doubt));
      }
    }
    if (deletion != null) {
      item.put(DELETED_REVISION, s(deletion.revision().value()));
      item.put(DELETED_AT, s(deletion.at().toString()));
      long forgotten = deletion.at().plus(MEMORY_OF_DELETION).getEpochSecond();
      item.put(TableKeys.EXPIRES_AT, n(forgotten));
    }
    if (leftover != null) {
      item.put(LEFTOVER, s(RecordJson.write(leftover)));
    }
    boolean needsLook = leftover != null || !isIndexed();
    if (openSince != null || needsLook) {
      Instant since = openSince == null || (needsLook && now.isBefore(openSince)) ? now : openSince;
      item.put(TableKeys.OPEN, s(Integer.toString(TableKeys.shard(imageId))));
      item.put(TableKeys.OPEN_SINCE, s(Position.time(since)));
    }
    return item;
  }

  /**
   * The pointers that lead to an image and the counters that count it. The item keeps them, so that
   * a change writes the difference from the present ones, even if the last change was interrupted.
   *
   * @param positions position of the pointer, by value
   */
  record Index(SortedMap<Facet.Key, String> positions) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, List<String>>> STORED = new TypeReference<>() {};

    static final Index NONE = new Index(new TreeMap<>());

    Index {
      positions = Collections.unmodifiableSortedMap(new TreeMap<>(positions));
    }

    /**
     * One pointer to move, add or remove.
     *
     * @param from its position; null if there is none yet
     * @param to its position afterwards; null if it is deleted
     */
    record Move(Facet.Key value, @Nullable String from, @Nullable String to) {}

    /** {@return the pointers an image should have; none when it is deleted} */
    static Index of(@Nullable ImageRecord image) {
      TreeMap<Facet.Key, String> positions = new TreeMap<>();
      if (image != null) {
        String position = image.position();
        image.facets().forEach(value -> positions.put(value, position));
      }
      return new Index(positions);
    }

    List<Move> movesTo(Index wanted) {
      List<Move> changes = new ArrayList<>();
      positions.forEach(
          (value, from) -> {
            String to = wanted.positions.get(value);
            if (!from.equals(to)) {
              changes.add(new Move(value, from, to));
            }
          });
      wanted.positions.forEach(
          (value, to) -> {
            if (!positions.containsKey(value)) {
              changes.add(new Move(value, null, to));
            }
          });
      return changes;
    }

    Index with(List<Move> changes) {
      TreeMap<Facet.Key, String> changed = new TreeMap<>(positions);
      for (Move change : changes) {
        if (change.to() == null) {
          changed.remove(change.value());
        } else {
          changed.put(change.value(), change.to());
        }
      }
      return new Index(changed);
    }

    boolean isEmpty() {
      return positions.isEmpty();
    }

    /** {@return values by position: nearly always one position, which is long} */
    String json() {
      Map<String, List<String>> values = new TreeMap<>();
      positions.forEach(
          (value, position) ->
              values.computeIfAbsent(position, p -> new ArrayList<>()).add(value.text()));
      try {
        return JSON.writeValueAsString(values);
      } catch (JsonProcessingException e) {
        throw new AssertionError("strings are JSON", e);
      }
    }

    static Index ofJson(String json) {
      TreeMap<Facet.Key, String> positions = new TreeMap<>();
      try {
        JSON.readValue(json, STORED)
            .forEach(
                (position, values) ->
                    values.forEach(value -> positions.put(Facet.Key.ofText(value), position)));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("the table has an index that cannot be read", e);
      }
      return new Index(positions);
    }
  }
}
