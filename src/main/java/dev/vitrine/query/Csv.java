package dev.vitrine.query;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Lines of comma-separated values that any program reads alike, and no spreadsheet runs.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class Csv {
  /** What a spreadsheet takes for a formula when a cell begins with it, full-width forms too. */
  private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

  private Csv() {}

  /** {@return a line with its end} */
  static String line(List<String> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  /**
   * A label may be {@code =HYPERLINK(...)}; behind an apostrophe a spreadsheet shows it as text.
   */
  private static String cell(String text) {
    boolean runs = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    String tame = runs ? "'" + text : text;
    boolean quoted = runs || tame.chars().anyMatch(c -> "\",;\r\n\t".indexOf(c) >= 0);
    return quoted ? '"' + tame.replace("\"", "\"\"") + '"' : tame;
  }
}
