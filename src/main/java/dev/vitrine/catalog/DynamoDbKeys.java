package dev.vitrine.catalog;

import dev.vitrine.image.ImageId;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is where in the table, see docs/decisions/0002-one-table.md. */
final class DynamoDbKeys {
  static final String PK = "pk";
  static final String SK = "sk";

  /** Index {@code newest}: all images of a seller. */
  static final String NEWEST = "newest";

  static final String SELLER = "seller";
  static final String POSITION = "position";

  /** Index {@code by-status}: images of a seller that have got so far. */
  static final String BY_STATUS = "by-status";

  static final String SELLER_STATUS = "sellerStatus";

  /** Sparse index {@code unfinished}: images of all sellers that need a look. */
  static final String UNFINISHED = "unfinished";

  static final String OPEN = "open";
  static final String OPEN_SINCE = "openSince";

  /** Sparse index {@code by-doubt}: images of a seller that have something to decide. */
  static final String BY_DOUBT = "by-doubt";

  static final String DOUBT_OF = "doubtOf";
  static final String DOUBT = "doubt";

  /** When DynamoDB may drop the memory of a deleted image. */
  static final String EXPIRES_AT = "expiresAt";

  /**
   * Parts that counters and unfinished images are spread over: one partition takes 1,000 writes a
   * second, and transactions that count in the same item at the same time are refused.
   */
  static final int SHARDS = 4;

  private DynamoDbKeys() {}

  static Map<String, AttributeValue> image(String seller, ImageId imageId) {
    return key(imagePartition(seller, imageId), "image");
  }

  static String imagePartition(String seller, ImageId imageId) {
    return seller + "#image#" + imageId;
  }

  /** The partition of pointers to all images that have a value. */
  static String valuePartition(String seller, Facet.Key value) {
    return seller + "#value#" + value.text();
  }

  static Map<String, AttributeValue> pointer(String seller, Facet.Key value, String position) {
    return key(valuePartition(seller, value), position);
  }

  static String counterPartition(String seller, int shard) {
    return seller + "#count#" + shard;
  }

  static Map<String, AttributeValue> counter(String seller, int shard, Facet.Key value) {
    return key(counterPartition(seller, shard), value.text());
  }

  static String sellerStatus(String seller, ImageStatus status) {
    return seller + "#" + status.word();
  }

  static int shard(ImageId imageId) {
    return Math.floorMod(imageId.value().hashCode(), SHARDS);
  }

  private static Map<String, AttributeValue> key(String pk, String sk) {
    return Map.of(PK, s(pk), SK, s(sk));
  }

  /** {@return an attribute every item of its kind has} */
  static String text(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name), name).s();
  }

  /** {@return an attribute every item of its kind has} */
  static long number(Map<String, AttributeValue> item, String name) {
    return Long.parseLong(Objects.requireNonNull(item.get(name), name).n());
  }

  static AttributeValue s(String value) {
    return AttributeValue.fromS(value);
  }

  static AttributeValue n(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
