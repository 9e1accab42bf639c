package dev.vitrine.vocabulary;

import dev.vitrine.vocabulary.Draft.Label;
import dev.vitrine.vocabulary.Draft.QuestionEntry;
import dev.vitrine.vocabulary.Draft.Text;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the problems of a draft. */
final class VocabularyCheck {
  /** The names of a vocabulary and its attributes, which become parts of keys in the table. */
  private static final String NAME = "[a-z][a-z0-9_-]{0,39}";

  static final int LONGEST_LABEL = TagLabel.LONGEST;
  static final int LONGEST_TEMPLATE = 150;
  static final int LONGEST_GOOGLE_CATEGORY = 250;
  private static final String KEY = "[a-z0-9_-]{1,64}";
  private static final String NAME_RULE =
      "The name must begin with a lower-case letter and have at most 40 lower-case letters,"
          + " digits, _ and -.";

  private final Draft draft;
  private final ProblemList problems;

  /** The first category with each name, by the name in lower case. */
  private final Map<String, Text> categories = new HashMap<>();

  VocabularyCheck(Draft draft, ProblemList problems) {
    this.draft = draft;
    this.problems = problems;
  }

  /** Adds all problems to the list. */
  void run() {
    if (!draft.name().text().matches(NAME)) {
      add(draft.name(), NAME_RULE);
    }
    if (draft.templates().isEmpty()) {
      problems.add(draft.name().line(), "templates", "The vocabulary needs at least one template.");
    }
    templates(draft.templates());
    categories();
    ShownCategories shown = new ShownCategories(problems);
    draft.categories().forEach(shown::check);
    attributes();
    long leaves =
        draft.categories().stream().flatMap(Label::all).filter(l -> l.children().isEmpty()).count();
    if (leaves < 2 && problems.isEmpty()) {
      problems.add(
          draft.name().line(),
          "categories",
          "The vocabulary needs at least two categories, for the model to choose from.");
    }
  }

  /** Leaves and tags are scored in one label set, so their names and synonyms must all differ. */
  private void categories() {
    Map<String, Text> labels = new HashMap<>();
    draft.categories().stream()
        .flatMap(Label::all)
        .forEach(
            category -> {
              label(category);
              unique(category.name(), categories);
              metafields(category);
              if (category.children().isEmpty()) {
                category.synonyms().forEach(word -> unique(word, categories));
                category.texts().forEach(word -> labels.putIfAbsent(key(word), word));
              }
            });
    for (Label tag : draft.tags()) {
      label(tag);
      tag.texts().forEach(word -> unique(word, labels));
    }
  }

  private void metafields(Label category) {
    Set<String> known = new TreeSet<>();
    draft.attributes().forEach(attribute -> known.add(attribute.name().text()));
    category
        .metafields()
        .forEach(
            (attribute, key) -> {
              if (!known.contains(attribute)) {
                add(key, "This attribute is unknown." + Nearest.hint(attribute, known));
              } else if (!key.text().matches(KEY)) {
                add(key, "A key has 1 to 64 lower-case letters, digits, _ and -.");
              }
            });
  }

  private void attributes() {
    Set<String> names = new TreeSet<>();
    Map<String, Text> known = new HashMap<>();
    draft.categories().stream()
        .flatMap(Label::all)
        .forEach(category -> names.add(category.name().text()));
    for (QuestionEntry attribute : draft.attributes()) {
      name(attribute, known);
      text(attribute.title(), LONGEST_LABEL);
      templates(attribute.templates());
      for (Text category : attribute.categories()) {
        if (!names.contains(category.text())) {
          add(category, "This category is unknown." + Nearest.hint(category.text(), names));
        }
      }
      values(attribute);
    }
  }

  private void name(QuestionEntry attribute, Map<String, Text> known) {
    Text name = attribute.name();
    if (!name.text().matches(NAME)) {
      add(name, NAME_RULE);
    } else if (name.text().startsWith(Question.OWN)) {
      add(
          name,
          "Names that begin with \"" + Question.OWN + "\" are Vitrine's own: choose another.");
    } else if (Question.RESERVED.contains(name.text())) {
      add(
          name,
          "Vitrine has an attribute \"" + name.text() + "\" of its own: choose another name.");
    } else if (attribute.measured() && !Question.MEASURABLE.contains(name.text())) {
      add(name, "This cannot be measured from pixels: only " + measurable() + " can.");
    } else if (!attribute.measured() && Question.MEASURABLE.contains(name.text())) {
      add(name, "This is measured from pixels: set \"measured\" to true, or choose another name.");
    } else {
      unique(name, known);
    }
  }

  private void values(QuestionEntry attribute) {
    if (attribute.values().size() < 2) {
      add(
          attribute.name(),
          "The attribute needs at least two values, for the model to choose from.");
    }
    Map<String, Text> known = new TreeMap<>();
    for (Label value : attribute.values()) {
      label(value);
      value.texts().forEach(word -> unique(word, known));
    }
  }

  private void label(Label label) {
    label.texts().forEach(word -> text(word, LONGEST_LABEL));
    text(label.shopName(), LONGEST_LABEL);
    text(label.plainName(), LONGEST_LABEL);
    text(label.id(), LONGEST_LABEL);
    handle(label.handle());
    text(label.googleCategory(), LONGEST_GOOGLE_CATEGORY);
  }

  /** A list of handles is separated by "; ". */
  private void handle(@Nullable Text handle) {
    text(handle, LONGEST_LABEL);
    if (handle != null && !handle.text().matches("[^\\s;]*")) {
      add(handle, "A handle has no blanks and no semicolon.");
    }
  }

  private void templates(List<Text> templates) {
    if (templates.size() > LabelSet.MOST_TEMPLATES) {
      add(templates.get(0), "At most " + LabelSet.MOST_TEMPLATES + " templates are allowed.");
    }
    Map<String, Text> known = new HashMap<>();
    for (Text template : templates) {
      text(template, LONGEST_TEMPLATE);
      unique(template, known);
      if (!LabelSet.isTemplate(template.text())) {
        add(template, "A template must contain {} exactly once, where the label is put.");
      }
    }
  }

  private void text(@Nullable Text text, int longest) {
    if (text == null) {
      return;
    }
    String words = text.text();
    if (LabelSet.isBlank(words) || words.length() > longest) {
      add(text, "This must have 1 to " + longest + " characters.");
    } else if (!words.equals(words.strip())) {
      add(text, "This must not begin or end with a space.");
    } else if (words.codePoints().anyMatch(Character::isISOControl)
        || !StandardCharsets.UTF_8.newEncoder().canEncode(words)) {
      add(text, "This must be plain text without line ends or control characters.");
    } else if (!Normalizer.normalize(words, Normalizer.Form.NFC).equals(PlainText.of(words))) {
      add(text, "This has characters that nobody can see. Write it as: " + PlainText.of(words));
    }
  }

  /** Two texts that differ in letter case or invisible characters only are the same to people. */
  private void unique(Text text, Map<String, Text> known) {
    Text first = known.putIfAbsent(key(text), text);
    if (first != null && first != text) {
      add(text, "\"" + text.text() + "\" is already on line " + first.line() + ".");
    }
  }

  private void add(Text text, String message) {
    problems.add(text.line(), text.where(), message);
  }

  private static String key(Text text) {
    return PlainText.folded(text.text());
  }

  private static String measurable() {
    return String.join(", ", new TreeSet<>(Question.MEASURABLE));
  }
}
