package dev.vitrine.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProductTextTest {
  @Test
  void isWhatWasReadEachTextOnceInOneLine() {
    assertThat(ProductText.of(List.of("NIKE", " AIR\n\tMAX ", "NIKE", "")))
        .contains("NIKE AIR MAX");
  }

  @Test
  void isNothingWhereNothingCanBeRead() {
    assertThat(ProductText.of(List.of())).isEmpty();
    assertThat(ProductText.of(List.of(" ", "\u0000", "\u200b"))).isEmpty();
  }

  @Test
  void holdsWholeTextsUpToTheLongestValueOfAnAttribute() {
    String read = ProductText.of(Collections.nCopies(1, "word ".repeat(30))).orElseThrow();
    assertThat(read).hasSize(99).endsWith("word");

    String several = ProductText.of(List.of("a".repeat(60), "b".repeat(39), "c")).orElseThrow();
    assertThat(several).isEqualTo("a".repeat(60) + " " + "b".repeat(39));
  }

  @Test
  void cutsNoCharacterInTwo() {
    String read = ProductText.of(List.of("x" + "\uD83D\uDC57".repeat(60))).orElseThrow();

    assertThat(read).hasSize(99).endsWith("\uD83D\uDC57");
    String accents = ProductText.of(List.of("x" + "g\u0303".repeat(60))).orElseThrow();
    assertThat(accents).hasSize(99).endsWith("g\u0303");
  }
}
