package dev.vitrine.vocabulary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A vocabulary as read from a file, not yet checked. Every part knows its place in the file.
 *
 * @param name not necessarily a valid one
 */
record Draft(
    Text name,
    List<Text> templates,
    List<Label> categories,
    List<QuestionEntry> attributes,
    List<Label> tags,
    List<CalibrationEntry> calibrations) {

  /**
   * A word or sentence.
   *
   * @param line from 1
   * @param where as in {@link VocabularyProblem}
   */
  record Text(int line, String where, String text) {}

  /**
   * A category, a value or a tag.
   *
   * @param handle null for a category
   * @param googleCategory null for a value or tag
   * @param metafields keys by attributes; empty for a value or tag
   * @param children the categories below; empty for a value or tag
   */
  record Label(
      Text name,
      List<Text> synonyms,
      @Nullable Text shopName,
      @Nullable Text plainName,
      @Nullable Text id,
      @Nullable Text handle,
      @Nullable Text googleCategory,
      Map<String, Text> metafields,
      boolean banned,
      List<Label> children) {

    /** {@return a label with nothing but a name} */
    static Label named(Text name) {
      return new Label(name, List.of(), null, null, null, null, null, Map.of(), false, List.of());
    }

    /** {@return this category with others below it} */
    Label withChildren(List<Label> others) {
      return new Label(
          name,
          synonyms,
          shopName,
          plainName,
          id,
          handle,
          googleCategory,
          metafields,
          banned,
          others);
    }

    /** {@return this label and all below it, parents first} */
    Stream<Label> all() {
      return Stream.concat(Stream.of(this), children.stream().flatMap(Label::all));
    }

    /** {@return the texts that a model scores: the name, then the synonyms} */
    List<Text> texts() {
      List<Text> texts = new ArrayList<>(List.of(name));
      texts.addAll(synonyms);
      return texts;
    }

    Value value() {
      return new Value(
          name.text(),
          words(synonyms),
          text(shopName),
          text(plainName),
          text(id),
          text(handle),
          banned);
    }

    Category category() {
      return new Category(
          name.text(),
          words(synonyms),
          text(shopName),
          text(plainName),
          text(id),
          text(googleCategory),
          keys(metafields),
          banned,
          children.stream().map(Label::category).toList());
    }
  }

  /** An attribute, which becomes a question. */
  record QuestionEntry(
      Text name,
      @Nullable Text title,
      List<Text> templates,
      List<Text> categories,
      List<Label> values,
      boolean measured) {

    Question question() {
      return new Question(
          name.text(),
          Draft.text(title),
          words(templates),
          words(categories),
          values.stream().map(Label::value).toList(),
          measured);
    }
  }

  /** A calibration and its place. */
  record CalibrationEntry(int line, String where, Calibration calibration) {}

  /**
   * {@return the vocabulary, without calibrations}
   *
   * @param version the version that it gets
   */
  Vocabulary vocabulary(String version) {
    return new Vocabulary(
        name.text(),
        version,
        words(templates),
        categories.stream().map(Label::category).toList(),
        attributes.stream().map(QuestionEntry::question).toList(),
        tags.stream().map(Label::value).toList(),
        List.of());
  }

  private static List<String> words(List<Text> texts) {
    return texts.stream().map(Text::text).toList();
  }

  static Map<String, String> keys(Map<String, Text> metafields) {
    Map<String, String> keys = new LinkedHashMap<>();
    metafields.forEach((attribute, key) -> keys.put(attribute, key.text()));
    return keys;
  }

  static @Nullable String text(@Nullable Text text) {
    return text == null ? null : text.text();
  }
}
