package dev.vitrine.table;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Puts and deletes items of a table without a condition, in requests of 25. */
public final class BatchWrites {
  /** Most writes of one request. */
  private static final int MOST_WRITES = 25;

  private final Table table;

  public BatchWrites(Table table) {
    this.table = table;
  }

  /**
   * Makes all writes. When it throws, some of them may have been made. Errors are those of {@link
   * Table}.
   *
   * @param writes any number; equal ones are made once, but no item may have two different ones
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
