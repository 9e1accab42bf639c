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
  void cutsASentenceWithoutCommasAfterAWholeWord() {
    String sentence = "a white stoneware mug on a table of old wood " + "beside a bowl ".repeat(30);

    String own = RestylePrompt.of(RestyleOrder.of(null, sentence, 1, 0.5), null);
    assertThat(own).startsWith("a white stoneware mug on a table of old wood beside a bowl");
    assertThat(sentence).startsWith(own + " ");
    assertThat(PromptBudget.tokens(own)).isBetween(73, 75);

    String styled =
        RestylePrompt.of(RestyleOrder.ofStyle("great-wave"), "studio light, " + sentence);
    assertThat(styled).contains("style, studio light, a white stoneware mug on a table");
    assertThat(PromptBudget.tokens(styled)).isBetween(73, 75);
  }

  @Test
  void cutsAWordThatIsTooLongAfterAWholeCharacter() {
    String cup = "\u767d\u8272\u676f\u5b50";
    String own = RestylePrompt.of(RestyleOrder.of(null, cup.repeat(20), 1, 0.5), null);

    assertThat(own).hasSize(24).startsWith(cup);
    String emoji = "\ud83d\udc69\u200d\ud83c\udfa8".repeat(20);
    String cut = RestylePrompt.of(RestyleOrder.of(null, emoji, 1, 0.5), null);
    assertThat(cut).hasSize(6 * 5);
  }

  @Test
  void takesAsManyTokensAsACharacterOfAnotherScriptMayHave() {
    assertThat(PromptBudget.tokens("a caf\u00e9")).isEqualTo(1 + 1 + 2);
    assertThat(PromptBudget.tokens("\u767d\u8272\uff0cmug")).isEqualTo(3 + 3 + 3 + 1);
    assertThat(PromptBudget.tokens("illustration 7!")).isEqualTo(2 + 1 + 1);
  }

  @Test
  void paintsAStyleEvenWhenThereIsNoPrompt() {
    assertThat(RestylePrompt.of(RestyleOrder.ofStyle("starry-night"), null))
        .isEqualTo("This scene is a Van Gogh painting with The Starry Night style");
  }

  @Test
  void makesOneLineOfAPromptOfSeveral() {
    RestyleOrder own = RestyleOrder.of(null, "a beach\r\nat sunset,\tpalms\n", 1, 0.5);

    assertThat(RestylePrompt.of(own, null)).isEqualTo("a beach at sunset, palms");
  }

  @Test
  void takesTheSellersOwnWordsBeforeTheImages() {
    RestyleOrder own = RestyleOrder.of(null, "a watercolor of a mug", 1, 0.5);

    assertThat(RestylePrompt.of(own, "something else")).isEqualTo("a watercolor of a mug");
  }
}
