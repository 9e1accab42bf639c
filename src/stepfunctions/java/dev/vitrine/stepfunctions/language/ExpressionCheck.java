package dev.vitrine.stepfunctions.language;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known to be wrong with the expressions of a field before they are evaluated.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html">Transforming
 *     data with JSONata</a>
 */
final class ExpressionCheck {

  /** The part of {@code $states} that exists when a task, its branches or iterations are done. */
  static final String RESULT = "result";

  /** The part that exists in a Catch. */
  static final String ERROR_OUTPUT = "errorOutput";

  private static final Pattern PART =
      Pattern.compile("\\$states\\s*\\.\\s*(" + RESULT + "|" + ERROR_OUTPUT + ")\\b");

  private static final Pattern QUOTED =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|/\\*.*?\\*/", Pattern.DOTALL);

  private ExpressionCheck() {}

  /**
   * @param json the field's value, with expressions anywhere in it
   * @param parts of {@code $states} that are there, besides input and context
   * @return the first thing that is wrong
   */
  static Optional<String> problemOf(@Nullable Object json, Set<String> parts) {
    if (json instanceof String text) {
      return problemOf(text, parts);
    }
    Stream<?> members =
        json instanceof Map<?, ?> object
            ? object.values().stream()
            : json instanceof List<?> array ? array.stream() : Stream.empty();
    return members.flatMap(member -> problemOf(member, parts).stream()).findFirst();
  }

  private static Optional<String> problemOf(String text, Set<String> parts) {
    if (!Expression.isExpression(text)) {
      return text.startsWith("{%")
          ? Optional.of("A JSONata expression ends with '%}': " + text)
          : Optional.empty();
    }
    for (Matcher used = PART.matcher(QUOTED.matcher(text).replaceAll("")); used.find(); ) {
      if (!parts.contains(used.group(1))) {
        return Optional.of("'$states." + used.group(1) + "' cannot be read here: " + text);
      }
    }
    return Optional.empty();
  }
}
