package dev.vitrine.export;

import dev.vitrine.action.Bulk;
import dev.vitrine.action.BulkOrder;
import dev.vitrine.action.Correction;
import dev.vitrine.action.ImageActions;
import dev.vitrine.catalog.ActionRefusedException;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.export.SheetView.CellChange;
import dev.vitrine.export.SheetView.RowResult;
import dev.vitrine.image.ImageId;
import dev.vitrine.vocabulary.CsvRows.CsvRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Corrects images by the rows of a sheet: each row is used whole or not at all. */
@ApplicationScoped
class SheetCorrections {
  private final Bulk bulk;

  SheetCorrections(Bulk bulk) {
    this.bulk = bulk;
  }

  /**
   * Corrects as many images as fit into the time of a call.
   *
   * @param order id, by which the corrections can be undone; repeating it changes nothing more
   * @param dryRun whether nothing is written
   * @return an entry for each row that was reached, in their order
   */
  SheetView correct(String seller, CorrectedSheet sheet, String order, boolean dryRun) {
    Map<Integer, RowResult> results = new TreeMap<>();
    Map<ImageId, RowOrder> rows = rowsByImage(sheet, dryRun, results);
    if (!rows.isEmpty()) {
      BulkOrder ordered =
          new BulkOrder(
              order,
              null,
              List.copyOf(rows.keySet()),
              Set.of(),
              (actions, image, id) -> of(rows, image.imageId()).on(actions, image, id));
      for (Bulk.Result result :
          bulk.page(seller, ordered, CorrectedSheet.MOST_ROWS, null).results()) {
        RowOrder row = of(rows, result.imageId());
        results.put(row.row.number(), RowResult.of(row.row.number(), result, row.changes));
      }
    }
    return new SheetView(List.copyOf(results.values()), sheet.unknown());
  }

  private static RowOrder of(Map<ImageId, RowOrder> rows, ImageId imageId) {
    return Objects.requireNonNull(rows.get(imageId));
  }

  /**
   * @param results gets an entry for each row that cannot be used
   */
  private static Map<ImageId, RowOrder> rowsByImage(
      CorrectedSheet sheet, boolean dryRun, Map<Integer, RowResult> results) {
    Map<ImageId, RowOrder> rows = new LinkedHashMap<>();
    for (CsvRow one : sheet.rows()) {
      try {
        CorrectedRow row = CorrectedRow.of(one.number(), sheet.cells(one));
        if (rows.putIfAbsent(row.imageId(), new RowOrder(row, dryRun)) != null) {
          throw new ActionRefusedException(
              "ROW_REPEATED", "An earlier row is about the same picture.");
        }
      } catch (ActionRefusedException e) {
        results.put(one.number(), RowResult.refused(one.number(), e));
      }
    }
    return rows;
  }

  /** The order of one row. */
  private static final class RowOrder {
    private final CorrectedRow row;
    private final boolean dryRun;
    private final List<CellChange> changes = new ArrayList<>();

    RowOrder(CorrectedRow row, boolean dryRun) {
      this.row = row;
      this.dryRun = dryRun;
    }

    Optional<ImageRecord> on(ImageActions actions, ImageRecord image, String order) {
      if (image.corrections().knows(order)) {
        return Optional.of(image); // The call is repeated.
      }
      List<Correction> wanted =
          row.corrections(
              image, some -> actions.preview(image, some, order).corrections().isMade(order));
      if (wanted.isEmpty()) {
        return Optional.of(image);
      }
      ImageRecord after = actions.preview(image, wanted, order);
      if (!after.corrections().isMade(order)) {
        return Optional.of(image); // The image says this already, in the shop's spelling.
      }
      addChanges(ImagesCsv.cells(image), ImagesCsv.cells(after));
      if (changes.isEmpty() && row.changed().values().stream().noneMatch(String::isEmpty)) {
        return Optional.of(image); // Another spelling of what it says. An empty cell takes back.
      }
      return dryRun
          ? Optional.of(after)
          : actions.correctByOrder(
              image.seller(), image.imageId(), wanted, order, now -> row.requireSame(image, now));
    }

    private void addChanges(Map<String, String> before, Map<String, String> after) {
      for (String column : row.changed().keySet()) {
        String was = before.getOrDefault(column, "");
        String is = after.getOrDefault(column, "");
        if (!was.equals(is)) {
          changes.add(new CellChange(column, was, is));
        }
      }
    }
  }
}
