package dev.vitrine.tools.quality;

import dev.vitrine.vocabulary.Question;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a seller would see of some pictures.
 *
 * @param name of the group of pictures
 * @param pictures that were tagged and are labelled
 * @param accepted pictures with a claimed category or tag
 * @param precision right ones of the claimed values
 * @param firstThree pictures, of those the vocabulary has a word for, with a right one among the
 *     first three tags and suggestions
 * @param colors pictures whose first measured color is right, of those whose color is known
 */
record Row(
    String name,
    int pictures,
    Proportion accepted,
    Proportion precision,
    Proportion firstThree,
    Proportion colors) {
  private static final int FIRST = 3;

  /** A group of fewer pictures says nothing. */
  private static final int LEAST = 5;

  /**
   * @param judged by path
   * @param measured colors by path
   */
  static Row of(
      String name, Map<String, List<Judged>> judged, Judge judge, Map<String, String> measured) {
    List<Judged> claims =
        judged.values().stream().flatMap(List::stream).filter(Judged::claimed).toList();
    return new Row(
        name,
        judged.size(),
        new Proportion(accepted(judged), judged.size()),
        new Proportion((int) claims.stream().filter(Judged::right).count(), claims.size()),
        firstThree(judged, judge),
        colors(judged.keySet(), judge, measured));
  }

  /**
   * {@return a row for each shop: for each folder of the pictures, or in one folder for each first
   * word of their names, before a dash; none for those of fewer than five pictures}
   */
  static List<Row> groups(
      Map<String, List<Judged>> judged, Judge judge, Map<String, String> measured) {
    Map<String, Map<String, List<Judged>>> groups = new TreeMap<>();
    judged.forEach(
        (path, values) ->
            groups.computeIfAbsent(group(path), g -> new TreeMap<>()).put(path, values));
    List<Row> rows = new ArrayList<>();
    groups.forEach(
        (name, some) -> {
          if (some.size() >= LEAST && some.size() < judged.size()) {
            rows.add(of(name, some, judge, measured));
          }
        });
    return rows;
  }

  private static String group(String path) {
    int slash = path.indexOf('/');
    int dash = path.indexOf('-');
    return path.substring(0, slash >= 0 ? slash : Math.max(0, dash));
  }

  private static int accepted(Map<String, List<Judged>> judged) {
    Set<String> object = Set.of(Question.CATEGORY, Question.TAG);
    return (int)
        judged.values().stream()
            .filter(
                values ->
                    values.stream().anyMatch(v -> v.claimed() && object.contains(v.attribute())))
            .count();
  }

  private static Proportion colors(Set<String> paths, Judge judge, Map<String, String> measured) {
    List<String> known =
        paths.stream()
            .filter(path -> measured.containsKey(path) && !judge.colors(path).isEmpty())
            .toList();
    long right =
        known.stream()
            .filter(path -> judge.colors(path).contains(measured.getOrDefault(path, "")))
            .count();
    return new Proportion((int) right, known.size());
  }

  private static Proportion firstThree(Map<String, List<Judged>> judged, Judge judge) {
    int some = 0;
    int of = 0;
    for (Map.Entry<String, List<Judged>> picture : judged.entrySet()) {
      if (judge.hasWord(picture.getKey())) {
        of++;
        some += first(picture.getValue()).stream().anyMatch(Judged::right) ? 1 : 0;
      }
    }
    return new Proportion(some, of);
  }

  /** Tags, then suggested tags and categories, best first; a word that is both counts once. */
  private static List<Judged> first(List<Judged> values) {
    Set<String> seen = new HashSet<>();
    return values.stream()
        .filter(v -> v.attribute().equals(Question.TAG) || isSuggestedCategory(v))
        .sorted(Comparator.comparing(Judged::claimed).thenComparingDouble(Judged::score).reversed())
        .filter(v -> seen.add(v.value()))
        .limit(FIRST)
        .toList();
  }

  private static boolean isSuggestedCategory(Judged value) {
    return value.attribute().equals(Question.CATEGORY) && !value.claimed();
  }
}
