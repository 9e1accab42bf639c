package dev.vitrine.action;

import dev.vitrine.catalog.ImageQuery;
import dev.vitrine.image.ImageId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One action on many images.
 *
 * @param id of the order, by which its corrections can be undone; repeating a correction of the
 *     same id changes no image on which it was done, unless {@value
 *     dev.vitrine.catalog.Corrections#MOST_ORDERS} later orders have corrected that one
 * @param query which images; null if they are listed
 * @param ids the images; empty if there is a query
 * @param except images of the query that are left out
 * @param action what to do with each
 */
public record BulkOrder(
    String id,
    @Nullable ImageQuery query,
    List<ImageId> ids,
    Set<ImageId> except,
    BulkAction action) {

  public BulkOrder {
    ids = List.copyOf(ids);
    except = Set.copyOf(except);
    if ((query == null) == ids.isEmpty()) {
      throw new IllegalArgumentException("an order has either a query or ids");
    }
  }
}
