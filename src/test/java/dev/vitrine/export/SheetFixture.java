package dev.vitrine.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vitrine.action.Bulk;
import dev.vitrine.action.Correction;
import dev.vitrine.action.ImageActions;
import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.Facet;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.catalog.MemoryCatalog;
import dev.vitrine.catalog.Tagged;
import dev.vitrine.catalog.TextName;
import dev.vitrine.export.SheetView.RowResult;
import dev.vitrine.lesson.MemoryLessons;
import dev.vitrine.vocabulary.TagLabel;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A catalog of one image, and the file that comes back with its row. */
class SheetFixture {
  final MemoryCatalog catalog = new MemoryCatalog();
  final Tagged tagged = new Tagged();
  final ImageActions actions = tagged.actions(catalog, new MemoryLessons());
  final SheetCorrections corrections =
      new SheetCorrections(new Bulk(catalog, actions, Clock.fixed(Examples.NOW, ZoneOffset.UTC)));
  final ImageRecord cup = catalog.put(Examples.done("demo/MUG-42_1.jpg", "cup", "bowl"));

  RowResult correct(String order, Map<String, String> row) {
    return corrected(order, false, List.of(row)).get(0);
  }

  List<RowResult> corrected(String order, boolean dryRun, List<Map<String, String>> rows) {
    List<String> columns = new ArrayList<>(rows.get(0).keySet());
    StringBuilder text = new StringBuilder(Csv.line(columns));
    rows.forEach(row -> text.append(Csv.line(CsvExport.cells(columns, row))));
    CorrectedSheet sheet = CorrectedSheet.read(text.toString().getBytes(UTF_8), null);
    return corrections.correct("demo", sheet, order, dryRun).rows();
  }

  /**
   * {@return an exported row, with other cells}
   *
   * @param changes column and cell, in turns
   */
  static Map<String, String> row(ImageRecord image, String... changes) {
    Map<String, String> row = new HashMap<>(ImagesCsv.cells(image));
    for (int i = 0; i < changes.length; i += 2) {
      row.put(changes[i], changes[i + 1]);
    }
    return row;
  }

  static Correction added(String label) {
    return new Correction.TagAdded(new TagLabel(label));
  }

  static Correction color(String value) {
    return new Correction.AttributeSet(new Facet.Key("color", value));
  }

  static Correction text(TextName name, String value) {
    return new Correction.TextWritten(name, value);
  }
}
