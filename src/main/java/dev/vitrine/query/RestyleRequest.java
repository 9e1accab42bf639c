package dev.vitrine.query;

import dev.vitrine.restyle.Style;
import dev.vitrine.restyle.Styles;
import dev.vitrine.workflow.RestyleOrder;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a restyled picture: a style, own words, or own words in a style.
 *
 * @param style name of a preset
 * @param prompt own words; without them it is the image's prompt
 * @param seed in [0, 4294967295]; 0 without
 * @param strength how far from the original, in [0, 1]
 */
@Schema(name = "RestyleRequest")
public record RestyleRequest(
    @Nullable String style,
    @Schema(minLength = 1, maxLength = 500) @Nullable String prompt,
    @Schema(minimum = "0", maximum = "4294967295") @Nullable Long seed,
    @Schema(minimum = "0", maximum = "1") @Nullable Double strength) {
  private static final int LONGEST_PROMPT = 500;

  /**
   * @throws ApiProblem when it is no order
   */
  RestyleOrder order() {
    String words = prompt == null ? null : prompt.strip();
    if (style == null && words == null) {
      throw ApiProblem.invalid("A restyle needs a style or a prompt.");
    }
    if (style != null && Styles.named(style).isEmpty()) {
      String known = Styles.ALL.stream().map(Style::name).collect(Collectors.joining(", "));
      throw new ApiProblem(400, "UNKNOWN_STYLE", "style is one of " + known + ".");
    }
    if (words != null && (words.isEmpty() || words.length() > LONGEST_PROMPT)) {
      throw ApiProblem.invalid("prompt has 1 to 500 characters.");
    }
    try {
      return RestyleOrder.of(
          style,
          words,
          seed == null ? 0 : seed,
          strength == null ? RestyleOrder.DEFAULT_STRENGTH : strength);
    } catch (IllegalArgumentException e) {
      throw ApiProblem.invalid(e.getMessage() + ".");
    }
  }
}
