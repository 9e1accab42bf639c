package dev.vitrine.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

  @ParameterizedTest
  @CsvSource({
    "T-Shirts, t shirt",
    "mugs, Mug",
    "berries, berry",
    "watches, watch",
    "boxes, box",
    "dresses, dress",
    "shoe's, shoe s",
    "Tee-Shirt, teeshirt",
    "hoodies, hoodie",
    "cookies, cookie",
    "ties, tie",
    "phone cases, phone case",
    "vases, Vase",
    "blouses, blouse",
    "sizes, size",
    "\u2764\ufe0f, \u2764",
    "\u2764\ufe0f gift, gift",
    "\u0642\u064e\u0645\u064a\u0635, \u0642\u0645\u064a\u0635",
    "bus, bus",
    "Größen, größen"
  })
  void letterCasePluralAndHyphensMakeNoOtherWord(String one, String other) {
    assertThat(Spelling.fold(one)).isEqualTo(Spelling.fold(other));
  }

  @ParameterizedTest
  @CsvSource({
    "mug, jug",
    "dress, dresser",
    "tie, tile",
    "gas, ga",
    "shirt, t-shirt",
    "bass, base",
    "\u2764, \ud83c\udf81",
    "%, &",
    "\u0915\u093e\u0932\u093e, \u0915\u0940\u0932" // black and nail in Hindi
  })
  void otherWordsStayOtherWords(String one, String other) {
    assertThat(Spelling.fold(one)).isNotEqualTo(Spelling.fold(other));
  }

  @Test
  void wordsAreFoundInOtherWordsAsWhole() {
    assertThat(Spelling.has("Red running shoes", "running shoe")).isTrue();
    assertThat(Spelling.has("V-neck sweater", "v neck")).isTrue();
    assertThat(Spelling.has("whiteboard", "white")).isFalse();
    assertThat(Spelling.has("red shoe", "shoe red")).isFalse();
    assertThat(Spelling.has("cup", "\ud83c\udf81")).isFalse();
    assertThat(Spelling.has("\ud83c\udf81", "\ud83c\udf81")).isTrue();
    assertThat(Spelling.endsIn("running shoe", "shoes")).isTrue();
    assertThat(Spelling.endsIn("running shoe", "running")).isFalse();
    assertThat(Spelling.endsIn("T-shirts", "tshirt")).isTrue();
    assertThat(Spelling.endsIn("shoe", "running shoe")).isFalse();
  }

  @Test
  void theWordAsItIsWrittenComesBeforeOneThatIsOnlySpelledAlike() {
    Value glass = Value.named("glass");
    Value glasses = Value.named("glasses");

    assertThat(Spelling.find(List.of(glass, glasses), "Glasses")).contains(glasses);
    assertThat(Spelling.find(List.of(glass), "glasses")).contains(glass);
    assertThat(Spelling.find(List.of(glass), "mug")).isEmpty();
  }
}
