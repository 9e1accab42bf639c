package dev.vitrine.catalog;

import dev.vitrine.image.ImageId;
import dev.vitrine.table.Cursor;
import dev.vitrine.table.InvalidCursorException;
import dev.vitrine.table.PositionQuery;
import dev.vitrine.table.Table;
import dev.vitrine.table.TableKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks a seller's images that have something to decide, the least sure first. */
final class DynamoDbReview {
  /** Name of this list in its cursors. */
  private static final String LIST = "review";

  private final Table table;
  private final DynamoDbImages images;

  DynamoDbReview(Table table, DynamoDbImages images) {
    this.table = table;
    this.images = images;
  }

  /**
   * @param limit how many places to look at; the index lags, so that some may be decided already
   */
  Catalog.Page page(String seller, int limit, @Nullable String cursor) {
    List<String> places = places(seller, cursor == null ? null : place(cursor), limit);
    List<ImageId> ids = places.stream().map(DynamoDbReview::imageId).distinct().toList();
    Map<ImageId, Optional<ImageRecord>> records =
        ids.isEmpty() ? Map.of() : images.records(seller, ids);
    List<ImageRecord> found = new ArrayList<>();
    for (String place : places) {
      records
          .getOrDefault(imageId(place), Optional.empty())
          .filter(image -> place.equals(Doubt.position(image)))
          .ifPresent(found::add);
    }
    boolean last = places.size() < limit;
    return new Catalog.Page(found, last ? null : cursor(places.get(places.size() - 1)));
  }

  private List<String> places(String seller, @Nullable String after, int most) {
    return table.positions(
        new PositionQuery(
            TableKeys.BY_DOUBT, TableKeys.DOUBT_OF, seller, TableKeys.DOUBT, false, after, most));
  }

  private static ImageId imageId(String place) {
    return new ImageId(place.substring(place.lastIndexOf('#') + 1));
  }

  private static String cursor(String place) {
    return new Cursor(LIST, place).text();
  }

  private static String place(String text) {
    String place = Cursor.position(text, LIST);
    if (!place.startsWith("0.")) {
      throw new InvalidCursorException();
    }
    try {
      imageId(place);
    } catch (IllegalArgumentException e) {
      throw new InvalidCursorException();
    }
    return place;
  }
}
