package dev.vitrine.restyle;

import dev.vitrine.workflow.RestyleOrder;
import org.jspecify.annotations.Nullable;

/** Makes the whole text for an engine: the style's prefix, then the prompt of the picture. */
public final class RestylePrompt {
  private RestylePrompt() {}

  /**
   * @param imagePrompt used when the order has no prompt of its own; null when there is none
   * @throws UnknownStyleException when the order names a style that is not a preset
   */
  public static String of(RestyleOrder order, @Nullable String imagePrompt) {
    String own = order.prompt() != null ? order.prompt() : imagePrompt;
    String text = own == null ? "" : own;
    if (order.style() == null) {
      return PromptBudget.join("", text);
    }
    Style style =
        Styles.named(order.style()).orElseThrow(() -> new UnknownStyleException(order.style()));
    return PromptBudget.join(style.prefix(), text);
  }
}
