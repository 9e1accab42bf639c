package dev.vitrine.catalog;

import static dev.vitrine.catalog.DynamoDbKeys.s;

import dev.vitrine.image.ImageId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Walks a list of places and reads the records that stand there. An index may lag behind the table,
 * so each record is asked whether it really is one of those wanted, and really stands there.
 */
final class DynamoDbListing {
  /** Most images one call looks at. */
  private static final int MOST_LOOKED_AT = 500;

  private static final int BATCH = 100;

  private final DynamoDbClient dynamoDb;
  private final String table;
  private final DynamoDbImages images;
  private final DynamoDbFacets facets;

  DynamoDbListing(
      DynamoDbClient dynamoDb, String table, DynamoDbImages images, DynamoDbFacets facets) {
    this.dynamoDb = dynamoDb;
    this.table = table;
    this.images = images;
    this.facets = facets;
  }

  ImagePage list(ImageQuery query, int limit, @Nullable String cursor) {
    DynamoDbCursor from = cursor == null ? null : DynamoDbCursor.of(cursor, query);
    DynamoDbPath path =
        from == null ? DynamoDbPath.shortest(query, facets) : DynamoDbPath.of(from.path(), query);
    String position = from == null ? null : from.position();
    List<ImageRecord> found = new ArrayList<>();
    boolean filtered = isFiltered(path.kind(), query);
    int lookedAt = 0;
    while (lookedAt < MOST_LOOKED_AT) {
      int missing = limit - found.size();
      int batch = Math.min(BATCH, filtered ? expected(missing, found.size(), lookedAt) : missing);
      List<String> places = places(path, position, batch);
      Map<ImageId, ImageRecord> records = records(query.seller(), places);
      for (String place : places) {
        position = place;
        ImageRecord image = records.get(Position.imageId(place));
        if (image != null && image.position().equals(place) && query.matches(image)) {
          found.add(image);
        }
        if (found.size() == limit) {
          return new ImagePage(found, cursor(path, place, query));
        }
      }
      if (places.size() < batch) {
        return new ImagePage(found, null);
      }
      lookedAt += places.size();
    }
    return new ImagePage(found, position == null ? null : cursor(path, position, query));
  }

  /**
   * {@return how many records have to be read to find those that are missing, if the rest of the
   * list is like its beginning}
   */
  private static int expected(int missing, int found, int lookedAt) {
    return found == 0 ? BATCH : (int) Math.ceil((double) missing * lookedAt / found);
  }

  private static String cursor(DynamoDbPath path, String position, ImageQuery query) {
    return new DynamoDbCursor(path.kind(), position).text(query);
  }

  /** Whether the query asks for more than the path answers by itself. */
  private static boolean isFiltered(DynamoDbPath.Kind path, ImageQuery query) {
    int conditions = 0;
    conditions += query.status() == null ? 0 : 1;
    conditions += query.tag() == null ? 0 : 1;
    conditions += query.attribute() == null ? 0 : 1;
    return conditions > (path == DynamoDbPath.Kind.NEWEST ? 0 : 1);
  }

  private Map<ImageId, ImageRecord> records(String seller, List<String> places) {
    return places.isEmpty()
        ? Map.of()
        : images.records(seller, places.stream().map(Position::imageId).distinct().toList());
  }

  /** {@return at most {@code most} places after one, newest first} */
  private List<String> places(DynamoDbPath path, @Nullable String after, int most) {
    Map<String, String> names = new HashMap<>(Map.of("#hash", path.hash(), "#range", path.range()));
    Map<String, AttributeValue> values = new HashMap<>(Map.of(":list", s(path.list())));
    String condition = "#hash = :list";
    if (after != null) {
      condition += " AND #range < :after";
      values.put(":after", s(after));
    }
    QueryRequest query =
        QueryRequest.builder()
            .tableName(table)
            .indexName(path.index())
            .keyConditionExpression(condition)
            .projectionExpression("#range")
            .expressionAttributeNames(names)
            .expressionAttributeValues(values)
            .scanIndexForward(false)
            .limit(most)
            .build();
    return DynamoDbCalls.call(() -> dynamoDb.query(query)).items().stream()
        .map(item -> DynamoDbKeys.text(item, path.range()))
        .toList();
  }
}
