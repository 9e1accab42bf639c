package dev.vitrine.catalog;

import dev.vitrine.table.InvalidCursorException;
import dev.vitrine.table.PositionQuery;
import dev.vitrine.table.TableKeys;
import org.jspecify.annotations.Nullable;

/**
 * One way to walk a seller's images, by the time of their upload.
 *
 * @param index the secondary index; null for the pointers, which are in the table itself
 * @param hash the attribute that names the list
 * @param list which list
 * @param range the attribute that orders it
 */
record ListPath(Kind kind, @Nullable String index, String hash, String list, String range) {

  /**
   * {@return the query of the places after one, in the list's order}
   *
   * @param after null for the list's begin
   * @param most places at most
   */
  PositionQuery after(@Nullable String after, boolean descending, int most) {
    return new PositionQuery(index, hash, list, range, descending, after, most);
  }

  /** All paths. */
  enum Kind {
    NEWEST,
    STATUS,
    TAG,
    ATTRIBUTE,
    WORK,
    PRODUCT
  }

  /**
   * {@return the path that likely has the fewest images} A product has few pictures, so it comes
   * first. Few images are failed or unfinished, so these statuses come next; nearly all are done,
   * so that status comes last.
   */
  static ListPath shortest(ImageQuery query, DynamoDbFacets facets) {
    if (query.product() != null) {
      return of(Kind.PRODUCT, query);
    }
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
  static ListPath of(Kind kind, ImageQuery query) {
    String seller = query.seller();
    if (kind == Kind.NEWEST) {
      return indexed(kind, TableKeys.NEWEST, TableKeys.SELLER, seller);
    }
    if (kind == Kind.STATUS && query.status() != null) {
      return status(seller, query.status());
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
    if (kind == Kind.PRODUCT && query.product() != null) {
      return pointers(kind, seller, Facet.Key.product(query.product()));
    }
    throw new InvalidCursorException();
  }

  /** {@return all images of a status} */
  static ListPath status(String seller, ImageStatus status) {
    String list = TableKeys.sellerStatus(seller, status.word());
    return indexed(Kind.STATUS, TableKeys.BY_STATUS, TableKeys.SELLER_STATUS, list);
  }

  /** {@return all images of a status at which nothing works on them, a moment late} */
  static ListPath pointersOfStatus(String seller, ImageStatus status) {
    return pointers(Kind.STATUS, seller, Facet.Key.status(status));
  }

  private static ListPath indexed(Kind kind, String index, String hash, String list) {
    return new ListPath(kind, index, hash, list, TableKeys.POSITION);
  }

  private static ListPath pointers(Kind kind, String seller, Facet.Key value) {
    String list = TableKeys.valuePartition(seller, value.text());
    return new ListPath(kind, null, TableKeys.PK, list, TableKeys.SK);
  }
}
