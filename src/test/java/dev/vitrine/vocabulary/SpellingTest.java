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
    "bus, bus",
    "Größen, größen"
  })
  void letterCasePluralAndHyphensMakeNoOtherWord(String one, String other) {
    assertThat(Spelling.fold(one)).isEqualTo(Spelling.fold(other));
  }

  @ParameterizedTest
  @CsvSource({"mug, jug", "dress, dresser", "tie, tile", "gas, ga", "shirt, t-shirt"})
  void otherWordsStayOtherWords(String one, String other) {
    assertThat(Spelling.fold(one)).isNotEqualTo(Spelling.fold(other));
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
