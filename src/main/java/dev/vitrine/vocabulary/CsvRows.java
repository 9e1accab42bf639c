package dev.vitrine.vocabulary;

import java.util.ArrayList;
import java.util.List;

/**
 * A comma-separated file, row by row. Cells may be quoted, and then hold commas, doubled quotation
 * marks and line ends.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
public final class CsvRows {
  /**
   * @param line on which the row begins, from 1
   * @param cells without white space around them
   */
  public record Row(int line, List<String> cells) {}

  private final String file;
  private final ProblemList problems;
  private final List<Row> rows = new ArrayList<>();
  private int at;
  private int line = 1;

  private CsvRows(String file, ProblemList problems) {
    this.file = file;
    this.problems = problems;
  }

  /** {@return the rows that have anything in them} */
  public static List<Row> read(String file, ProblemList problems) {
    CsvRows csv = new CsvRows(file, problems);
    while (csv.at < file.length()) {
      csv.row();
    }
    return csv.rows;
  }

  private void row() {
    int begins = line;
    List<String> cells = new ArrayList<>();
    boolean more = true;
    while (more) {
      cells.add((next() == '"' ? quoted() : plain()).strip());
      more = next() == ',';
      if (more) {
        at++;
      }
    }
    endLine();
    if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
      rows.add(new Row(begins, cells));
    }
  }

  private String plain() {
    int from = at;
    while (at < file.length() && ",\r\n".indexOf(file.charAt(at)) < 0) {
      at++;
    }
    return file.substring(from, at);
  }

  private String quoted() {
    int begins = line;
    StringBuilder cell = new StringBuilder();
    at++;
    while (at < file.length()) {
      char c = file.charAt(at++);
      if (c == '"' && next() != '"') {
        String rest = plain();
        if (!rest.isBlank()) {
          problems.add(line, "", "Something follows a closing quotation mark: " + rest.strip());
        }
        return cell.toString();
      }
      if (c == '"') {
        at++;
      } else if (c == '\n') {
        line++;
      }
      cell.append(c);
    }
    problems.add(begins, "", "The quotation mark that begins here is never closed.");
    return cell.toString();
  }

  private void endLine() {
    if (next() == '\r') {
      at++;
      if (next() == '\n') {
        at++;
      }
    } else if (next() == '\n') {
      at++;
    }
    line++;
  }

  private int next() {
    return at < file.length() ? file.charAt(at) : -1;
  }
}
