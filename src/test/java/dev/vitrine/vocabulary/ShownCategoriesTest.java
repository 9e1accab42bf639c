package dev.vitrine.vocabulary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables with two categories that sellers see under one name. */
class ShownCategoriesTest {
  private static final String HEADER = "label,parent,shop_name,id,google_category\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bags (luggage),Home,Bags,,Luggage > Bags | bags (clothing),Home,Bags,,Apparel > Bags",
        "bags (luggage),Home,Bags,x/1, | bags (clothing),Home,Bags,x/2,",
        "bags (luggage),Home,Bags,, | bags (clothing),Clothes,Bags,,",
        "Bags,Home,,,Luggage > Bags | bags (clothing),Home,Bags,,",
      })
  void oneNameForWhatShopsTakeForTwoIsRefused(String first, String second) {
    assertThat(problems(HEADER + first + "\n" + second + "\n"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.line()).isEqualTo(3);
              assertThat(problem.where()).isEqualTo("shop_name");
              assertThat(problem.message()).startsWith("\"Bags\" is also").contains("on line 2");
            });
  }

  @Test
  void oneNameForTwoLabelsThatAreTheSameToShopsStays() throws Exception {
    String list =
        HEADER
            + "coffee mug,Home,Mugs,x/1,Kitchen > Mugs\n"
            + "tea mug,Home,Mugs,x/1,Kitchen > Mugs\n";

    assertThat(VocabularyFile.ofCsv(list.getBytes(UTF_8), UTF_8).vocabulary().leaves()).hasSize(2);
  }

  private static List<VocabularyProblem> problems(String list) {
    return catchThrowableOfType(
            InvalidVocabularyException.class,
            () -> VocabularyFile.ofCsv(list.getBytes(UTF_8), UTF_8))
        .problems();
  }
}
