package dev.vitrine.tools.quality;

import static java.util.stream.Collectors.toSet;

import dev.vitrine.tag.TagImageResult;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Category;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Suggestion;
import dev.vitrine.vocabulary.Tag;
import dev.vitrine.vocabulary.Value;
import dev.vitrine.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares the values that a picture got with its labels. A category is right if it is a labelled
 * one or a parent of one. A tag is right if it would be as a category, or is a labelled tag. What
 * nobody has labelled is not judged.
 */
final class Judge {
  /** The question that is answered by measuring. */
  static final String COLOR = "color";

  private final Vocabulary vocabulary;
  private final Labels labels;
  private final ColorWords colorWords;

  /** Names of the parents of a category, by its name. */
  private final Map<String, Set<String>> above = new HashMap<>();

  /** Names of categories and tags, by what sellers read. */
  private final Map<String, String> names = new HashMap<>();

  Judge(Vocabulary vocabulary, Labels labels) {
    this.vocabulary = vocabulary;
    this.labels = labels;
    this.colorWords = new ColorWords(vocabulary.valuesOf(COLOR).stream().map(Value::name).toList());
    vocabulary.tags().forEach(tag -> names.put(tag.shown(), tag.name()));
    vocabulary.categories().forEach(department -> learn(department, Set.of()));
  }

  private void learn(Category category, Set<String> parents) {
    names.put(category.shown(), category.name());
    above.put(category.name(), parents);
    Set<String> here = new HashSet<>(parents);
    here.add(category.name());
    category.categories().forEach(below -> learn(below, here));
  }

  /** {@return every judged value, claims first, each kind in the result's order} */
  List<Judged> judge(String path, TagImageResult result) {
    List<Judged> all = new ArrayList<>();
    for (Map.Entry<String, Attribute> one : result.attributes().entrySet()) {
      add(path, one.getKey(), one.getValue().value(), one.getValue().score(), true, all);
    }
    for (Tag tag : result.tags()) {
      add(path, Question.TAG, tag.label(), tag.score(), true, all);
    }
    for (Suggestion one : result.suggestions()) {
      add(path, attribute(one), one.label(), one.score(), false, all);
    }
    return all;
  }

  /** {@return whether the vocabulary has any word for what is on the picture} */
  boolean hasWord(String path) {
    return !words(path).isEmpty();
  }

  /** {@return whether anybody has said what is right; a category says what tags are} */
  boolean isLabelled(String path, String attribute) {
    return !labels.of(path, attribute).isEmpty()
        || (attribute.equals(Question.TAG) && !labels.of(path, Question.CATEGORY).isEmpty());
  }

  /**
   * {@return the colors that are right: those labelled, else the one that the file is named after;
   * empty when nobody has said}
   */
  Set<String> colors(String path) {
    Set<String> labelled = labels.of(path, COLOR);
    return labelled.isEmpty() ? colorWords.in(path).stream().collect(toSet()) : labelled;
  }

  private static String attribute(Suggestion suggestion) {
    @Nullable String attribute = suggestion.attribute();
    return attribute == null ? Question.TAG : attribute;
  }

  private void add(
      String path, String attribute, String value, double score, boolean claimed, List<Judged> to) {
    if (!isLabelled(path, attribute)) {
      return;
    }
    Set<String> labelled =
        attribute.equals(Question.TAG) ? words(path) : labels.of(path, attribute);
    String name = nameOf(attribute, value);
    boolean exactly = labelled.contains(name);
    boolean parent = attribute.equals(Question.CATEGORY) && parents(labelled).contains(name);
    String truth =
        Stream.of(attribute.equals(Question.TAG) ? Question.CATEGORY : attribute, attribute)
            .flatMap(asked -> labels.of(path, asked).stream())
            .findFirst()
            .orElse(Labels.NONE);
    to.add(
        new Judged(
            path, attribute, value, score, claimed, exactly || parent, !exactly && parent, truth));
  }

  /** {@return the tags that are right: labelled tags and categories, and the parents of these} */
  Set<String> words(String path) {
    Set<String> words = new HashSet<>(labels.of(path, Question.TAG));
    words.addAll(labels.of(path, Question.CATEGORY));
    words.remove(Labels.NONE);
    words.addAll(parents(words));
    return words;
  }

  private Set<String> parents(Set<String> categories) {
    Set<String> parents = new HashSet<>();
    categories.forEach(category -> parents.addAll(above.getOrDefault(category, Set.of())));
    return parents;
  }

  /** Results have what sellers read, labels have the vocabulary's names. */
  private String nameOf(String attribute, String shown) {
    return switch (attribute) {
      case Question.CATEGORY, Question.DEPARTMENT, Question.TAG -> names.getOrDefault(shown, shown);
      default ->
          vocabulary.question(attribute).stream()
              .flatMap(question -> question.values().stream())
              .filter(value -> value.shown().equals(shown))
              .map(Value::name)
              .findFirst()
              .orElse(shown);
    };
  }
}
