package dev.vitrine.vocabulary;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question about a picture with a fixed list of answers, for pictures of some categories only. An
 * image has its answer as an {@link Attribute} of the same name; a vocabulary's JSON calls the
 * questions {@code attributes}.
 *
 * @param name e.g. {@code neckline}; lower case letters, digits, {@code _} and {@code -}
 * @param title the name that sellers see; null if it is {@code name}
 * @param templates sentences in which {@code {}} stands for a value; if empty, the vocabulary's
 *     templates are used
 * @param categories names of the categories to which the question applies, as it does to all below
 *     them; empty for every picture
 * @param values the possible answers
 * @param measured whether the answer is measured from pixels, without a model
 */
public record Question(
    String name,
    @Nullable String title,
    List<String> templates,
    List<String> categories,
    List<Value> values,
    boolean measured) {
  /** The kind of product; it decides which other questions apply. */
  public static final String CATEGORY = "category";

  /** The department of the category, to filter by. */
  public static final String DEPARTMENT = "department";

  /** Labels that are scored independently of each other. */
  public static final String TAG = "tag";

  /** The words on the product; a vocabulary may ask a question of its own by this name instead. */
  public static final String TEXT = "text";

  /** Names that a vocabulary's questions must not have. */
  public static final Set<String> RESERVED = Set.of(CATEGORY, DEPARTMENT, TAG);

  /** How names begin under which Vitrine keeps lists of its own, beside those of attributes. */
  public static final String OWN = "vitrine-";

  /** Names of the questions that are measured from pixels. */
  public static final Set<String> MEASURABLE =
      Set.of("color", "background", "orientation", "sharpness", "size");

  public Question {
    templates = templates == null ? List.of() : List.copyOf(templates);
    categories = categories == null ? List.of() : List.copyOf(categories);
    values = List.copyOf(values);
    Set<String> texts = new HashSet<>();
    for (Value value : values) {
      for (String text : value.texts()) {
        if (!texts.add(text)) {
          throw new IllegalArgumentException(name + " has this value twice: " + text);
        }
      }
    }
  }

  /** {@return the value with this name, synonym or shop's name, ignoring letter case} */
  public Optional<Value> value(String word) {
    return values.stream().filter(value -> value.isCalled(word)).findFirst();
  }
}
