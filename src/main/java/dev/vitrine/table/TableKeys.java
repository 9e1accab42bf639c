package dev.vitrine.table;

import dev.vitrine.image.ImageId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The key layout: which partition and sort key each kind of item has, and what the attributes of
 * the indexes are called. docs/decisions/0002-one-table.md says why.
 */
public final class TableKeys {
  public static final String PK = "pk";
  public static final String SK = "sk";

  /** Sort key of images; the table's stream is filtered by it. */
  public static final String IMAGE = "image";

  /** Sort key of events that no image tells; the table's stream is filtered by it too. */
  public static final String EVENT = "event";

  /** Index {@code newest}: all images of a seller. */
  public static final String NEWEST = "newest";

  public static final String SELLER = "seller";
  public static final String POSITION = "position";

  /** Index {@code cards}: all images of a seller, with the attribute {@link #CARD}. */
  public static final String CARDS = "cards";

  public static final String CARD = "card";

  /** Index {@code by-status}: images of a seller that have a status. */
  public static final String BY_STATUS = "by-status";

  public static final String SELLER_STATUS = "sellerStatus";

  /** Sparse index {@code unfinished}: images of all sellers that the sweep must look at. */
  public static final String UNFINISHED = "unfinished";

  public static final String OPEN = "open";
  public static final String OPEN_SINCE = "openSince";

  /** Sparse index {@code by-doubt}: images of a seller that have something to decide. */
  public static final String BY_DOUBT = "by-doubt";

  public static final String DOUBT_OF = "doubtOf";
  public static final String DOUBT = "doubt";

  /** When DynamoDB may delete an item, such as the memory of a deleted image. */
  public static final String EXPIRES_AT = "expiresAt";

  /** The number that a counter has come to. */
  public static final String COUNT = "count";

  /**
   * Number of parts over which counters and unfinished images are spread, because one partition
   * takes 1,000 writes a second, and DynamoDB refuses transactions that write the same item at
   * once.
   */
  public static final int SHARDS = 4;

  private static final String EVENT_BETWEEN = "#event#";
  private static final String VALUE_BETWEEN = "#value#";

  private TableKeys() {}

  public static Map<String, AttributeValue> image(String seller, ImageId imageId) {
    return key(imagePartition(seller, imageId), IMAGE);
  }

  /**
   * {@return the key of the item that says what counters and pointers an image has; in the image's
   * partition}
   */
  public static Map<String, AttributeValue> indexEntry(String seller, ImageId imageId) {
    return key(imagePartition(seller, imageId), "index");
  }

  /** {@return an item's key} */
  public static Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
    return key(text(item, PK), text(item, SK));
  }

  public static String imagePartition(String seller, ImageId imageId) {
    return seller + "#image#" + imageId;
  }

  /**
   * {@return the partition of pointers to all images that have a value}
   *
   * @param value {@code name#value}
   */
  public static String valuePartition(String seller, String value) {
    return seller + VALUE_BETWEEN + value;
  }

  /** {@return whether a partition has pointers, and nothing else} */
  public static boolean isOfPointers(String partition) {
    // No seller has a # in its name, so only a value follows the first one.
    return partition.startsWith(VALUE_BETWEEN, Math.max(0, partition.indexOf('#')));
  }

  public static Map<String, AttributeValue> pointer(String seller, String value, String position) {
    return key(valuePartition(seller, value), position);
  }

  public static String counterPartition(String seller, int shard) {
    return seller + "#count#" + shard;
  }

  public static Map<String, AttributeValue> counter(String seller, int shard, String value) {
    return key(counterPartition(seller, shard), value);
  }

  public static String sellerStatus(String seller, String status) {
    return seller + "#" + status;
  }

  public static int shard(ImageId imageId) {
    return Math.floorMod(imageId.value().hashCode(), SHARDS);
  }

  /**
   * {@return the part of the index {@code unfinished} that an image is in} Ten thousand images that
   * wait for a model are no reason to look later at what is due.
   *
   * @param isAtWork whether an execution works on the image, or should; otherwise something is due
   */
  public static String openPart(ImageId imageId, boolean isAtWork) {
    return openPart(shard(imageId), isAtWork);
  }

  /** {@return all parts of the index {@code unfinished}} */
  public static List<String> openParts() {
    return Stream.of(true, false)
        .flatMap(
            isAtWork -> IntStream.range(0, SHARDS).mapToObj(shard -> openPart(shard, isAtWork)))
        .toList();
  }

  private static String openPart(int shard, boolean isAtWork) {
    return (isAtWork ? "" : "due-") + shard;
  }

  /**
   * {@return the partition of a seller's vocabularies: versions, and the pointer to the live one}
   */
  public static String vocabularies(String seller) {
    return seller + "#vocabulary";
  }

  /**
   * {@return the key of how far the sweep has looked through a seller's originals}
   *
   * @param seller empty for how far it has looked through the sellers
   */
  public static Map<String, AttributeValue> bookmark(String seller) {
    return key(seller + "#sweep", "bookmark");
  }

  /** {@return the key of a seller's verdicts on a value} */
  public static Map<String, AttributeValue> lesson(String seller, String attribute, String value) {
    return key(seller + "#verdicts", attribute + "#" + value);
  }

  /** {@return the partition of the thresholds and names that follow from a seller's verdicts} */
  public static String thresholds(String seller) {
    return seller + "#thresholds";
  }

  public static Map<String, AttributeValue> threshold(
      String seller, String attribute, String value) {
    return key(thresholds(seller), attribute + "#" + value);
  }

  /**
   * {@return the key of the number of requests that a seller made}
   *
   * @param period the beginning of the period that is counted
   */
  public static Map<String, AttributeValue> calls(String seller, Instant period) {
    return key(seller + "#calls", period.toString());
  }

  /** {@return the key of a handle that a seller gave a product} */
  public static Map<String, AttributeValue> handle(String seller, String handle) {
    return key(seller + "#handles", handle);
  }

  /** {@return the key of what an answer of an export says of its images} */
  public static Map<String, AttributeValue> exportReceipt(String seller, String id) {
    return key(seller + "#receipts", id);
  }

  /** {@return the partition of what answers of an export have} */
  public static String exportAnswers(String seller, String export) {
    return seller + "#exports#" + export;
  }

  /**
   * {@return the key of what an answer of an export has}
   *
   * @param number from 1 on
   */
  public static Map<String, AttributeValue> exportAnswer(String seller, String export, int number) {
    return key(exportAnswers(seller, export), answerNumber(number));
  }

  /** {@return the number of an answer as sort keys have it} */
  public static String answerNumber(int number) {
    return String.format(Locale.ROOT, "%06d", number);
  }

  /** {@return the key of a seller's webhooks, all of them in one item} */
  public static Map<String, AttributeValue> webhooks(String seller) {
    return key(seller + "#webhooks", "all");
  }

  /** {@return the partition of a webhook's deliveries, made and still to be made} */
  public static String deliveries(String seller, String webhookId) {
    return seller + "#deliveries#" + webhookId;
  }

  /** {@return the key of an event's delivery; later events come later in the partition} */
  public static Map<String, AttributeValue> delivery(
      String seller, String webhookId, String eventId) {
    return key(deliveries(seller, webhookId), eventId);
  }

  /** {@return the key of an event that no image tells} */
  public static Map<String, AttributeValue> event(String seller, String eventId) {
    return key(seller + EVENT_BETWEEN + eventId, EVENT);
  }

  /** {@return seller and id of the event that a partition is of} */
  public static Map.Entry<String, String> eventOf(String partition) {
    int between = partition.lastIndexOf(EVENT_BETWEEN);
    if (between < 0) {
      throw new IllegalArgumentException("not the partition of an event: " + partition);
    }
    return Map.entry(
        partition.substring(0, between), partition.substring(between + EVENT_BETWEEN.length()));
  }

  public static Map<String, AttributeValue> key(String pk, String sk) {
    return Map.of(PK, s(pk), SK, s(sk));
  }

  /** {@return an attribute every item of its kind has} */
  public static String text(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name), name).s();
  }

  /** {@return an attribute every item of its kind has} */
  public static long number(Map<String, AttributeValue> item, String name) {
    return Long.parseLong(Objects.requireNonNull(item.get(name), name).n());
  }

  public static AttributeValue s(String value) {
    return AttributeValue.fromS(value);
  }

  public static AttributeValue n(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
