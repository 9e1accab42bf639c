package dev.vitrine.table;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Puts and deletes items of a table without a condition, a part of them at once. */
public final class BatchWrites {
  /** Most writes of one request. */
  private static final int MOST_WRITES = 25;

  private final Table table;

  public BatchWrites(Table table) {
    this.table = table;
  }

  /**
   * Writes all, or a part of them when it throws; the errors are those of {@link Table}.
   *
   * @param writes any number, for each item one that may be there several times
   */
  public void write(Collection<WriteRequest> writes) {
    List<WriteRequest> all = List.copyOf(new LinkedHashSet<>(writes));
    for (int from = 0; from < all.size(); from += MOST_WRITES) {
      writeTogether(all.subList(from, Math.min(all.size(), from + MOST_WRITES)));
    }
  }

  private void writeTogether(List<WriteRequest> some) {
    Patience patience = table.patience();
    List<WriteRequest> open = some;
    while (!open.isEmpty()) {
      open =
          table
              .batchWrite(Map.of(table.name(), open))
              .unprocessedItems()
              .getOrDefault(table.name(), List.of());
      if (!open.isEmpty()) {
        patience.pause(
            "DynamoDB leaves writes of a batch undone",
            new IllegalStateException(open.size() + " writes are unprocessed"));
      }
    }
  }
}
