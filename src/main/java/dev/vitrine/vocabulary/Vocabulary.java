package dev.vitrine.vocabulary;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Vitrine looks for on a picture: a tree of categories, the attributes asked of each, free
 * tags, and how sure known models must be.
 *
 * @param name e.g. {@code retail}
 * @param version changes whenever anything else does
 * @param templates sentences a category or tag is put into before it is embedded, {@code {}} in its
 *     place
 * @param categories departments, each with its categories
 * @param attributes what is asked beside the category
 * @param tags labels beside the categories' that are found each by itself
 * @param calibrations how sure each known model must be; one that is not listed claims nothing
 */
@RegisterForReflection
public record Vocabulary(
    String name,
    String version,
    List<String> templates,
    List<Category> categories,
    List<Question> attributes,
    List<Value> tags,
    List<Calibration> calibrations) {

  public Vocabulary {
    templates = List.copyOf(templates);
    categories = List.copyOf(categories);
    attributes = attributes == null ? List.of() : List.copyOf(attributes);
    tags = tags == null ? List.of() : List.copyOf(tags);
    calibrations = calibrations == null ? List.of() : List.copyOf(calibrations);
  }

  /** {@return {@code name@version}, as evidence quotes it} */
  public String id() {
    return name + "@" + version;
  }

  /** {@return the same under another version} */
  public Vocabulary withVersion(String other) {
    return new Vocabulary(name, other, templates, categories, attributes, tags, calibrations);
  }

  /** {@return the narrowest categories, department after department} */
  public List<Category> leaves() {
    return categories.stream().flatMap(Category::leaves).toList();
  }

  /** {@return all leaves' names and synonyms, as they compete for the category} */
  public LabelSet categorySet() {
    return new LabelSet(
        leaves().stream().flatMap(c -> c.asValue().texts().stream()).toList(), templates);
  }

  /** {@return what can be a tag: leaves, then the vocabulary's tags} */
  public List<Value> tagValues() {
    return Stream.concat(leaves().stream().map(Category::asValue), tags.stream()).toList();
  }

  /** {@return all that can be a tag, names and synonyms} */
  public LabelSet tagSet() {
    return new LabelSet(tagValues().stream().flatMap(v -> v.texts().stream()).toList(), templates);
  }

  /** {@return what a question's values look like to a model} */
  public LabelSet setOf(Question question) {
    return new LabelSet(
        question.values().stream().flatMap(v -> v.texts().stream()).toList(),
        question.templates().isEmpty() ? templates : question.templates());
  }

  /** {@return all that one request has scored: categories, tags, each question no pixels answer} */
  public List<LabelSet> labelSets() {
    return Stream.concat(
            Stream.of(categorySet(), tagSet()),
            attributes.stream().filter(q -> !q.measured()).map(this::setOf))
        .toList();
  }

  /** {@return the way from a department down to that category, both included; empty for none} */
  public List<Category> path(@Nullable String category) {
    List<Category> path = new ArrayList<>();
    for (Category department : categories) {
      if (descend(department, category, path)) {
        return path;
      }
    }
    return List.of();
  }

  private static boolean descend(Category from, @Nullable String to, List<Category> path) {
    path.add(from);
    if (from.name().equals(to)) {
      return true;
    }
    for (Category below : from.categories()) {
      if (descend(below, to, path)) {
        return true;
      }
    }
    path.remove(path.size() - 1);
    return false;
  }

  /**
   * {@return the questions to ask of a picture, measured ones too}
   *
   * @param category the narrowest one that is sure; null for none, which leaves what is asked of
   *     all
   */
  public List<Question> questionsFor(@Nullable String category) {
    List<String> path = path(category).stream().map(Category::name).toList();
    return attributes.stream()
        .filter(q -> q.categories().isEmpty() || q.categories().stream().anyMatch(path::contains))
        .toList();
  }

  /** {@return the attribute of that name} */
  public Optional<Question> question(String attribute) {
    return attributes.stream().filter(q -> q.name().equals(attribute)).findFirst();
  }

  /** {@return whether anybody has calibrated this model for anything here} */
  public boolean knows(String model) {
    return calibrations.stream().anyMatch(c -> c.model().equals(model));
  }

  /**
   * {@return how sure a model must be; empty when nobody has calibrated it for exactly these
   * labels}
   *
   * @param attribute a question's name, {@link Question#CATEGORY} or {@link Question#TAG}
   */
  public Optional<Calibration> calibration(String model, String attribute, LabelSet labels) {
    return calibrations.stream()
        .filter(c -> c.model().equals(model) && c.attribute().equals(attribute))
        .filter(c -> c.labelSet().equals(labels.name()))
        .findFirst();
  }

  /** {@return the same for the labels that the attribute has here} */
  public Optional<Calibration> calibration(String model, String attribute) {
    return switch (attribute) {
      case Question.CATEGORY -> calibration(model, attribute, categorySet());
      case Question.TAG -> calibration(model, attribute, tagSet());
      default -> question(attribute).flatMap(q -> calibration(model, attribute, setOf(q)));
    };
  }

  /**
   * {@return what can be answered; empty for what nobody asks}
   *
   * @param attribute a question's name, {@link Question#CATEGORY}, parents too, or {@link
   *     Question#TAG}
   */
  public List<Value> valuesOf(String attribute) {
    return switch (attribute) {
      case Question.CATEGORY ->
          categories.stream().flatMap(Category::all).map(Category::asValue).toList();
      case Question.TAG -> tagValues();
      default -> question(attribute).map(Question::values).orElse(List.of());
    };
  }
}
