package dev.vitrine.tools.quality;

import dev.vitrine.vocabulary.Question;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an evaluation found.
 *
 * @param model as the endpoint names it
 * @param vocabulary name and version
 * @param pictures that were tagged and are labelled
 * @param overall all questions together
 * @param accepted pictures with a claimed category or tag
 * @param firstThree pictures, of those the vocabulary has a word for, with a right one among the
 *     first three tags and suggestions
 * @param attributes question by question
 * @param unreadable pictures that could not be tagged, and why
 */
record Report(
    String model,
    String vocabulary,
    int pictures,
    AttributeQuality overall,
    Proportion accepted,
    Proportion firstThree,
    List<AttributeQuality> attributes,
    Map<String, String> unreadable) {
  private static final int FIRST = 3;

  /**
   * @param judged by path, for every picture that was tagged
   */
  static Report of(
      String model,
      String vocabulary,
      Map<String, List<Judged>> judged,
      Judge judge,
      Labels labels,
      Map<String, String> unreadable) {
    List<Judged> all = judged.values().stream().flatMap(List::stream).toList();
    Map<String, List<Judged>> byAttribute = new LinkedHashMap<>();
    all.forEach(
        one -> byAttribute.computeIfAbsent(one.attribute(), a -> new ArrayList<>()).add(one));
    Map<String, Integer> labelled = labelled(judged.keySet(), labels);
    List<AttributeQuality> attributes =
        labelled.entrySet().stream()
            .map(
                one ->
                    AttributeQuality.of(
                        one.getKey(),
                        byAttribute.getOrDefault(one.getKey(), List.of()),
                        one.getValue()))
            .toList();
    return new Report(
        model,
        vocabulary,
        judged.size(),
        AttributeQuality.of("all", all, judged.size()),
        new Proportion(accepted(judged), judged.size()),
        firstThree(judged, judge),
        attributes,
        unreadable);
  }

  private static Map<String, Integer> labelled(Set<String> paths, Labels labels) {
    Map<String, Integer> labelled = new HashMap<>();
    for (String path : paths) {
      Set<String> attributes = new HashSet<>(labels.byPath().getOrDefault(path, Map.of()).keySet());
      if (attributes.contains(Question.CATEGORY)) {
        attributes.add(Question.TAG);
      }
      attributes.forEach(attribute -> labelled.merge(attribute, 1, Integer::sum));
    }
    Map<String, Integer> sorted = new LinkedHashMap<>();
    labelled.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(one -> sorted.put(one.getKey(), one.getValue()));
    return sorted;
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
