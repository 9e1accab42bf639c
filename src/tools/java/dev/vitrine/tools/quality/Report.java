package dev.vitrine.tools.quality;

import dev.vitrine.vocabulary.Question;
import java.util.ArrayList;
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
 * @param overall all questions together
 * @param whole all pictures
 * @param groups of them, if they come from several folders or shops
 * @param attributes question by question
 * @param unreadable pictures that could not be tagged, and why
 */
record Report(
    String model,
    String vocabulary,
    AttributeQuality overall,
    Row whole,
    List<Row> groups,
    List<AttributeQuality> attributes,
    Map<String, String> unreadable) {

  /**
   * @param looks at the pictures that were judged
   * @param judged by path, for every picture that was tagged
   */
  static Report of(
      Looks looks,
      String vocabulary,
      Map<String, List<Judged>> judged,
      Judge judge,
      Labels labels) {
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
        looks.model(),
        vocabulary,
        AttributeQuality.of("all", all, judged.size()),
        Row.of("all", judged, judge, looks.colors()),
        Row.groups(judged, judge, looks.colors()),
        attributes,
        looks.unreadable());
  }

  /** {@return how many pictures were tagged and are labelled} */
  int pictures() {
    return whole.pictures();
  }

  /** {@return as {@link Row#accepted}, of all pictures} */
  Proportion accepted() {
    return whole.accepted();
  }

  /** {@return as {@link Row#firstThree}, of all pictures} */
  Proportion firstThree() {
    return whole.firstThree();
  }

  private static Map<String, Integer> labelled(Set<String> paths, Labels labels) {
    Map<String, Integer> labelled = new HashMap<>();
    for (String path : paths) {
      Set<String> attributes = new HashSet<>(labels.byPath().getOrDefault(path, Map.of()).keySet());
      if (attributes.contains(Question.CATEGORY)) {
        attributes.add(Question.TAG);
      }
      attributes.remove(Judge.COLOR); // measured, not answered by the model
      attributes.forEach(attribute -> labelled.merge(attribute, 1, Integer::sum));
    }
    Map<String, Integer> sorted = new LinkedHashMap<>();
    labelled.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(one -> sorted.put(one.getKey(), one.getValue()));
    return sorted;
  }
}
