package dev.vitrine.export;

import dev.vitrine.action.Correction;
import dev.vitrine.catalog.ActionRefusedException;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.TextName;
import dev.vitrine.image.ImageId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A row of {@code images.csv} as a person gives it back.
 *
 * @param number of the row, as spreadsheets count; the header is 1
 * @param imageId of its image
 * @param version of the row when it was exported
 * @param changed the cells that the person has changed, by their columns
 */
record CorrectedRow(
    int number, ImageId imageId, RowVersion version, SortedMap<String, String> changed) {

  /** Each changed value costs a read of the table, for its spelling. */
  private static final int MOST_CHANGED = 100;

  CorrectedRow {
    changed = Collections.unmodifiableSortedMap(new TreeMap<>(changed));
  }

  /**
   * @param cells by their columns; a column that the file lacks is missing
   * @throws ActionRefusedException {@code IMAGE_NOT_FOUND}, {@code VERSION_INVALID} or {@code
   *     LIMIT_REACHED}
   */
  static CorrectedRow of(int number, Map<String, String> cells) {
    ImageId imageId = imageId(Csv.text(cells.getOrDefault(ImagesCsv.ID, "")));
    RowVersion version =
        RowVersion.parse(cells.getOrDefault(RowVersion.COLUMN, ""))
            .filter(one -> one.matches(ImagesCsv.ID, imageId.value()))
            .orElseThrow(
                () ->
                    new ActionRefusedException(
                        "VERSION_INVALID",
                        "The cell in the column version is not the one that was exported with this"
                            + " picture. Export it again."));
    SortedMap<String, String> changed = new TreeMap<>();
    cells.forEach(
        (column, cell) -> {
          if (ImagesCsv.isCorrectable(column) && !version.matches(column, cell)) {
            changed.put(column, Csv.text(cell));
          }
        });
    if (changed.size() > MOST_CHANGED) {
      throw new ActionRefusedException(
          "LIMIT_REACHED", "A row changes at most " + MOST_CHANGED + " cells.");
    }
    return new CorrectedRow(number, imageId, version, changed);
  }

  private static ImageId imageId(String text) {
    try {
      return new ImageId(text);
    } catch (IllegalArgumentException e) {
      throw new ActionRefusedException("IMAGE_NOT_FOUND", "No picture has this id.");
    }
  }

  /**
   * {@return what to correct of an image; nothing if it says already what the changed cells say}
   *
   * @param image as it is now
   * @param hasEffect whether corrections would change it
   * @throws ActionRefusedException if a cell cannot be used, or {@code IMAGE_CHANGED} if somebody
   *     has changed the same value since the export
   */
  List<Correction> corrections(ImageRecord image, Predicate<List<Correction>> hasEffect) {
    if (changed.isEmpty()) {
      return List.of();
    }
    Map<String, String> shown = ImagesCsv.cells(image);
    List<Correction> all = new ArrayList<>();
    for (Map.Entry<String, String> cell : changed.entrySet()) {
      String column = cell.getKey();
      String now = shown.getOrDefault(column, "");
      if (RowVersion.normalized(column, now)
          .equals(RowVersion.normalized(column, cell.getValue()))) {
        continue;
      }
      if (column.equals(ImagesCsv.POSITION) && isOfAnotherProduct(shown)) {
        throw overtaken(ImagesCsv.SKU);
      }
      List<Correction> wanted = CorrectedCell.corrections(column, changed, image);
      if (!version.matches(column, now)
          && !isWrittenByVitrine(column, image)
          && hasEffect.test(wanted)) {
        throw overtaken(column);
      }
      all.addAll(wanted);
    }
    return all;
  }

  /** {@return whether the image's product is another than that whose place the file has} */
  private boolean isOfAnotherProduct(Map<String, String> shown) {
    return !changed.containsKey(ImagesCsv.SKU)
        && !version.matches(ImagesCsv.SKU, shown.getOrDefault(ImagesCsv.SKU, ""));
  }

  /** {@return whether a column is of a text that no person has written: it follows other values} */
  private static boolean isWrittenByVitrine(String column, ImageRecord image) {
    return TextName.ofWord(column).isPresent() && !image.corrections().texts().containsKey(column);
  }

  /**
   * @throws ActionRefusedException {@code IMAGE_CHANGED} if a value of the changed cells is another
   *     now
   */
  void requireSame(ImageRecord image, ImageRecord now) {
    Map<String, String> before = ImagesCsv.cells(image);
    Map<String, String> after = ImagesCsv.cells(now);
    for (String column : changed.keySet()) {
      if (!before.getOrDefault(column, "").equals(after.getOrDefault(column, ""))) {
        throw overtaken(column);
      }
    }
  }

  private static ActionRefusedException overtaken(String column) {
    return new ActionRefusedException(
        "IMAGE_CHANGED",
        column
            + ": this has changed in Vitrine since the export, and is not overwritten. Export the"
            + " picture again.");
  }
}
