package dev.vitrine.query;

import dev.vitrine.api.ApiProblem;
import dev.vitrine.api.RequestParameters;
import dev.vitrine.restyle.Style;
import dev.vitrine.restyle.Styles;
import dev.vitrine.workflow.RestyleOrder;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Orders a restyled picture: in a style, by a prompt, or by a prompt in a style.
 *
 * @param style name of a preset
 * @param prompt the seller's words; the image's own prompt if null
 * @param seed in [0, 4294967295]; 0 if null
 * @param strength distance from the original in [0, 1]; a default if null
 * @param keep {@code product}: only the background is painted, and the product's pixels stay as
 *     they are; all is painted if null
 */
@Schema(name = "RestyleRequest")
public record RestyleRequest(
    @Nullable String style,
    @Schema(minLength = 1, maxLength = 500) @Nullable String prompt,
    @Schema(minimum = "0", maximum = "4294967295") @Nullable Long seed,
    @Schema(minimum = "0", maximum = "1") @Nullable Double strength,
    @Schema(enumeration = "product") @Nullable String keep) {
  private static final int LONGEST_PROMPT = 500;

  /**
   * {@return the order}
   *
   * @throws ApiProblem if a value is missing or out of its bounds
   */
  RestyleOrder order() {
    String words = prompt == null ? null : prompt.strip();
    if (style == null && words == null) {
      throw ApiProblem.invalid("A restyle needs a style or a prompt.");
    }
    if (style != null && Styles.named(style).isEmpty()) {
      String known = Styles.ALL.stream().map(Style::name).collect(Collectors.joining(", "));
      throw new ApiProblem(
          400, "UNKNOWN_STYLE", "There is no style of this name. The styles are " + known + ".");
    }
    if (words != null && (words.isEmpty() || words.length() > LONGEST_PROMPT)) {
      throw ApiProblem.invalid("prompt", "A prompt has 1 to 500 characters.");
    }
    if (keep != null && !keep.equals("product")) {
      throw ApiProblem.invalid("keep", "A restyle can keep the product, or nothing.");
    }
    RequestParameters.requireWritable("prompt", words == null ? "" : words, "\n\r\t");
    if (seed != null && (seed < 0 || seed > RestyleOrder.MAX_SEED)) {
      throw ApiProblem.invalid(
          "seed", "A seed is a whole number from 0 to " + RestyleOrder.MAX_SEED + ".");
    }
    if (strength != null && !(strength >= 0 && strength <= 1)) {
      throw ApiProblem.invalid("strength", "The strength of a restyle is a number from 0 to 1.");
    }
    return RestyleOrder.of(
        style,
        words,
        seed == null ? 0 : seed,
        strength == null ? RestyleOrder.DEFAULT_STRENGTH : strength,
        keep == null ? null : RestyleOrder.Keep.PRODUCT);
  }
}
