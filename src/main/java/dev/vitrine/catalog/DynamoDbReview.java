package dev.vitrine.catalog;

import static dev.vitrine.catalog.DynamoDbKeys.s;

import dev.vitrine.image.ImageId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Walks a seller's images that have something to decide, the least sure first. */
final class DynamoDbReview {
  private static final String FORMAT = "r1|";

  private final DynamoDbClient dynamoDb;
  private final String table;
  private final DynamoDbImages images;

  DynamoDbReview(DynamoDbClient dynamoDb, String table, DynamoDbImages images) {
    this.dynamoDb = dynamoDb;
    this.table = table;
    this.images = images;
  }

  /**
   * @param limit how many places to look at; the index lags, so that some may be decided already
   */
  ImagePage page(String seller, int limit, @Nullable String cursor) {
    List<String> places = places(seller, cursor == null ? null : place(cursor), limit);
    List<ImageId> ids = places.stream().map(DynamoDbReview::imageId).distinct().toList();
    Map<ImageId, ImageRecord> records = ids.isEmpty() ? Map.of() : images.records(seller, ids);
    List<ImageRecord> found = new ArrayList<>();
    for (String place : places) {
      ImageRecord image = records.get(imageId(place));
      if (image != null && place.equals(Doubt.position(image))) {
        found.add(image);
      }
    }
    boolean last = places.size() < limit;
    return new ImagePage(found, last ? null : cursor(places.get(places.size() - 1)));
  }

  private List<String> places(String seller, @Nullable String after, int most) {
    Map<String, AttributeValue> values = new HashMap<>(Map.of(":seller", s(seller)));
    String condition = "#hash = :seller";
    if (after != null) {
      condition += " AND #range > :after";
      values.put(":after", s(after));
    }
    QueryRequest query =
        QueryRequest.builder()
            .tableName(table)
            .indexName(DynamoDbKeys.BY_DOUBT)
            .keyConditionExpression(condition)
            .projectionExpression("#range")
            .expressionAttributeNames(
                Map.of("#hash", DynamoDbKeys.DOUBT_OF, "#range", DynamoDbKeys.DOUBT))
            .expressionAttributeValues(values)
            .limit(most)
            .build();
    return DynamoDbCalls.call(() -> dynamoDb.query(query)).items().stream()
        .map(item -> DynamoDbKeys.text(item, DynamoDbKeys.DOUBT))
        .toList();
  }

  private static ImageId imageId(String place) {
    return new ImageId(place.substring(place.lastIndexOf('#') + 1));
  }

  private static String cursor(String place) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((FORMAT + place).getBytes(StandardCharsets.UTF_8));
  }

  /** A place is looked up under the asking seller's own key, so a forged one shows nothing new. */
  private static String place(String cursor) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (plain.startsWith(FORMAT + "0.")) {
        imageId(plain);
        return plain.substring(FORMAT.length());
      }
    } catch (IllegalArgumentException e) {
      // Neither base64 nor a place: the same answer.
    }
    throw new InvalidCursorException();
  }
}
