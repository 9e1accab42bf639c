package dev.vitrine.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mug",
        "Mug",
        " mug\u00a0",
        "mug\u200b",
        "\ufeffmug",
        "m\u00adug",
        "\u202emug\u202c",
        "mu\u2060g",
        "m\u200du\u200cg",
        "mug\u3164",
        "\u2800mug",
        "mug\u2003",
        "mug\ud834\udd73"
      })
  void wordsThatLookAlikeAreOneWord(String word) {
    assertThat(PlainText.folded(word)).isEqualTo("mug");
    assertThat(new TagLabel(word)).isEqualTo(new TagLabel("mug"));
  }

  @ParameterizedTest
  @CsvSource({
    "Straße,STRASSE",
    "\u1e9e,ss",
    "ΝΙΚΟΣ,νικος",
    "ΝΙΚΟΣ,νικοσ",
    "İSTANBUL,istanbul",
    "I\u0307STANBUL,istanbul",
    "ÖL,öl"
  })
  void capitalsAreSearchedLikeSmallLetters(String one, String other) {
    assertThat(PlainText.searched(one)).isEqualTo(PlainText.searched(other));
    assertThat(PlainText.searched(PlainText.searched(one))).isEqualTo(PlainText.searched(one));
  }

  @Test
  void otherLettersAreNotSearchedAlike() {
    assertThat(PlainText.searched("Öl")).isNotEqualTo(PlainText.searched("Ol"));
  }

  @Test
  void aNonBreakingSpaceIsASpace() {
    assertThat(PlainText.of("coffee\u00a0mug")).isEqualTo("coffee mug");
    assertThat(new TagLabel("Coffee\u202f\u00a0mug").value()).isEqualTo("coffee mug");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\ud83d\udc69\u200d\ud83d\ude80",
        "Köln",
        "店",
        "a\tb"
      })
  void whatIsSeenOrJoinsForeignLettersStays(String text) {
    assertThat(PlainText.of(text)).isEqualTo(text);
  }
}
