package dev.vitrine.tools.quality;

import dev.vitrine.vocabulary.Category;
import dev.vitrine.vocabulary.CsvRows;
import dev.vitrine.vocabulary.ProblemList;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Value;
import dev.vitrine.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Labels of people who do not know the vocabulary: a CSV file with the columns {@code path, accept}
 * and a picture a row. {@code accept} has every name that is right, the nearest first, with {@code
 * |} between them; {@code color}, a third column, the colors that are right, if anybody has looked.
 *
 * <p>A name stands for the categories and tags that are called so, by their name, their synonyms or
 * in the shop; case and a plural's s do not matter. Names that the vocabulary does not know are
 * left out, since no model can say them.
 */
final class NameLabels {
  static final Set<List<String>> HEADERS =
      Set.of(List.of("path", "accept"), List.of("path", "accept", "color"));

  private final Vocabulary vocabulary;
  private final Map<String, Set<String>> categories = new HashMap<>();
  private final Map<String, Set<String>> tags = new HashMap<>();

  NameLabels(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    vocabulary.categories().stream()
        .flatMap(Category::all)
        .map(Category::asValue)
        .forEach(category -> learn(category, categories));
    vocabulary.tags().forEach(tag -> learn(tag, tags));
  }

  private static void learn(Value value, Map<String, Set<String>> words) {
    List<String> names = new ArrayList<>(value.synonyms());
    names.add(value.name());
    names.add(value.shown());
    names.forEach(
        name -> words.computeIfAbsent(plain(name), n -> new LinkedHashSet<>()).add(value.name()));
  }

  private static String plain(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    return lower.length() > 3 && lower.endsWith("s") && !lower.endsWith("ss")
        ? lower.substring(0, lower.length() - 1)
        : lower;
  }

  /**
   * @param rows with the header
   * @throws BadLabelsException with every row that cannot be meant
   */
  Labels of(List<CsvRows.CsvRow> rows, ProblemList problems) throws BadLabelsException {
    Map<String, Map<String, Set<String>>> byPath = new TreeMap<>();
    int columns = rows.get(0).cells().size();
    for (CsvRows.CsvRow row : rows.subList(1, rows.size())) {
      List<String> cells = row.cells();
      String accept = cells.size() > 1 ? cells.get(1) : "";
      if (cells.size() != columns || cells.get(0).isBlank() || accept.isBlank()) {
        problems.add(row.line(), "", "The row has not the cells of the first row.");
      } else if (byPath.put(cells.get(0), named(accept)) != null) {
        problems.add(row.line(), "", "There is a second row of " + cells.get(0) + ".");
      } else if (columns > 2 && !cells.get(2).isBlank()) {
        addColors(byPath.getOrDefault(cells.get(0), new HashMap<>()), row, problems);
      }
    }
    if (!problems.all().isEmpty()) {
      throw new BadLabelsException(problems.all());
    }
    return new Labels(byPath, true);
  }

  private Map<String, Set<String>> named(String accept) {
    Set<String> kinds = new LinkedHashSet<>();
    Set<String> words = new LinkedHashSet<>();
    for (String name : accept.split("\\|")) {
      kinds.addAll(categories.getOrDefault(plain(name), Set.of()));
      words.addAll(tags.getOrDefault(plain(name), Set.of()));
    }
    Map<String, Set<String>> labels = new TreeMap<>();
    if (!words.isEmpty()) {
      labels.put(Question.TAG, words);
    }
    if (!kinds.isEmpty()
        || words.isEmpty()) { // with tags alone nobody has said what category it is
      labels.put(Question.CATEGORY, kinds.isEmpty() ? Set.of(Labels.NONE) : kinds);
    }
    return labels;
  }

  private void addColors(
      Map<String, Set<String>> labels, CsvRows.CsvRow row, ProblemList problems) {
    List<String> known = vocabulary.valuesOf(Judge.COLOR).stream().map(Value::name).toList();
    Set<String> colors = new LinkedHashSet<>();
    for (String color : row.cells().get(2).split("\\|")) {
      if (known.contains(color.strip())) {
        colors.add(color.strip());
      } else {
        problems.add(row.line(), "", "The vocabulary has no color called " + color + ".");
      }
    }
    labels.put(Judge.COLOR, colors);
  }
}
