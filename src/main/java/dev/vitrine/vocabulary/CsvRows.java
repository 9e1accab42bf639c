package dev.vitrine.vocabulary;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Reads the rows of a comma-separated file, and knows on which line each begins. A cell in
 * quotation marks may have separators, line ends and, doubled, quotation marks in it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
public final class CsvRows {
  /**
   * A row.
   *
   * @param line on which the row begins, from 1
   * @param number of the row, as spreadsheets count: the header is 1, and rows without any text
   *     count too
   * @param cells in their order
   */
  public record CsvRow(int line, int number, List<String> cells) {}

  private final String file;
  private final char separator;
  private final ProblemList problems;
  private final UnaryOperator<String> reading;
  private final List<CsvRow> rows = new ArrayList<>();
  private int position;
  private int line;
  private int number;

  private CsvRows(CsvText csv, ProblemList problems, UnaryOperator<String> reading) {
    this.reading = reading;
    this.file = csv.text();
    this.separator = csv.separator();
    this.line = csv.firstLine();
    this.problems = problems;
  }

  /** {@return all rows but those with nothing but empty cells} */
  public static List<CsvRow> read(String file, ProblemList problems) {
    return read(new CsvText(file, ',', 1, false), problems);
  }

  /** {@return all rows but those with nothing but empty cells} */
  static List<CsvRow> read(CsvText text, ProblemList problems) {
    return read(new CsvRows(text, problems, PlainText::of), Integer.MAX_VALUE);
  }

  /**
   * {@return the first rows, but for those with nothing but blank cells; their cells as they are
   * written}
   *
   * @param most rows that are read; a file of many short ones would take much memory
   */
  public static List<CsvRow> readAsWritten(CsvText text, ProblemList problems, int most) {
    return read(new CsvRows(text, problems, UnaryOperator.identity()), most);
  }

  private static List<CsvRow> read(CsvRows csv, int most) {
    while (csv.position < csv.file.length() && csv.rows.size() < most) {
      csv.row();
    }
    return csv.rows;
  }

  private void row() {
    int firstLine = line;
    number++;
    List<String> cells = new ArrayList<>();
    boolean more = true;
    while (more) {
      cells.add(reading.apply(next() == '"' ? quoted() : plain()));
      more = next() == separator;
      if (more) {
        position++;
      }
    }
    endLine();
    if (cells.stream().anyMatch(cell -> !cell.isBlank())) {
      rows.add(new CsvRow(firstLine, number, cells));
    }
  }

  private String plain() {
    int from = position;
    while (position < file.length() && !endsCell(file.charAt(position))) {
      position++;
    }
    return file.substring(from, position);
  }

  private boolean endsCell(char c) {
    return c == separator || c == '\r' || c == '\n';
  }

  private String quoted() {
    int firstLine = line;
    StringBuilder cell = new StringBuilder();
    position++;
    while (position < file.length()) {
      char c = file.charAt(position++);
      if (c == '"' && next() != '"') {
        String rest = plain();
        if (!rest.isBlank()) {
          problems.add(
              line,
              "",
              "After a closing quotation mark there must be a separator or the end of the line, not: "
                  + rest.strip());
        }
        return cell.toString();
      }
      if (c == '"') {
        position++;
      } else if (c == '\n') {
        line++;
      }
      cell.append(c);
    }
    problems.add(firstLine, "", "The cell that begins here has no closing quotation mark.");
    return cell.toString();
  }

  private void endLine() {
    if (next() == '\r') {
      position++;
      if (next() == '\n') {
        position++;
      }
    } else if (next() == '\n') {
      position++;
    }
    line++;
  }

  private int next() {
    return position < file.length() ? file.charAt(position) : -1;
  }
}
