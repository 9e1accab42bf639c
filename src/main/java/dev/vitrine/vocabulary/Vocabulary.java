package dev.vitrine.vocabulary;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The labels that Vitrine looks for on a picture: a tree of categories, the attributes that apply
 * to each, free tags, and the calibrations of known models.
 *
 * @param name e.g. {@code retail}
 * @param version different whenever anything else is
 * @param templates sentences in which {@code {}} stands for a category or tag
 * @param categories the departments, each with the categories below it
 * @param attributes the questions asked beside the category
 * @param tags labels, beside the leaves of the categories, that are scored independently
 * @param calibrations of known models; {@link DefaultThresholds} is for models without one
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

  /** {@return {@code name@version}, as evidence has it} */
  public String id() {
    return name + "@" + version;
  }

  /** {@return the same vocabulary with another version} */
  public Vocabulary withVersion(String other) {
    return new Vocabulary(name, other, templates, categories, attributes, tags, calibrations);
  }

  /** {@return the same vocabulary with other calibrations} */
  public Vocabulary withCalibrations(List<Calibration> others) {
    return new Vocabulary(name, version, templates, categories, attributes, tags, others);
  }

  /** {@return the categories without any below them, department by department} */
  public List<Category> leaves() {
    return categories.stream().flatMap(Category::leaves).toList();
  }

  /** {@return names and synonyms of all leaves: the labels of {@link Question#CATEGORY}} */
  public LabelSet categorySet() {
    return new LabelSet(
        leaves().stream().flatMap(c -> c.asValue().texts().stream()).toList(), templates);
  }

  /** {@return all possible tags: the leaves of the categories, then {@link #tags}} */
  public List<Value> tagValues() {
    return Stream.concat(leaves().stream().map(Category::asValue), tags.stream()).toList();
  }

  /** {@return names and synonyms of all possible tags: the labels of {@link Question#TAG}} */
  public LabelSet tagSet() {
    return new LabelSet(tagValues().stream().flatMap(v -> v.texts().stream()).toList(), templates);
  }

  /** {@return the background prompts, scored beside the tags} */
  public LabelSet backgroundSet() {
    return DefaultThresholds.background(templates);
  }

  /** {@return names and synonyms of a question's values} */
  public LabelSet setOf(Question question) {
    return new LabelSet(
        question.values().stream().flatMap(v -> v.texts().stream()).toList(),
        question.templates().isEmpty() ? templates : question.templates());
  }

  /**
   * {@return all label sets of one request: categories, tags, background prompts, each question
   * that is not measured}
   */
  public List<LabelSet> labelSets() {
    return Stream.concat(
            Stream.of(categorySet(), tagSet(), backgroundSet()),
            attributes.stream().filter(q -> !q.measured()).map(this::setOf))
        .toList();
  }

  /** {@return the categories from the department down to this one; empty if there is none} */
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
   * {@return the questions that apply to a picture, measured ones too}
   *
   * @param category the narrowest category that is sure; null if none is, so that only the
   *     questions for every picture apply
   */
  public List<Question> questionsFor(@Nullable String category) {
    List<String> path = path(category).stream().map(Category::name).toList();
    return attributes.stream()
        .filter(q -> q.categories().isEmpty() || q.categories().stream().anyMatch(path::contains))
        .toList();
  }

  /** {@return the question with this name} */
  public Optional<Question> question(String attribute) {
    return attributes.stream().filter(q -> q.name().equals(attribute)).findFirst();
  }

  /**
   * {@return a model's calibration for exactly these labels}
   *
   * @param attribute a question's name, {@link Question#CATEGORY} or {@link Question#TAG}
   */
  public Optional<Calibration> calibration(String model, String attribute, LabelSet labels) {
    return calibrations.stream()
        .filter(c -> c.model().equals(model) && c.attribute().equals(attribute))
        .filter(c -> c.labelSet().equals(labels.name()))
        .findFirst();
  }

  /**
   * {@return the thresholds from which a model's values are accepted and suggested: its
   * calibration, or the default ones at the usual scale; empty for an unknown attribute}
   */
  public Optional<Calibration> thresholds(String model, String attribute) {
    return labelsOf(attribute)
        .map(
            labels ->
                calibration(model, attribute, labels)
                    .orElseGet(
                        () -> DefaultThresholds.of(model, attribute, DefaultThresholds.SCALE)));
  }

  /**
   * {@return names and synonyms of an attribute's values; empty for an unknown attribute}
   *
   * @param attribute a question's name, {@link Question#CATEGORY} or {@link Question#TAG}
   */
  public Optional<LabelSet> labelsOf(String attribute) {
    return switch (attribute) {
      case Question.CATEGORY -> Optional.of(categorySet());
      case Question.TAG -> Optional.of(tagSet());
      default -> question(attribute).map(this::setOf);
    };
  }

  /**
   * {@return the values that an attribute can have; empty for an unknown attribute}
   *
   * @param attribute a question's name, {@link Question#TAG}, or {@link Question#CATEGORY}, whose
   *     values are leaves and parents
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
