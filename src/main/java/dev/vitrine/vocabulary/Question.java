package dev.vitrine.vocabulary;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An attribute: a named question with closed values, asked of pictures of some categories only.
 *
 * @param name e.g. {@code neckline}; lower case letters, digits, {@code _} and {@code -}
 * @param title what sellers read; null for the name
 * @param templates sentences a value is put into before it is embedded, {@code {}} in its place;
 *     empty for the vocabulary's
 * @param categories names of the categories it applies to, with all below them; empty for all
 * @param values what can be answered
 * @param measured whether pixels answer it, and no model is asked
 */
public record Question(
    String name,
    @Nullable String title,
    List<String> templates,
    List<String> categories,
    List<Value> values,
    boolean measured) {
  /** The question of what is sold, which decides which others are asked. */
  public static final String CATEGORY = "category";

  /** The category's department, for those who filter. */
  public static final String DEPARTMENT = "department";

  /** Labels that are found each by itself. */
  public static final String TAG = "tag";

  /** Names that no question of a vocabulary may have. */
  public static final Set<String> RESERVED = Set.of(CATEGORY, DEPARTMENT, TAG);

  /** Questions that pixels answer, and no model. */
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
          throw new IllegalArgumentException(name + " has a value twice: " + text);
        }
      }
    }
  }

  /** {@return the value of that name, synonym or shop's name; letter case does not matter} */
  public Optional<Value> value(String word) {
    return values.stream().filter(value -> value.names(word)).findFirst();
  }
}
