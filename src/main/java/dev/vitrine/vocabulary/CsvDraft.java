package dev.vitrine.vocabulary;

import dev.vitrine.vocabulary.CsvRows.CsvRow;
import dev.vitrine.vocabulary.Draft.Label;
import dev.vitrine.vocabulary.Draft.QuestionEntry;
import dev.vitrine.vocabulary.Draft.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a seller's table of labels: a header row, then one row for each label. The columns may be
 * in any order; only {@code label} is required:
 *
 * <ul>
 *   <li>{@code label}: the text that the model scores
 *   <li>{@code parent}: the category above it; a parent without a row becomes a department
 *   <li>{@code attribute}: makes the label a value of that attribute instead of a category
 *   <li>{@code synonyms}: more words for it, separated by {@code ;}
 *   <li>{@code shop_name}, {@code id}, {@code banned} ({@code yes} or {@code no})
 *   <li>{@code google_category}: the category in Google's product taxonomy
 * </ul>
 */
final class CsvDraft {
  private static final List<String> COLUMNS =
      List.of(
          "label",
          "parent",
          "attribute",
          "synonyms",
          "shop_name",
          "id",
          "google_category",
          "banned");
  private static final Text NAME = new Text(1, "", "own-list");
  private static final Text TEMPLATE = new Text(1, "", "a photo of {}");
  private static final List<String> YES = List.of("yes", "true", "1", "y");
  private static final List<String> NO = List.of("no", "false", "0", "n", "");

  private final ProblemList problems;
  private final Map<String, Integer> columns = new LinkedHashMap<>();

  private CsvDraft(ProblemList problems) {
    this.problems = problems;
  }

  /**
   * @throws InvalidVocabularyException if the header row is not as above; problems of the other
   *     rows are added to {@code problems}
   */
  static Draft read(CsvText file, ProblemList problems) {
    List<CsvRow> rows = CsvRows.read(file, problems);
    CsvDraft csv = new CsvDraft(problems);
    csv.header(rows.isEmpty() ? new CsvRow(1, 1, List.of()) : rows.get(0));
    problems.throwIfAny();
    return csv.draft(rows.subList(1, rows.size()));
  }

  private void header(CsvRow row) {
    List<String> names = row.cells().stream().map(cell -> cell.toLowerCase(Locale.ROOT)).toList();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.isEmpty()) {
        continue; // Spreadsheets write empty columns, mostly at the end.
      }
      if (!COLUMNS.contains(name)) {
        problems.add(row.line(), name, "This column is unknown." + Nearest.hint(name, COLUMNS));
      } else if (columns.putIfAbsent(name, i) != null) {
        problems.add(row.line(), name, "The header has this column twice.");
      }
    }
    if (!columns.containsKey("label")) {
      problems.add(
          row.line(), "label", "The first row must be a header with the column \"label\".");
    }
  }

  private Draft draft(List<CsvRow> rows) {
    CsvTree tree = new CsvTree(problems);
    Map<String, List<Label>> values = new LinkedHashMap<>();
    Map<String, Text> names = new LinkedHashMap<>();
    for (CsvRow row : rows) {
      if (hasCellWithoutColumn(row)) {
        problems.add(row.line(), "", "The row has more cells than the header has columns.");
      }
      Text parent = cell(row, "parent");
      Text attribute = cell(row, "attribute");
      if (attribute == null) {
        tree.add(label(row), parent);
      } else {
        if (parent != null) {
          problems.add(row.line(), "parent", "A row with an attribute must not have a parent.");
        }
        if (cell(row, "google_category") != null) {
          problems.add(
              row.line(), "google_category", "Only a category has one: leave this cell empty.");
        }
        names.putIfAbsent(attribute.text(), attribute);
        values.computeIfAbsent(attribute.text(), name -> new ArrayList<>()).add(label(row));
      }
    }
    List<QuestionEntry> attributes = new ArrayList<>();
    names.forEach(
        (name, text) ->
            attributes.add(
                new QuestionEntry(
                    text,
                    null,
                    List.of(),
                    List.of(),
                    values.getOrDefault(name, List.of()),
                    false)));
    return new Draft(NAME, List.of(TEMPLATE), tree.roots(), attributes, List.of(), List.of());
  }

  private boolean hasCellWithoutColumn(CsvRow row) {
    List<String> cells = row.cells();
    for (int i = 0; i < cells.size(); i++) {
      if (!cells.get(i).isEmpty() && !columns.containsValue(i)) {
        return true;
      }
    }
    return false;
  }

  private Label label(CsvRow row) {
    Text name = cell(row, "label");
    return new Label(
        name == null ? new Text(row.line(), "label", "") : name,
        synonyms(row),
        cell(row, "shop_name"),
        null,
        cell(row, "id"),
        null,
        cell(row, "google_category"),
        Map.of(),
        banned(row),
        List.of());
  }

  private List<Text> synonyms(CsvRow row) {
    Text cell = cell(row, "synonyms");
    return cell == null
        ? List.of()
        : Arrays.stream(cell.text().split(";"))
            .map(String::strip)
            .filter(synonym -> !synonym.isEmpty())
            .map(synonym -> new Text(row.line(), "synonyms", synonym))
            .toList();
  }

  private boolean banned(CsvRow row) {
    Text cell = cell(row, "banned");
    String word = cell == null ? "" : cell.text().toLowerCase(Locale.ROOT);
    if (!YES.contains(word) && !NO.contains(word)) {
      problems.add(row.line(), "banned", "This must be yes or no.");
    }
    return YES.contains(word);
  }

  private @Nullable Text cell(CsvRow row, String column) {
    Integer index = columns.get(column);
    String text = index == null || index >= row.cells().size() ? "" : row.cells().get(index);
    return text.isEmpty() ? null : new Text(row.line(), column, text);
  }
}
