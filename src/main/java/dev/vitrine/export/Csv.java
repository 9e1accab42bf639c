package dev.vitrine.export;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes comma-separated values that every program reads the same way, and that no spreadsheet runs
 * as a formula. What reads a file is {@link dev.vitrine.vocabulary.CsvRows}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class Csv {
  /** A spreadsheet takes a cell for a formula if it begins with one of these, full-width or not. */
  private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

  /** What some spreadsheets drop before they read a cell: spaces, and what nobody can see. */
  private static final Pattern DROPPED = Pattern.compile("^[\\p{Z}\\p{Cf}\u2800]+");

  /** What no file of a spreadsheet can hold. */
  private static final Pattern UNREADABLE = Pattern.compile("[\\p{Cntrl}&&[^\t\r\n]]");

  private Csv() {}

  /** {@return a line that ends in CRLF} */
  static String line(List<String> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  /**
   * {@return what a cell said before {@link #line} wrote it and a spreadsheet read and wrote it
   * again} The same for the text itself, so that the two can be compared: the apostrophe before a
   * formula is gone, and so is white space at the ends; lines end in LF.
   */
  static String text(String cell) {
    String text = UNREADABLE.matcher(cell).replaceAll("").replaceAll("\\r\\n?", "\n").strip();
    return text.startsWith("'") && isFormula(text.substring(1)) ? text.substring(1).strip() : text;
  }

  private static boolean isFormula(String text) {
    String read = DROPPED.matcher(text).replaceFirst("");
    return !read.isEmpty() && FORMULA.indexOf(read.charAt(0)) >= 0;
  }

  /** A label may be {@code =HYPERLINK(...)}: an apostrophe before it keeps it text. */
  private static String cell(String value) {
    String text = UNREADABLE.matcher(value).replaceAll("");
    boolean formula = isFormula(text);
    String safe = formula ? "'" + text : text;
    boolean quoted = formula || safe.chars().anyMatch(c -> "\",;\r\n\t".indexOf(c) >= 0);
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
