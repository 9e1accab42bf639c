package dev.vitrine.catalog;

import dev.vitrine.catalog.DynamoDbCards.Place;
import dev.vitrine.image.ImageId;
import dev.vitrine.image.NameOrder;
import dev.vitrine.table.Cursor;
import dev.vitrine.table.InvalidCursorException;
import dev.vitrine.table.Position;
import dev.vitrine.table.Table;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Walks a list and collects what matches its query. An index may lag behind the table, so an image
 * whose record no longer matches, or stands at another position, is left out.
 */
final class DynamoDbListing {
  /** Most images one call looks at. */
  private static final int MOST_LOOKED_AT = 500;

  private static final int BATCH = 100;

  /** A whole list, to be counted. */
  private static final ListPath.PathRange ALL = new ListPath.PathRange(null, false, 1);

  private final Table table;
  private final DynamoDbImages images;
  private final DynamoDbCards cards;
  private final DynamoDbFacets facets;

  DynamoDbListing(Table table, DynamoDbImages images, DynamoDbFacets facets) {
    this.table = table;
    this.images = images;
    this.cards = new DynamoDbCards(table, images);
    this.facets = facets;
  }

  /** See {@link Catalog#list}. */
  Catalog.Page list(ImageQuery query, int limit, @Nullable String cursor) {
    Found<ImageRecord> found =
        walk(query, limit, cursor, this::records, this::recordsOf, (image, q) -> q.matches(image));
    return new Catalog.Page(found.images(), found.cursor(), List.copyOf(found.unreadable()));
  }

  /** See {@link Catalog#cards}. */
  Catalog.Cards cards(ImageQuery query, int limit, @Nullable String cursor) {
    Found<Card> found =
        walk(query, limit, cursor, cards::of, (s, p, some) -> some, (card, q) -> q.matches(card));
    return new Catalog.Cards(found.images(), found.cursor());
  }

  /** Images on a page, as their records or cards. */
  private record Found<T>(List<T> images, @Nullable String cursor, Set<ImageId> unreadable) {}

  /** Reads a part of a list. */
  private interface Reading<T> {
    /**
     * {@return the places after one, at most 100, with what stands there}
     *
     * @param part which places
     */
    List<Place<T>> read(String seller, ListPath path, ListPath.PathRange part);
  }

  /** Loads the images at places of a path, of which the cards are known. */
  private interface Loading<T> {
    List<Place<T>> load(String seller, ListPath path, List<Place<Card>> places);
  }

  /**
   * Where a query's images are read.
   *
   * @param isFiltered whether many of them may not match the query
   */
  private record Source<T>(Reading<T> reading, boolean isFiltered) {}

  private <T> Found<T> walk(
      ImageQuery query,
      int limit,
      @Nullable String cursor,
      Reading<T> reading,
      Loading<T> loading,
      BiPredicate<T, ImageQuery> matching) {
    Cursor from = cursor == null ? null : Cursor.of(cursor);
    ListPath path = from == null ? ListPath.inOrder(query, facets) : pathOf(from.list(), query);
    String position = from == null ? null : checked(from.position(), path);
    Source<T> source = source(path, query, reading, loading);
    List<T> found = new ArrayList<>();
    Set<ImageId> unreadable = new LinkedHashSet<>();
    int lookedAt = 0;
    while (lookedAt < MOST_LOOKED_AT) {
      int missing = limit - found.size();
      int wanted = source.isFiltered() ? expected(missing, found.size(), lookedAt) : missing;
      int batch = Math.min(BATCH, wanted);
      List<Place<T>> places =
          source.reading().read(query.seller(), path, after(query, position, batch));
      for (Place<T> place : places) {
        if (isBeyond(place.position(), query)) {
          return new Found<>(found, null, unreadable);
        }
        position = place.position();
        place.addTo(found, unreadable, image -> matching.test(image, query));
        if (found.size() == limit) {
          return new Found<>(found, cursor(path, position, query), unreadable);
        }
      }
      if (places.size() < batch) {
        return new Found<>(found, null, unreadable);
      }
      lookedAt += places.size();
    }
    String next = position == null ? null : cursor(path, position, query);
    return new Found<>(found, next, unreadable);
  }

  /** {@return where a path is read: a list by name is a sorted list by time, if that is short} */
  private <T> Source<T> source(
      ListPath path, ImageQuery query, Reading<T> reading, Loading<T> loading) {
    if (path.kind() == ListPath.Kind.NAME) {
      ListPath byTime = ListPath.shortest(query, facets);
      List<Place<Card>> all = cards.byName(byTime, query, MOST_LOOKED_AT);
      if (all != null) {
        return new Source<>(
            (seller, list, part) -> loading.load(seller, list, DynamoDbCards.part(all, part)),
            isFiltered(byTime.kind(), query));
      }
    }
    return new Source<>(reading, isFiltered(path.kind(), query));
  }

  /**
   * {@return how many records have to be read to find those that are missing, if the rest of the
   * list is like its beginning}
   */
  private static int expected(int missing, int found, int lookedAt) {
    return found == 0 ? BATCH : (int) Math.ceil((double) missing * lookedAt / found);
  }

  /** See {@link Catalog#cursorAt}. */
  static String cursorAt(ImageQuery query, String name) {
    return cursor(ListPath.of(ListPath.Kind.NAME, query), NameOrder.of(name), query);
  }

  private static String cursor(ListPath path, String position, ImageQuery query) {
    return new Cursor(path.name() + "/" + fingerprint(query), position).text();
  }

  private static ListPath pathOf(String list, ImageQuery query) {
    String end = "/" + fingerprint(query);
    if (!list.endsWith(end)) {
      throw new InvalidCursorException();
    }
    return ListPath.named(list.substring(0, list.length() - end.length()), query);
  }

  /**
   * {@return whether a page of this query ended at the cursor}
   *
   * @throws InvalidCursorException if it is no cursor
   */
  static boolean isCursorOf(ImageQuery query, String cursor) {
    return Cursor.of(cursor).list().endsWith("/" + fingerprint(query));
  }

  /** A list by name may be entered between two images. */
  private static String checked(String position, ListPath path) {
    try {
      if (path.kind() != ListPath.Kind.NAME) {
        Position.imageId(position);
      }
      return position;
    } catch (IllegalArgumentException e) {
      throw new InvalidCursorException();
    }
  }

  /** {@return a hash of the query, by which a cursor of another query is recognized and refused} */
  private static String fingerprint(ImageQuery query) {
    return Integer.toHexString(
        Objects.hash(
            query.seller(),
            query.status() == null ? "" : query.status().word(),
            query.work() == null ? "" : query.work().word(),
            oneOrAll(query.tags()),
            oneOrAll(query.attributes()),
            query.product(),
            query.text(),
            query.from(),
            query.to(),
            query.order().isByName() ? query.order().name() : query.order().isDescending()));
  }

  /** Cursors of earlier releases, which knew one tag and one value, stay valid. */
  private static @Nullable Object oneOrAll(List<?> values) {
    return values.isEmpty() ? null : values.size() == 1 ? values.get(0) : values;
  }

  /** Whether the query has conditions besides the one that the path answers. */
  private static boolean isFiltered(ListPath.Kind path, ImageQuery query) {
    boolean isOfAll = path == ListPath.Kind.NEWEST || path == ListPath.Kind.NAME;
    boolean isTimed = query.from() != null || query.to() != null;
    return query.text() != null
        || query.listConditions() > (isOfAll ? 0 : 1)
        || (query.order().isByName() && isTimed);
  }

  private List<Place<ImageRecord>> records(String seller, ListPath path, ListPath.PathRange part) {
    return recordsAt(seller, path, path.positions(table, part));
  }

  private List<Place<ImageRecord>> recordsOf(
      String seller, ListPath path, List<Place<Card>> places) {
    return recordsAt(seller, path, places.stream().map(Place::position).toList());
  }

  private List<Place<ImageRecord>> recordsAt(String seller, ListPath path, List<String> positions) {
    Map<ImageId, Optional<ImageRecord>> records =
        images.records(seller, positions.stream().map(Position::imageId).distinct().toList());
    List<Place<ImageRecord>> places = new ArrayList<>();
    for (String position : positions) {
      ImageId id = Position.imageId(position);
      ImageRecord image = records.getOrDefault(id, Optional.empty()).orElse(null);
      boolean isThere =
          image != null && path.place(image.picture().key(), image.position()).equals(position);
      boolean isUnreadable = image == null && records.containsKey(id);
      places.add(new Place<>(position, isThere ? image : null, isUnreadable));
    }
    return places;
  }

  /** {@return at most {@code most} places after one, in the query's order} */
  private static ListPath.PathRange after(ImageQuery query, @Nullable String after, int most) {
    boolean descending = query.order().isDescending();
    return new ListPath.PathRange(after == null ? start(query) : after, descending, most);
  }

  /** {@return a position just before the first wanted one; null for the list's begin} */
  private static @Nullable String start(ImageQuery query) {
    Instant bound = query.order().isDescending() ? query.to() : query.from();
    return bound == null || query.order().isByName() ? null : Position.time(bound);
  }

  /** {@return whether the wanted positions end before a place} */
  private static boolean isBeyond(String place, ImageQuery query) {
    Instant bound = query.order().isDescending() ? query.from() : query.to();
    if (bound == null || query.order().isByName()) {
      return false;
    }
    return place.compareTo(Position.time(bound)) < 0 == query.order().isDescending();
  }

  /** See {@link Catalog#months}. */
  List<Catalog.Month> months(ImageQuery query, ZoneId zone, boolean counts) {
    ListPath path = ListPath.shortest(query, facets);
    return path.months(table, query, zone, counts && !isFiltered(path.kind(), query));
  }

  /** {@return how many images of a seller have a status} */
  long count(String seller, ImageStatus status) {
    ImageQuery query = new ImageQuery(seller, status, null, null);
    return ListPath.of(ListPath.Kind.STATUS, query).images(table, query, ALL, null);
  }

  /** See {@link Catalog#running}. */
  long running(String seller, @Nullable String before) {
    ListPath path = ListPath.status(seller, ImageStatus.RUNNING);
    return path.count(table, ALL, before, Table.MOST_COUNTED_PAGES).positions();
  }

  /** {@return the images uploaded just before and just after one} */
  Catalog.Neighbours neighbours(ImageRecord image) {
    return new Catalog.Neighbours(
        beside(image, ImageQuery.Order.OLDEST_FIRST), beside(image, ImageQuery.Order.NEWEST_FIRST));
  }

  private @Nullable ImageId beside(ImageRecord image, ImageQuery.Order order) {
    ImageQuery all =
        new ImageQuery(image.seller(), null, null, null, null, null, null, null, null, order);
    ListPath path = ListPath.of(ListPath.Kind.NEWEST, all);
    List<String> places = path.positions(table, after(all, image.position(), 1));
    return places.isEmpty() ? null : Position.imageId(places.get(0));
  }
}
