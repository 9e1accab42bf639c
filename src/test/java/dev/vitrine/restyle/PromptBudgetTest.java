package dev.vitrine.restyle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.workflow.RestyleOrder;
import org.junit.jupiter.api.Test;

class PromptBudgetTest {
  @Test
  void keepsAShortPromptWhole() {
    assertThat(RestylePrompt.of(RestyleOrder.ofStyle("starry-night"), "a cup of coffee, on wood"))
        .isEqualTo(
            "This scene is a Van Gogh painting with The Starry Night style,"
                + " a cup of coffee, on wood");
  }

  @Test
  void cutsALongPromptAtACommaAndNeverThePrefix() {
    String prompt = "a cup of coffee" + ", extremely detailed photograph".repeat(40);

    String text = RestylePrompt.of(RestyleOrder.ofStyle("great-wave"), prompt);

    assertThat(text)
        .startsWith(
            "This scene is a Hokusai painting with The Great Wave off Kanagawa style, a cup")
        .endsWith("extremely detailed photograph");
    assertThat(PromptBudget.tokens(text)).isLessThanOrEqualTo(75);
  }

  @Test
  void paintsAStyleEvenWhenThereIsNoPrompt() {
    assertThat(RestylePrompt.of(RestyleOrder.ofStyle("starry-night"), null))
        .isEqualTo("This scene is a Van Gogh painting with The Starry Night style");
  }

  @Test
  void takesTheSellersOwnWordsBeforeTheImages() {
    RestyleOrder own = RestyleOrder.of(null, "a watercolor of a mug", 1, 0.5);

    assertThat(RestylePrompt.of(own, "something else")).isEqualTo("a watercolor of a mug");
  }
}
