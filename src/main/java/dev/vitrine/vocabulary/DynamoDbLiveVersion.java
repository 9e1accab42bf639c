package dev.vitrine.vocabulary;

import dev.vitrine.table.TableKeys;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;

/**
 * The pointer to a seller's live version.
 *
 * @param live number of the version; 0 for the shipped vocabulary
 * @param latest the highest number given; 0 for none, and then the pointer need not be there
 */
record DynamoDbLiveVersion(int live, int latest) {
  /** What sort keys of versions begin with. */
  static final String VERSION = "version#";

  private static final String LIVE = "live";

  DynamoDbLiveVersion withNewVersion() {
    return new DynamoDbLiveVersion(latest + 1, latest + 1);
  }

  /**
   * @throws UnknownVersionException when the shipped vocabulary is live
   */
  DynamoDbLiveVersion withTheOneBefore() {
    if (live == 0) {
      throw new UnknownVersionException("There is no version before the shipped vocabulary.");
    }
    return with(live - 1);
  }

  DynamoDbLiveVersion with(int number) {
    return new DynamoDbLiveVersion(number, latest);
  }

  static DynamoDbLiveVersion of(Map<String, AttributeValue> item) {
    return item.isEmpty()
        ? new DynamoDbLiveVersion(0, 0)
        : new DynamoDbLiveVersion(
            (int) TableKeys.number(item, "live"), (int) TableKeys.number(item, "latest"));
  }

  /** {@return a write that succeeds only if nobody has written since {@code before} was read} */
  Put put(String table, String seller, DynamoDbLiveVersion before) {
    String unchanged = "#live = :live and #latest = :latest";
    // A seller without a version of their own has no item, unless they have rolled back.
    String condition = before.latest == 0 ? "attribute_not_exists(pk) or " + unchanged : unchanged;
    return Put.builder()
        .tableName(table)
        .item(item(seller))
        .conditionExpression(condition)
        .expressionAttributeNames(Map.of("#live", "live", "#latest", "latest"))
        .expressionAttributeValues(
            Map.of(":live", TableKeys.n(before.live), ":latest", TableKeys.n(before.latest)))
        .build();
  }

  private Map<String, AttributeValue> item(String seller) {
    Map<String, AttributeValue> item = new HashMap<>(key(seller));
    item.put("live", TableKeys.n(live));
    item.put("latest", TableKeys.n(latest));
    return item;
  }

  static Map<String, AttributeValue> key(String seller) {
    return TableKeys.key(TableKeys.vocabularies(seller), LIVE);
  }

  static Map<String, AttributeValue> versionKey(String seller, int number) {
    String version = VERSION + String.format(Locale.ROOT, "%06d", number);
    return TableKeys.key(TableKeys.vocabularies(seller), version);
  }

  /**
   * {@return the name of a version, unique among those of all sellers and the shipped ones, which
   * have no dot}
   */
  static String name(String seller, int number) {
    return seller + "." + number;
  }

  /** {@return the number of a version of that name; -1 when it cannot be the seller's} */
  static int number(String seller, String version) {
    String number = version.startsWith(seller + ".") ? version.substring(seller.length() + 1) : "";
    return number.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(number) : -1;
  }
}
