package dev.vitrine.export;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An export as CSV. */
interface CsvExport extends Export {
  /** By which Excel knows that a file is UTF-8. */
  String BYTE_ORDER_MARK = "\uFEFF";

  /** {@return the names of the columns, in their order} */
  List<String> columns();

  /** {@return the lines: cells by the names of their columns, without those that are empty} */
  Stream<Map<String, String>> rows();

  /** {@return how many products are left to the next export; see {@link ProductRows#add}} */
  default int waiting() {
    return 0;
  }

  /** {@return how many products are left out as they are not chosen; see {@link ProductChoice}} */
  default int unchosen() {
    return 0;
  }

  @Override
  default String text() {
    List<String> columns = columns();
    return Stream.concat(Stream.of(columns), rows().map(row -> cells(columns, row)))
        .map(Csv::line)
        .collect(Collectors.joining());
  }

  /** {@return the cells of a line, in the order of the columns} */
  static List<String> cells(List<String> columns, Map<String, String> row) {
    return columns.stream().map(column -> row.getOrDefault(column, "")).toList();
  }
}
