package dev.vitrine.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NameOrderTest {

  @Test
  void numbersCountAsNumbers() {
    isTheOrderOf(
        "IMG_1.jpg",
        "IMG_2.jpg",
        "IMG_2a.jpg",
        "IMG_10.jpg",
        "IMG_99.jpg",
        "IMG_100.jpg",
        "IMG_0412.jpg",
        "IMG_12345678.jpg",
        "IMG_123456789.jpg",
        "IMG_1234567890123456.jpg",
        "IMG_12345678901234567.jpg",
        "IMG_99999999999999999.jpg");
  }

  @Test
  void numbersStandBeforeLettersAndAfterSpaces() {
    isTheOrderOf("a .jpg", "a (1).jpg", "a0.jpg", "a12.jpg", "aa.jpg", "b.jpg");
  }

  @Test
  void theNameCountsBeforeItsEnding() {
    isTheOrderOf("mug", "mug.jpg", "mug.png", "mug 2.jpg", "mug-2.jpg", "mug-10.jpg", "mug_1.jpg");
    isTheOrderOf(".hidden", "v1.2", "v1.10");
  }

  @Test
  void lettersWithAccentsFollowThoseWithout() {
    isTheOrderOf(
        "Apfel.jpg", "azur.jpg", "Äpfel.jpg", "banane.jpg", "zebra.jpg", "Ж.jpg", "商品.jpg");
  }

  @Test
  void letterCaseEncodingLeadingZerosAndFoldersDoNotCount() {
    String composed = Normalizer.normalize("Café_7.JPG", Normalizer.Form.NFC);
    String decomposed = Normalizer.normalize("demo/4711/cafÉ_007.jpg", Normalizer.Form.NFD);

    assertThat(NameOrder.of(decomposed)).isEqualTo(NameOrder.of(composed));
    assertThat(NameOrder.of("a/0.jpg")).isEqualTo(NameOrder.of("b/000.jpg"));
    assertThat(NameOrder.of("٣.jpg"))
        .as("digits of another script")
        .isEqualTo(NameOrder.of("3.jpg"));
  }

  @Test
  void theTextHasRoomInASortKey() {
    assertThat(NameOrder.of("😀".repeat(1000)).getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThanOrEqualTo(900);
    assertThat(NameOrder.of("a".repeat(2000) + "é.jpg")).isEqualTo("a".repeat(900));
    assertThat(NameOrder.of("é".repeat(600)))
        .as("ends with a whole character")
        .isEqualTo("e\u0301".repeat(300));
    assertThat(NameOrder.of("a" + "1".repeat(2000))).hasSize(900);
    assertThat(NameOrder.of("")).isNotEmpty();
  }

  /**
   * @param names in the order that they should have
   */
  private static void isTheOrderOf(String... names) {
    List<String> sorted = new ArrayList<>(List.of(names));
    Collections.shuffle(sorted, new Random(1));
    sorted.sort(
        (a, b) ->
            Arrays.compareUnsigned(
                NameOrder.of(a).getBytes(StandardCharsets.UTF_8),
                NameOrder.of(b).getBytes(StandardCharsets.UTF_8)));
    assertThat(sorted).containsExactly(names);
  }
}
