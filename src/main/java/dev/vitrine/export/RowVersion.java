package dev.vitrine.export;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * What a row of {@code images.csv} said when it was exported: a checksum of its id and of each cell
 * that a person may correct. By it a corrected row tells which cells the person has changed, and
 * whether somebody else has changed the image since.
 *
 * @param checksums CRC-32 in hexadecimal digits by column, of the cells that are not empty
 */
record RowVersion(SortedMap<String, String> checksums) {
  /** The name of its column. */
  static final String COLUMN = "version";

  private static final String FORMAT = "v1";
  private static final Pattern PART = Pattern.compile("(?<column>[^\\s=]+)=(?<checksum>[0-9a-f]+)");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+([.,][0-9]+)?");

  /** Longer ones are no numbers, to a spreadsheet either. */
  private static final int LONGEST_NUMBER = 40;

  /** A GTIN has at most 14 digits, an SSCC 18. */
  private static final int MOST_ZEROS = 18;

  RowVersion {
    checksums = Collections.unmodifiableSortedMap(new TreeMap<>(checksums));
  }

  /**
   * @param row the cells by their columns
   */
  static RowVersion of(Map<String, String> row) {
    SortedMap<String, String> checksums = new TreeMap<>();
    row.forEach(
        (column, cell) -> {
          String text = normalized(column, cell);
          if (!text.isEmpty() && (column.equals(ImagesCsv.ID) || ImagesCsv.isCorrectable(column))) {
            checksums.put(column, checksum(text));
          }
        });
    return new RowVersion(checksums);
  }

  /** {@return the version that a cell has; empty if it has none, or not a whole one} */
  static Optional<RowVersion> parse(String cell) {
    String[] parts = cell.strip().split("\\s+");
    SortedMap<String, String> checksums = new TreeMap<>();
    Arrays.stream(parts)
        .map(PART::matcher)
        .filter(Matcher::matches)
        .forEach(part -> checksums.put(part.group("column"), part.group("checksum")));
    return parts[0].equals(FORMAT) && checksums.size() == parts.length - 1
        ? Optional.of(new RowVersion(checksums))
        : Optional.empty();
  }

  /** {@return the version as a cell: {@code v1 imageId=0a1b2c3d title=...}} */
  String cell() {
    return Stream.concat(
            Stream.of(FORMAT),
            checksums.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()))
        .collect(Collectors.joining(" "));
  }

  /**
   * {@return whether a cell says what it said when it was exported} Also if a spreadsheet has
   * rewritten its number: 00123 as 123, 1.5 as 1,5, 2.0 as 2, and 2.50 as 2.5.
   */
  boolean matches(String column, String cell) {
    String text = normalized(column, cell);
    String exported = checksums.get(column);
    if (exported == null) {
      return text.isEmpty();
    }
    Predicate<String> isExported = one -> checksum(one).equals(exported);
    return isExported.test(text)
        || (text.length() <= LONGEST_NUMBER
            && NUMBER.matcher(text).matches()
            && numbers(text).anyMatch(isExported));
  }

  /**
   * {@return a cell as it is compared: tags in any order, values of attributes in any letter case,
   * as spreadsheets write {@code true} as {@code TRUE}, and without tabs, which get lost}
   */
  static String normalized(String column, String cell) {
    if (column.equals(ImagesCsv.TAGS)) {
      return String.join("; ", CorrectedCell.labels(cell));
    }
    String text = Csv.text(cell).replace("\t", "");
    return ImagesCsv.attributeOf(column).isPresent() ? text.toLowerCase(Locale.ROOT) : text;
  }

  /** {@return what a spreadsheet may have made a number of} */
  private static Stream<String> numbers(String text) {
    String zeros = "0".repeat(MOST_ZEROS);
    String point = text.replace(',', '.');
    String comma = text.replace('.', ',');
    Stream<String> cut =
        point.contains(".")
            ? Stream.of(point + "0", comma + "0")
            : Stream.of(text + ".0", text + ".00", text + ",0", text + ",00");
    return Stream.concat(Stream.of(text, point, comma), cut)
        .flatMap(
            number ->
                IntStream.rangeClosed(0, MOST_ZEROS)
                    .mapToObj(count -> zeros.substring(0, count) + number));
  }

  private static String checksum(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted(sum.getValue());
  }
}
