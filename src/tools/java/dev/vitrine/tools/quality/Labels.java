package dev.vitrine.tools.quality;

import dev.vitrine.vocabulary.Category;
import dev.vitrine.vocabulary.CsvRows;
import dev.vitrine.vocabulary.ProblemList;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Value;
import dev.vitrine.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is right for each picture, as a person said it: a CSV file with the columns {@code path,
 * attribute, value} and a picture a row or more. Several values of an attribute are all right. A
 * category is labelled as narrowly as the vocabulary has a word; {@value #NONE} says that it has
 * none. Rows of {@value Question#TAG} name what else is on the picture. {@link NameLabels} says how
 * names in everybody's words become labels.
 *
 * @param byPath values by attribute, the nearest first, by the picture's path below the folder of
 *     pictures
 * @param areNames whether they were names in everybody's words, wide ones among them
 */
record Labels(Map<String, Map<String, Set<String>>> byPath, boolean areNames) {
  static final String NONE = "none of it";

  private static final List<String> HEADER = List.of("path", "attribute", "value");

  Labels(Map<String, Map<String, Set<String>>> byPath) {
    this(byPath, false);
  }

  /**
   * @throws BadLabelsException with every row that is malformed or that the vocabulary does not
   *     allow
   */
  static Labels read(Path csv, Vocabulary vocabulary) throws IOException, BadLabelsException {
    ProblemList problems = new ProblemList();
    List<CsvRows.CsvRow> rows = CsvRows.read(Files.readString(csv).replace("\uFEFF", ""), problems);
    Map<String, Map<String, Set<String>>> byPath = new TreeMap<>();
    if (!rows.isEmpty() && NameLabels.HEADERS.contains(rows.get(0).cells())) {
      return new NameLabels(vocabulary).of(rows, problems);
    }
    if (rows.isEmpty() || !rows.get(0).cells().equals(HEADER)) {
      problems.add(1, "", "The first row is not path,attribute,value.");
    }
    for (CsvRows.CsvRow row : rows.subList(Math.min(1, rows.size()), rows.size())) {
      Optional<String> problem = problem(row.cells(), vocabulary);
      if (problem.isPresent()) {
        problems.add(row.line(), "", problem.get());
      } else {
        byPath
            .computeIfAbsent(row.cells().get(0), path -> new TreeMap<>())
            .computeIfAbsent(row.cells().get(1), attribute -> new LinkedHashSet<>())
            .add(row.cells().get(2));
      }
    }
    if (!problems.all().isEmpty()) {
      throw new BadLabelsException(problems.all());
    }
    return new Labels(byPath);
  }

  private static Optional<String> problem(List<String> cells, Vocabulary vocabulary) {
    if (cells.size() != HEADER.size() || cells.stream().anyMatch(String::isEmpty)) {
      return Optional.of("The row has not the three cells path, attribute, value.");
    }
    String attribute = cells.get(1);
    String value = cells.get(2);
    return values(attribute, vocabulary)
        .map(
            values ->
                values.contains(value) || value.equals(NONE)
                    ? ""
                    : "The vocabulary has no " + attribute + " called " + value + ".")
        .or(() -> Optional.of("The vocabulary does not ask for " + attribute + "."))
        .filter(sentence -> !sentence.isEmpty());
  }

  private static Optional<Set<String>> values(String attribute, Vocabulary vocabulary) {
    Stream<String> categories =
        vocabulary.categories().stream().flatMap(Category::all).map(Category::name);
    return switch (attribute) {
      case Question.CATEGORY -> Optional.of(categories.collect(Collectors.toSet()));
      case Question.TAG ->
          Optional.of(
              Stream.concat(categories, vocabulary.tags().stream().map(Value::name))
                  .collect(Collectors.toSet()));
      default ->
          vocabulary
              .question(attribute)
              .map(q -> q.values().stream().map(Value::name).collect(Collectors.toSet()));
    };
  }

  /** {@return what is right; empty when nobody has said} */
  Set<String> of(String path, String attribute) {
    return byPath.getOrDefault(path, Map.of()).getOrDefault(attribute, Set.of());
  }

  Labels only(Predicate<String> path) {
    return new Labels(
        byPath.entrySet().stream()
            .filter(entry -> path.test(entry.getKey()))
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new)),
        areNames);
  }

  /** {@return the pictures of which one of the values is right} */
  Labels among(Set<String> values) {
    return only(
        path ->
            byPath.getOrDefault(path, Map.of()).values().stream()
                .anyMatch(right -> !Collections.disjoint(right, values)));
  }
}
