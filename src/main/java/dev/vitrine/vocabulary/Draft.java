package dev.vitrine.vocabulary;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A vocabulary as a file has it, before it is checked: every part knows where it stands.
 *
 * @param name may be no possible one
 */
record Draft(
    Text name,
    List<Text> templates,
    List<Label> categories,
    List<Attribute> attributes,
    List<Label> tags,
    List<Limit> calibrations) {

  /** A word or sentence. */
  record Text(int line, String where, String text) {}

  /**
   * A category, a value or a tag.
   *
   * @param below of a category
   */
  record Label(
      Text name,
      List<Text> synonyms,
      @Nullable Text shopName,
      @Nullable Text id,
      boolean banned,
      List<Label> below) {

    Stream<Label> all() {
      return Stream.concat(Stream.of(this), below.stream().flatMap(Label::all));
    }

    /** {@return its name, then its synonyms} */
    List<Text> texts() {
      List<Text> texts = new ArrayList<>(List.of(name));
      texts.addAll(synonyms);
      return texts;
    }

    Value value() {
      return new Value(name.text(), words(synonyms), text(shopName), text(id), banned);
    }

    Category category() {
      return new Category(
          name.text(),
          words(synonyms),
          text(shopName),
          text(id),
          banned,
          below.stream().map(Label::category).toList());
    }
  }

  /** A question. */
  record Attribute(
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

  /** A calibration. */
  record Limit(int line, String where, Calibration calibration) {}

  /**
   * {@return the vocabulary, without calibrations}
   *
   * @param version its version
   */
  Vocabulary vocabulary(String version) {
    return new Vocabulary(
        name.text(),
        version,
        words(templates),
        categories.stream().map(Label::category).toList(),
        attributes.stream().map(Attribute::question).toList(),
        tags.stream().map(Label::value).toList(),
        List.of());
  }

  private static List<String> words(List<Text> texts) {
    return texts.stream().map(Text::text).toList();
  }

  private static @Nullable String text(@Nullable Text text) {
    return text == null ? null : text.text();
  }
}
