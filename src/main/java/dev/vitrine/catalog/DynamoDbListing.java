package dev.vitrine.catalog;

import dev.vitrine.image.ImageId;
import dev.vitrine.table.Cursor;
import dev.vitrine.table.InvalidCursorException;
import dev.vitrine.table.PositionQuery;
import dev.vitrine.table.Table;
import dev.vitrine.table.TableKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records that an index lists. An index may lag behind the table, so records that do not
 * match the query, or have another position, are left out.
 */
final class DynamoDbListing {
  /** Most images one call looks at. */
  private static final int MOST_LOOKED_AT = 500;

  private static final int BATCH = 100;

  private final Table table;
  private final DynamoDbImages images;
  private final DynamoDbFacets facets;

  DynamoDbListing(Table table, DynamoDbImages images, DynamoDbFacets facets) {
    this.table = table;
    this.images = images;
    this.facets = facets;
  }

  Catalog.Page list(ImageQuery query, int limit, @Nullable String cursor) {
    Cursor from = cursor == null ? null : Cursor.of(cursor);
    Path path = from == null ? Path.shortest(query, facets) : pathOf(from.list(), query);
    String position = from == null ? null : checked(from.position());
    List<ImageRecord> found = new ArrayList<>();
    boolean filtered = isFiltered(path.kind(), query);
    int lookedAt = 0;
    while (lookedAt < MOST_LOOKED_AT) {
      int missing = limit - found.size();
      int batch = Math.min(BATCH, filtered ? expected(missing, found.size(), lookedAt) : missing);
      List<String> places = places(path, query, position, batch);
      Map<ImageId, ImageRecord> records = records(query.seller(), places);
      for (String place : places) {
        if (isBeyond(place, query)) {
          return new Catalog.Page(found, null);
        }
        position = place;
        ImageRecord image = records.get(Position.imageId(place));
        if (image != null && image.position().equals(place) && query.matches(image)) {
          found.add(image);
        }
        if (found.size() == limit) {
          return new Catalog.Page(found, cursor(path, place, query));
        }
      }
      if (places.size() < batch) {
        return new Catalog.Page(found, null);
      }
      lookedAt += places.size();
    }
    return new Catalog.Page(found, position == null ? null : cursor(path, position, query));
  }

  /**
   * {@return how many records have to be read to find those that are missing, if the rest of the
   * list is like its beginning}
   */
  private static int expected(int missing, int found, int lookedAt) {
    return found == 0 ? BATCH : (int) Math.ceil((double) missing * lookedAt / found);
  }

  private static String cursor(Path path, String position, ImageQuery query) {
    return new Cursor(path.kind() + "/" + fingerprint(query), position).text();
  }

  private static Path pathOf(String list, ImageQuery query) {
    for (Path.Kind kind : Path.Kind.values()) {
      if (list.equals(kind + "/" + fingerprint(query))) {
        return Path.of(kind, query);
      }
    }
    throw new InvalidCursorException();
  }

  /**
   * {@return whether a page of this query ended at the cursor}
   *
   * @throws InvalidCursorException if it is no cursor
   */
  static boolean isCursorOf(ImageQuery query, String cursor) {
    return Cursor.of(cursor).list().endsWith("/" + fingerprint(query));
  }

  private static String checked(String position) {
    try {
      Position.imageId(position);
      return position;
    } catch (IllegalArgumentException e) {
      throw new InvalidCursorException();
    }
  }

  /** Refuses a cursor of another query. */
  private static String fingerprint(ImageQuery query) {
    return Integer.toHexString(
        Objects.hash(
            query.seller(),
            query.status() == null ? "" : query.status().word(),
            query.work() == null ? "" : query.work().word(),
            query.tag(),
            query.attribute(),
            query.text(),
            query.from(),
            query.to(),
            query.newestFirst()));
  }

  /** Whether the query has conditions besides the one that the path answers. */
  private static boolean isFiltered(Path.Kind path, ImageQuery query) {
    int answered = path == Path.Kind.NEWEST ? 0 : 1;
    return query.text() != null || query.listConditions() > answered;
  }

  private Map<ImageId, ImageRecord> records(String seller, List<String> places) {
    return places.isEmpty()
        ? Map.of()
        : images.records(seller, places.stream().map(Position::imageId).distinct().toList());
  }

  /** {@return at most {@code most} places after one, in the query's order} */
  private List<String> places(Path path, ImageQuery query, @Nullable String after, int most) {
    String start = after == null ? start(query) : after;
    boolean descending = query.newestFirst();
    return table.positions(
        new PositionQuery(
            path.index(), path.hash(), path.list(), path.range(), descending, start, most));
  }

  /** {@return a position just before the first wanted one; null for the list's begin} */
  private static @Nullable String start(ImageQuery query) {
    Instant bound = query.newestFirst() ? query.to() : query.from();
    return bound == null ? null : Position.time(bound);
  }

  /** {@return whether the wanted positions end before a place} */
  private static boolean isBeyond(String place, ImageQuery query) {
    Instant bound = query.newestFirst() ? query.from() : query.to();
    if (bound == null) {
      return false;
    }
    int order = place.compareTo(Position.time(bound));
    return query.newestFirst() ? order < 0 : order >= 0;
  }

  /** {@return the images uploaded just before and just after one} */
  Catalog.Neighbours neighbours(ImageRecord image) {
    return new Catalog.Neighbours(
        beside(image, ImageQuery.Order.OLDEST_FIRST), beside(image, ImageQuery.Order.NEWEST_FIRST));
  }

  private @Nullable ImageId beside(ImageRecord image, ImageQuery.Order order) {
    ImageQuery all =
        new ImageQuery(image.seller(), null, null, null, null, null, null, null, order);
    List<String> places = places(Path.of(Path.Kind.NEWEST, all), all, image.position(), 1);
    return places.isEmpty() ? null : Position.imageId(places.get(0));
  }

  /**
   * One way to walk a seller's images, by the time of their upload.
   *
   * @param index the secondary index; null for the pointers, which are in the table itself
   * @param hash the attribute that names the list
   * @param list which list
   * @param range the attribute that orders it
   */
  record Path(Kind kind, @Nullable String index, String hash, String list, String range) {

    /** All paths. */
    enum Kind {
      NEWEST,
      STATUS,
      TAG,
      ATTRIBUTE,
      WORK
    }

    /**
     * The way that leads past the fewest images. Failed and unfinished ones are few, so their
     * status comes first; nearly all are done, so that status comes last.
     */
    static Path shortest(ImageQuery query, DynamoDbFacets facets) {
      if (query.status() != null && query.status() != ImageStatus.DONE) {
        return of(Kind.STATUS, query);
      }
      if (query.tag() != null && query.attribute() != null) {
        long tagged = facets.count(query.seller(), Facet.Key.tag(query.tag().value()));
        long having = facets.count(query.seller(), query.attribute());
        return of(tagged <= having ? Kind.TAG : Kind.ATTRIBUTE, query);
      }
      if (query.tag() != null) {
        return of(Kind.TAG, query);
      }
      if (query.attribute() != null) {
        return of(Kind.ATTRIBUTE, query);
      }
      if (query.work() != null) {
        return of(Kind.WORK, query);
      }
      return of(query.status() != null ? Kind.STATUS : Kind.NEWEST, query);
    }

    /**
     * @throws InvalidCursorException when the query has no such condition
     */
    static Path of(Kind kind, ImageQuery query) {
      String seller = query.seller();
      if (kind == Kind.NEWEST) {
        return indexed(kind, TableKeys.NEWEST, TableKeys.SELLER, seller);
      }
      if (kind == Kind.STATUS && query.status() != null) {
        String list = TableKeys.sellerStatus(seller, query.status().word());
        return indexed(kind, TableKeys.BY_STATUS, TableKeys.SELLER_STATUS, list);
      }
      if (kind == Kind.TAG && query.tag() != null) {
        return pointers(kind, seller, Facet.Key.tag(query.tag().value()));
      }
      if (kind == Kind.ATTRIBUTE && query.attribute() != null) {
        return pointers(kind, seller, query.attribute());
      }
      if (kind == Kind.WORK && query.work() != null) {
        return pointers(kind, seller, Facet.Key.work(query.work()));
      }
      throw new InvalidCursorException();
    }

    private static Path indexed(Kind kind, String index, String hash, String list) {
      return new Path(kind, index, hash, list, TableKeys.POSITION);
    }

    private static Path pointers(Kind kind, String seller, Facet.Key value) {
      String list = TableKeys.valuePartition(seller, value.text());
      return new Path(kind, null, TableKeys.PK, list, TableKeys.SK);
    }
  }
}
