package dev.vitrine.export;

import dev.vitrine.api.ApiProblem;
import dev.vitrine.vocabulary.CsvRows;
import dev.vitrine.vocabulary.CsvRows.CsvRow;
import dev.vitrine.vocabulary.CsvText;
import dev.vitrine.vocabulary.ProblemList;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An {@code images.csv} as a person gives it back from a spreadsheet, or a part of it below the
 * same header: columns may be missing, or in another order.
 *
 * @param columns where the columns are that {@code images.csv} has, from 0
 * @param unknown names of the columns that it has not
 * @param rows without the header
 */
record CorrectedSheet(Map<String, Integer> columns, List<String> unknown, List<CsvRow> rows) {
  /** Most rows of one call, which end in its time. */
  static final int MOST_ROWS = 200;

  CorrectedSheet {
    columns = Map.copyOf(columns);
    unknown = List.copyOf(unknown);
    rows = List.copyOf(rows);
  }

  /**
   * @param declared the encoding, as the sender names it; null if they do not
   * @throws ApiProblem {@code INVALID_SHEET}
   */
  static CorrectedSheet read(byte[] file, @Nullable Charset declared) {
    CsvText text = CsvText.of(file, declared);
    ProblemList problems = new ProblemList();
    List<CsvRow> all = CsvRows.readAsWritten(text, problems, MOST_ROWS + 2);
    problems.all().stream()
        .map(problem -> invalid("Line " + problem.line() + ": " + problem.message()))
        .findFirst()
        .ifPresent(
            problem -> {
              throw problem;
            });
    if (all.isEmpty()) {
      throw invalid("The file is empty.");
    }
    CsvRow header = all.get(0);
    Map<String, Integer> columns = new LinkedHashMap<>();
    List<String> unknown = new ArrayList<>();
    for (int i = 0; i < header.cells().size(); i++) {
      String name = Csv.text(header.cells().get(i));
      Optional<String> column = ImagesCsv.columnOf(name);
      if (column.isPresent() && columns.putIfAbsent(column.get(), i) != null) {
        throw invalid("The first row has the column \"" + name + "\" twice.");
      }
      if (column.isEmpty() && !name.isEmpty()) {
        unknown.add(name);
      }
    }
    return new CorrectedSheet(columns, unknown, data(all, columns));
  }

  private static List<CsvRow> data(List<CsvRow> all, Map<String, Integer> columns) {
    for (String column : List.of(ImagesCsv.ID, RowVersion.COLUMN)) {
      if (!columns.containsKey(column)) {
        throw invalid(
            "The first row must name the columns, and \""
                + column
                + "\" is not among them. Export"
                + " the pictures as CSV and correct that file.");
      }
    }
    if (all.size() > 1 + MOST_ROWS) {
      throw invalid("One call takes at most " + MOST_ROWS + " rows below the names of columns.");
    }
    return all.subList(1, all.size());
  }

  private static ApiProblem invalid(String sentence) {
    return new ApiProblem(400, "INVALID_SHEET", sentence);
  }

  /** {@return the cells of a row by their columns; those beyond its end are missing} */
  Map<String, String> cells(CsvRow row) {
    Map<String, String> cells = new LinkedHashMap<>();
    columns.forEach(
        (column, at) -> {
          if (at < row.cells().size()) {
            cells.put(column, row.cells().get(at));
          }
        });
    return cells;
  }
}
