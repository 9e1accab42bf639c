package dev.vitrine.export;

import dev.vitrine.action.Correction;
import dev.vitrine.api.ApiProblem;
import dev.vitrine.api.RequestParameters;
import dev.vitrine.catalog.ActionRefusedException;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.listing.ProductPlace;
import dev.vitrine.vocabulary.CsvText;
import dev.vitrine.vocabulary.Tag;
import dev.vitrine.vocabulary.TagLabel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns a changed cell into the corrections that it asks for. */
final class CorrectedCell {
  /**
   * Numbers of which spreadsheets keep 15 digits: {@code 4.00638E+12}, {@code 12345678901234500}.
   */
  private static final Pattern CUT_NUMBER =
      Pattern.compile("[0-9]+([.,][0-9]+)?E\\+?[0-9]+|[0-9]{15}0+");

  private static final Pattern POSITION = Pattern.compile("([0-9]{1,4})([.,]0+)?");

  private CorrectedCell() {}

  /**
   * {@return the corrections that a cell asks for, checked as those of a single image are}
   *
   * @param column its name
   * @param changed the changed cells of the row by their columns, this one among them
   * @param image as it is now
   * @throws ActionRefusedException with the column's name in its message, if the cell cannot be
   *     used
   */
  static List<Correction> corrections(
      String column, Map<String, String> changed, ImageRecord image) {
    String cell = changed.getOrDefault(column, "");
    if (cell.indexOf(CsvText.UNREADABLE) >= 0) {
      throw new ActionRefusedException(
          "LETTER_LOST",
          column + ": a letter in this cell cannot be read. Save the file again as CSV UTF-8.");
    }
    try {
      return switch (column) {
        case ImagesCsv.TAGS -> tags(cell, image);
        case ImagesCsv.SKU, ImagesCsv.POSITION -> List.of(place(changed, image));
        default ->
            List.of(
                ImagesCsv.attributeOf(column)
                    .map(name -> attribute(name, column, cell, image))
                    .orElseGet(() -> text(column, cell, image)));
      };
    } catch (ApiProblem e) {
      throw new ActionRefusedException(e.code(), column + ": " + e.getMessage());
    }
  }

  /** {@return the labels of a cell as tags write them, without those that are empty} */
  static Set<String> labels(String cell) {
    Set<String> labels = new TreeSet<>();
    Arrays.stream(Csv.text(cell).split(";")).map(TagLabel::plain).forEach(labels::add);
    labels.remove("");
    return labels;
  }

  /** A label with a semicolon is several in the cell: its tag stays if all of them are there. */
  private static List<Correction> tags(String cell, ImageRecord image) {
    Set<String> wanted = labels(cell);
    Set<String> kept = new HashSet<>();
    List<Correction> corrections = new ArrayList<>();
    for (Tag tag : image.tags()) {
      Set<String> parts = labels(tag.label());
      if (wanted.containsAll(parts)) {
        kept.addAll(parts);
      } else {
        corrections.add(
            new Correction.TagRemoved(RequestParameters.label(ImagesCsv.TAGS, tag.label())));
      }
    }
    wanted.stream()
        .filter(label -> !kept.contains(label))
        .map(label -> new Correction.TagAdded(RequestParameters.label(ImagesCsv.TAGS, label)))
        .forEach(corrections::add);
    return corrections;
  }

  private static Correction attribute(String name, String column, String cell, ImageRecord image) {
    if (!cell.isEmpty()) {
      requireWhole(column, cell);
      return new Correction.AttributeSet(RequestParameters.attribute(column, name, column, cell));
    }
    if (image.corrections().attributes().containsKey(name)) {
      return new Correction.AttributeUnlocked(name);
    }
    throw emptied(column);
  }

  private static Correction text(String column, String cell, ImageRecord image) {
    if (!cell.isEmpty()) {
      return RequestParameters.text(column, cell);
    }
    if (image.corrections().texts().containsKey(column)) {
      return new Correction.TextUnlocked(RequestParameters.textName(column));
    }
    throw emptied(column);
  }

  /** {@return the place that both cells say, or where one is as it was, that one and the image} */
  private static Correction place(Map<String, String> changed, ImageRecord image) {
    ProductPlace now = image.product();
    String sku = changed.getOrDefault(ImagesCsv.SKU, now == null ? "" : now.sku());
    String position = changed.get(ImagesCsv.POSITION);
    requireWhole(ImagesCsv.SKU, changed.getOrDefault(ImagesCsv.SKU, ""));
    if (!sku.isEmpty()) {
      Integer at = position == null ? positionOf(now) : number(position);
      return new Correction.Placed(RequestParameters.place(ImagesCsv.SKU, sku, at));
    }
    if (position != null && !position.isEmpty()) {
      throw ApiProblem.invalid("A place among pictures needs the SKU of their product.");
    }
    return new Correction.Placed(null);
  }

  private static @Nullable Integer positionOf(@Nullable ProductPlace place) {
    return place == null ? null : place.position();
  }

  private static @Nullable Integer number(String cell) {
    if (cell.isEmpty()) {
      return null;
    }
    Matcher number = POSITION.matcher(cell);
    if (!number.matches()) {
      throw ApiProblem.invalid("A position is a whole number from 0 to " + ProductPlace.LAST + ".");
    }
    return Integer.valueOf(number.group(1));
  }

  private static void requireWhole(String column, String cell) {
    if (CUT_NUMBER.matcher(cell).matches()) {
      throw new ActionRefusedException(
          "NUMBER_CUT",
          column
              + ": the spreadsheet has cut this long number. Mark the column as text before you open"
              + " the file.");
    }
  }

  private static ActionRefusedException emptied(String column) {
    return new ActionRefusedException(
        "CELL_EMPTY",
        column
            + ": an empty cell takes back what a person wrote, and this is Vitrine's own. Write"
            + " something else, or export it again.");
  }
}
