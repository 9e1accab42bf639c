package dev.vitrine.catalog;

import static dev.vitrine.table.TableKeys.n;
import static dev.vitrine.table.TableKeys.s;

import dev.vitrine.image.ImageId;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import dev.vitrine.table.Position;
import dev.vitrine.table.StoredJson;
import dev.vitrine.table.TableKeys;
import dev.vitrine.upload.Upload;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The item of an image: its record in one JSON string, and beside it only what conditions and
 * indexes need.
 *
 * @param version one more with each write, 0 when there is no item
 * @param image null when there is none, none any more, or it is in the bin
 * @param deletion null unless the image was deleted, or put into the bin
 * @param earlier the pointers that release 0.1.0 wrote and counted together with the image, as
 *     JSON; kept as it is, because {@link DynamoDbIndex} goes on from it; null if there are none
 * @param leftover what deleted or replaced revisions may have left in the bucket; null if there can
 *     be nothing
 * @param binned the image in the bin; null if it is not there
 */
record DynamoDbImage(
    String seller,
    ImageId imageId,
    long version,
    @Nullable ImageRecord image,
    @Nullable Deletion deletion,
    @Nullable String earlier,
    @Nullable Leftover leftover,
    @Nullable ImageRecord binned) {

  /** What the item's attributes are called. */
  static final String VERSION = "version";

  static final String RECORD = "record";

  /** The record in the bin, and the list of such images in the index {@code by-status}. */
  static final String BINNED = "binned";

  /** The image's {@link Card}; the index {@code cards} has it too. */
  static final String CARD = TableKeys.CARD;

  /** Written by release 0.1.0 only. */
  private static final String EARLIER = "index";

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
    return new DynamoDbImage(seller, imageId, 0, null, null, null, null, null);
  }

  /** {@return the image, in the bin or not; null if there is none} */
  @Nullable ImageRecord known() {
    return image == null ? binned : image;
  }

  DynamoDbImage with(ImageRecord changed) {
    ImageRecord known = known();
    boolean replaces = known != null && changed.picture().isNewerThan(known.picture().revision());
    return changed == image
        ? this
        : new DynamoDbImage(
            seller, imageId, version, changed, null, earlier, replaces ? left() : leftover, null);
  }

  /** {@return the item with its image changed, in the bin or not} */
  DynamoDbImage advanced(UnaryOperator<ImageRecord> change) {
    if (binned == null) {
      return image == null ? this : with(change.apply(image));
    }
    ImageRecord changed = change.apply(binned);
    return changed == binned
        ? this
        : new DynamoDbImage(seller, imageId, version, null, deletion, earlier, leftover, changed);
  }

  /** {@return the item with its image in the bin; the same if it has none outside} */
  DynamoDbImage inBin(Instant now) {
    return image == null
        ? this
        : new DynamoDbImage(
            seller,
            imageId,
            version,
            null,
            new Deletion(image.picture().revision(), now),
            earlier,
            leftover,
            image);
  }

  /** {@return the item with its image back from the bin; the same if it is not there} */
  DynamoDbImage restored() {
    return binned == null
        ? this
        : new DynamoDbImage(seller, imageId, version, binned, null, earlier, leftover, null);
  }

  /** {@return the image in the bin; null if it is not there} */
  Catalog.@Nullable Binned bin() {
    return binned == null
        ? null
        : new Catalog.Binned(binned, Objects.requireNonNull(deletion, "time of deletion").at());
  }

  /** {@return what is left when this image is deleted or replaced} */
  private @Nullable Leftover left() {
    ImageRecord known = known();
    return known == null ? leftover : Leftover.of(known, leftover);
  }

  /**
   * {@return the item after its leftover was deleted; the same if more has been left meanwhile}
   *
   * @param gone whether nothing can be left; otherwise it is to be looked at again
   */
  DynamoDbImage withDeleted(Leftover deleted, boolean gone) {
    return deleted.equals(leftover)
        ? new DynamoDbImage(
            seller, imageId, version, image, deletion, earlier, gone ? null : deleted, binned)
        : this;
  }

  /** {@return the item without its image; the same if it has none, or another revision of it} */
  DynamoDbImage deleted(Revision revision, Instant now) {
    ImageRecord known = known();
    return known == null || !known.picture().revision().equals(revision)
        ? this
        : new DynamoDbImage(
            seller, imageId, version, null, new Deletion(revision, now), earlier, left(), null);
  }

  /** {@return the item without its image; the same if a revision after the removal is known} */
  DynamoDbImage removed(PictureRef removed, Instant at) {
    Revision known =
        image != null ? image.picture().revision() : deletion == null ? null : deletion.revision();
    if (known != null && !removed.isNewerThan(known)) {
      return this;
    }
    return new DynamoDbImage(
        seller,
        imageId,
        version,
        null,
        new Deletion(removed.revision(), at),
        earlier,
        left(),
        null);
  }

  /** {@return what the next write of this item writes} */
  DynamoDbImage next() {
    return new DynamoDbImage(
        seller, imageId, version + 1, image, deletion, earlier, leftover, binned);
  }

  /** {@return whether the sweep has something to do about it, now or later} */
  boolean isOpen() {
    return leftover != null || binned != null || (image != null && openSince(image) != null);
  }

  /** {@return since when the sweep has something to do about an image; null if it has nothing} */
  private static @Nullable Instant openSince(ImageRecord image) {
    return Stream.concat(
            Stream.ofNullable(Restart.openSince(image)),
            image.deletedRestyles().stream().map(Restyle.Deleted::dueAt))
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** {@return the record of an item that has one} */
  static ImageRecord record(Map<String, AttributeValue> item) {
    AttributeValue record = Objects.requireNonNull(item.get(RECORD), RECORD);
    return RecordJson.read(StoredJson.unpacked(record));
  }

  static DynamoDbImage of(String seller, ImageId imageId, Map<String, AttributeValue> item) {
    AttributeValue record = item.get(RECORD);
    AttributeValue earlier = item.get(EARLIER);
    AttributeValue deletedAt = item.get(DELETED_AT);
    AttributeValue leftover = item.get(LEFTOVER);
    AttributeValue binned = item.get(BINNED);
    return new DynamoDbImage(
        seller,
        imageId,
        TableKeys.number(item, VERSION),
        record == null ? null : RecordJson.read(StoredJson.unpacked(record)),
        deletedAt == null
            ? null
            : new Deletion(
                new Revision(TableKeys.text(item, DELETED_REVISION)), Instant.parse(deletedAt.s())),
        earlier == null ? null : earlier.s(),
        leftover == null ? null : RecordJson.readLeftover(leftover.s()),
        binned == null ? null : RecordJson.read(StoredJson.unpacked(binned)));
  }

  /**
   * @param now since when the sweep should look at the leftover, if there is one
   * @param stored makes a record's JSON an attribute
   */
  Map<String, AttributeValue> item(Instant now, Function<String, AttributeValue> stored) {
    Map<String, AttributeValue> item = new HashMap<>(TableKeys.image(seller, imageId));
    item.put(VERSION, n(version));
    if (earlier != null) {
      item.put(EARLIER, s(earlier));
    }
    Instant openSince = null;
    if (image != null) {
      item.put(RECORD, stored.apply(RecordJson.write(image)));
      item.put(CARD, s(RecordJson.write(Card.of(image))));
      item.put(TableKeys.SELLER, s(seller));
      item.put(TableKeys.SELLER_STATUS, s(TableKeys.sellerStatus(seller, image.status().word())));
      item.put(TableKeys.POSITION, s(image.position()));
      openSince = openSince(image);
      String doubt = Doubt.position(image);
      if (doubt != null) {
        item.put(TableKeys.DOUBT_OF, s(seller));
        item.put(TableKeys.DOUBT, s(doubt));
      }
    }
    Catalog.Binned bin = bin();
    if (bin != null) {
      item.put(BINNED, stored.apply(RecordJson.write(bin.image())));
      item.put(TableKeys.SELLER_STATUS, s(TableKeys.sellerStatus(seller, BINNED)));
      item.put(TableKeys.POSITION, s(bin.position()));
      openSince = bin.goesAt();
    }
    putDeletion(item);
    if (leftover != null) {
      item.put(LEFTOVER, s(RecordJson.write(leftover)));
    }
    if (isOpen()) {
      boolean leftoverFirst = leftover != null && openSince != null && now.isBefore(openSince);
      Instant since = openSince == null || leftoverFirst ? now : openSince;
      boolean isAtWork = leftover == null && image != null && image.status().unfinished();
      item.put(TableKeys.OPEN, s(TableKeys.openPart(imageId, isAtWork)));
      item.put(TableKeys.OPEN_SINCE, s(Position.time(since)));
    }
    return item;
  }

  /**
   * Writes when the image was deleted, and when to forget that; nothing in the bin is forgotten.
   */
  private void putDeletion(Map<String, AttributeValue> item) {
    if (deletion != null) {
      item.put(DELETED_REVISION, s(deletion.revision().value()));
      item.put(DELETED_AT, s(deletion.at().toString()));
      if (binned == null) {
        long forgotten = deletion.at().plus(MEMORY_OF_DELETION).getEpochSecond();
        item.put(TableKeys.EXPIRES_AT, n(forgotten));
      }
    }
  }
}
