package dev.vitrine.export;

import dev.vitrine.action.Bulk;
import dev.vitrine.catalog.ActionRefusedException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What came of the rows of a corrected {@code images.csv}.
 *
 * @param rows an entry for each row that was reached; send the others again
 * @param unknownColumns names of columns that {@code images.csv} does not have; they are not read
 */
@Schema(
    name = "SheetResult",
    requiredProperties = {"rows", "unknownColumns"})
public record SheetView(List<RowResult> rows, List<String> unknownColumns) {

  public SheetView {
    rows = List.copyOf(rows);
    unknownColumns = List.copyOf(unknownColumns);
  }

  /**
   * What came of a row, or would come of it.
   *
   * @param row its number, as spreadsheets count: the names of the columns are row 1
   * @param imageId null if the row names no image
   * @param outcome {@code changed}; {@code unchanged}, as the image says this already; {@code
   *     refused}, so that nothing of the row was used; or {@code unavailable}, which a repeated
   *     call may mend
   * @param changes the corrected cells
   * @param code why not, for programs
   * @param message why not, for the seller
   */
  @Schema(
      name = "SheetRow",
      requiredProperties = {"row", "outcome", "changes"})
  public record RowResult(
      int row,
      @Nullable String imageId,
      @Schema(enumeration = {"changed", "unchanged", "refused", "unavailable"}) String outcome,
      List<CellChange> changes,
      @Nullable String code,
      @Nullable String message) {

    public RowResult {
      changes = List.copyOf(changes);
    }

    static RowResult refused(int row, ActionRefusedException why) {
      return new RowResult(row, null, "refused", List.of(), why.code(), why.getMessage());
    }

    static RowResult of(int row, Bulk.Result result, List<CellChange> changes) {
      String outcome =
          switch (result.outcome()) {
            case DONE -> result.corrected() ? "changed" : "unchanged";
            case REFUSED, MISSING -> "refused";
            case UNAVAILABLE -> "unavailable";
          };
      return new RowResult(
          row,
          result.imageId().value(),
          outcome,
          result.corrected() ? changes : List.of(),
          result.code(),
          result.message());
    }
  }

  /**
   * A corrected cell.
   *
   * @param column its name
   * @param before the value before the correction; empty if there was none
   * @param after the value after it, in the shop's spelling; Vitrine's own if a person's was taken
   *     back
   */
  @Schema(
      name = "SheetCell",
      requiredProperties = {"column", "before", "after"})
  public record CellChange(String column, String before, String after) {}
}
