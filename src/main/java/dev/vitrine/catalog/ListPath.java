package dev.vitrine.catalog;

import dev.vitrine.table.InvalidCursorException;
import dev.vitrine.table.Position;
import dev.vitrine.table.PositionQuery;
import dev.vitrine.table.Table;
import dev.vitrine.table.TableKeys;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One way to walk a seller's images: by file name along the one list of all, or by the time of
 * their upload along one list or along those of several values of an attribute, merged by position.
 *
 * @param name tells it from the other paths of a query, in cursors
 * @param index the secondary index; null for the pointers, which are in the table itself
 * @param hash the attribute that names the lists
 * @param lists which lists
 * @param range the attribute that orders them
 */
record ListPath(
    String name, Kind kind, @Nullable String index, String hash, List<String> lists, String range) {
  /** Pages of an index that are read to count a list; one that has more is long. */
  private static final int SHORT = 4;

  /** A page of 1 MB has more keys than this; of whole records it has fewer. */
  private static final int KEYS_OF_A_PAGE = 2_000;

  /** Ten years: the months before are reached from the last of these. */
  private static final int MOST_MONTHS = 120;

  /** All kinds of paths. */
  enum Kind {
    NEWEST,
    NAME,
    STATUS,
    TAG,
    ATTRIBUTE,
    WORK,
    PRODUCT
  }

  /**
   * Places of a path.
   *
   * @param after the place that they come behind; null for the begin
   * @param most places at most
   */
  record PathRange(@Nullable String after, boolean descending, int most) {}

  /** {@return the queries of a part, one for each list} */
  List<PositionQuery> queries(PathRange part) {
    return lists.stream()
        .map(
            list ->
                new PositionQuery(
                    index, hash, list, range, part.descending(), part.after(), part.most()))
        .toList();
  }

  /** {@return the positions of a part, in its order; fewer than it wants if no more follow} */
  List<String> positions(Table table, PathRange part) {
    if (lists.size() == 1) {
      return table.positions(queries(part).get(0));
    }
    Comparator<String> ascending = Comparator.naturalOrder();
    SortedSet<String> merged = new TreeSet<>(part.descending() ? ascending.reversed() : ascending);
    queries(part).forEach(query -> merged.addAll(table.positions(query)));
    return merged.stream().limit(part.most()).toList();
  }

  /**
   * {@return where an image stands on the path}
   *
   * @param key of the image's original
   * @param position of the image, by time
   */
  String place(String key, String position) {
    return kind == Kind.NAME ? Position.byName(key, position) : position;
  }

  /** {@return how many positions of all lists are in a part and before a place} */
  Table.Count count(Table table, PathRange part, @Nullable String before, int mostPages) {
    long positions = 0;
    boolean isWhole = true;
    for (PositionQuery query : queries(part)) {
      Table.Count count = table.count(query, before, mostPages);
      positions += count.positions();
      isWhole &= count.isWhole();
    }
    return new Table.Count(positions, isWhole);
  }

  /**
   * {@return how many images are in a part, up to a place} DynamoDB Local ends a page of an index
   * after 1 MB of whole records, so there a long list of finished images is counted by their
   * pointers, which are small. Where these are too few, as after an upgrade until a recount, the
   * index is read on.
   *
   * @param query the query of which this is a path
   */
  long images(Table table, ImageQuery query, PathRange part, @Nullable String end) {
    Table.Count first = count(table, part, end, index == null ? Table.MOST_COUNTED_PAGES : SHORT);
    if (!first.isWhole() && first.positions() > SHORT * KEYS_OF_A_PAGE) {
      first = count(table, part, end, Table.MOST_COUNTED_PAGES);
    }
    if (first.isWhole() || index == null) {
      return first.positions();
    }
    long all = 0;
    for (ImageStatus status :
        query.status() == null ? ImageStatus.values() : new ImageStatus[] {query.status()}) {
      ListPath list =
          status.unfinished()
              ? status(query.seller(), status)
              : pointersOfStatus(query.seller(), status);
      all += list.count(table, part, end, Table.MOST_COUNTED_PAGES).positions();
    }
    boolean lacksPointers = all < first.positions();
    return lacksPointers ? count(table, part, end, Table.MOST_COUNTED_PAGES).positions() : all;
  }

  /**
   * {@return the months in which images were uploaded, newest first} One query for each month that
   * has images, another to count it.
   *
   * @param query the query of which this is a path by time
   */
  List<Catalog.Month> months(Table table, ImageQuery query, ZoneId zone, boolean isCounted) {
    String from = query.from() == null ? "" : Position.time(query.from());
    String before = query.to() == null ? null : Position.time(query.to());
    List<Catalog.Month> months = new ArrayList<>();
    while (months.size() < MOST_MONTHS) {
      List<String> newest = positions(table, new PathRange(before, true, 1));
      if (newest.isEmpty() || newest.get(0).compareTo(from) < 0) {
        break;
      }
      YearMonth month = YearMonth.from(Position.time(newest.get(0)).atZone(zone));
      String end = before == null ? beginning(month.plusMonths(1), zone) : before;
      String begin = beginning(month, zone);
      PathRange part = new PathRange(begin.compareTo(from) < 0 ? from : begin, false, 1);
      months.add(new Catalog.Month(month, isCounted ? images(table, query, part, end) : null));
      before = begin;
    }
    return months;
  }

  /** {@return a position before all of a month} */
  private static String beginning(YearMonth month, ZoneId zone) {
    return Position.time(month.atDay(1).atStartOfDay(zone).toInstant());
  }

  /**
   * {@return whether the lists have so many images at most} Of what is done there are nearly always
   * more; and not all lists have a query that says it.
   */
  boolean isShort(Table table, ImageQuery query, int most) {
    boolean isLong =
        kind == Kind.NEWEST || (kind == Kind.STATUS && query.status() == ImageStatus.DONE);
    return !isLong && positions(table, new PathRange(null, true, most + 1)).size() <= most;
  }

  /** {@return a path in the query's order} By name there is only one, whatever the conditions. */
  static ListPath inOrder(ImageQuery query, DynamoDbFacets facets) {
    return query.order().isByName() ? of(Kind.NAME, query) : shortest(query, facets);
  }

  /**
   * {@return the path by time that likely has the fewest images} A product has few pictures, so it
   * comes first. Few images are failed or unfinished, so these statuses come next; nearly all are
   * done, so that status comes last.
   */
  static ListPath shortest(ImageQuery query, DynamoDbFacets facets) {
    if (query.product() != null) {
      return of(Kind.PRODUCT, query);
    }
    if (query.status() != null && query.status() != ImageStatus.DONE) {
      return of(Kind.STATUS, query);
    }
    List<ListPath> values = ofValues(query);
    if (!values.isEmpty()) {
      return values.get(values.size() == 1 ? 0 : fewest(query, facets));
    }
    if (query.work() != null) {
      return of(Kind.WORK, query);
    }
    return of(query.status() != null ? Kind.STATUS : Kind.NEWEST, query);
  }

  /** {@return which of the query's alternatives has the fewest images; the first of equals} */
  private static int fewest(ImageQuery query, DynamoDbFacets facets) {
    int best = 0;
    long least = Long.MAX_VALUE;
    List<List<Facet.Key>> alternatives = query.alternatives();
    for (int i = 0; i < alternatives.size(); i++) {
      long count = facets.count(query.seller(), alternatives.get(i));
      if (count < least) {
        least = count;
        best = i;
      }
    }
    return best;
  }

  /**
   * @throws InvalidCursorException when the query has no such path in its order
   */
  static ListPath named(String name, ImageQuery query) {
    if (query.order().isByName() != name.equals(Kind.NAME.name())) {
      throw new InvalidCursorException();
    }
    List<ListPath> paths = ofValues(query);
    for (Kind kind : Kind.values()) {
      if (kind.name().equals(name) && kind != Kind.TAG && kind != Kind.ATTRIBUTE) {
        return of(kind, query);
      }
    }
    return paths.stream()
        .filter(path -> path.name().equals(name))
        .findFirst()
        .orElseThrow(InvalidCursorException::new);
  }

  /**
   * {@return the path of a condition that a query has once at most}
   *
   * @throws InvalidCursorException when the query has no such condition
   */
  static ListPath of(Kind kind, ImageQuery query) {
    String seller = query.seller();
    if (kind == Kind.NEWEST) {
      return indexed(kind, TableKeys.NEWEST, TableKeys.SELLER, seller);
    }
    if (kind == Kind.NAME) {
      return pointers(kind, 0, seller, List.of(Facet.Key.byName()));
    }
    if (kind == Kind.STATUS && query.status() != null) {
      return status(seller, query.status());
    }
    if (kind == Kind.WORK && query.work() != null) {
      return pointers(kind, 0, seller, List.of(Facet.Key.work(query.work())));
    }
    if (kind == Kind.PRODUCT && query.product() != null) {
      return pointers(kind, 0, seller, List.of(Facet.Key.product(query.product())));
    }
    throw new InvalidCursorException();
  }

  /** {@return all images of a status} */
  static ListPath status(String seller, ImageStatus status) {
    String list = TableKeys.sellerStatus(seller, status.word());
    return indexed(Kind.STATUS, TableKeys.BY_STATUS, TableKeys.SELLER_STATUS, list);
  }

  /** {@return all finished images of a status; a new one is in it a moment late} */
  static ListPath pointersOfStatus(String seller, ImageStatus status) {
    return pointers(Kind.STATUS, 0, seller, List.of(Facet.Key.status(status)));
  }

  /** {@return a path for each of the query's alternatives, in their order} */
  private static List<ListPath> ofValues(ImageQuery query) {
    List<ListPath> paths = new ArrayList<>();
    int tags = query.tags().size();
    for (List<Facet.Key> any : query.alternatives()) {
      int place = paths.size();
      paths.add(
          place < tags
              ? pointers(Kind.TAG, place, query.seller(), any)
              : pointers(Kind.ATTRIBUTE, place - tags, query.seller(), any));
    }
    return paths;
  }

  private static ListPath indexed(Kind kind, String index, String hash, String list) {
    return new ListPath(kind.name(), kind, index, hash, List.of(list), TableKeys.POSITION);
  }

  /**
   * @param place among the query's paths of this kind; the first has no number, as in the cursors
   *     of earlier releases
   */
  private static ListPath pointers(Kind kind, int place, String seller, List<Facet.Key> values) {
    List<String> lists =
        values.stream().map(value -> TableKeys.valuePartition(seller, value.text())).toList();
    String name = place == 0 ? kind.name() : kind.name() + place;
    return new ListPath(name, kind, null, TableKeys.PK, lists, TableKeys.SK);
  }
}
