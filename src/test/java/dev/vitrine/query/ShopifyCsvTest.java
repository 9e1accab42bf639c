package dev.vitrine.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShopifyCsvTest {
  @Test
  void aHandleHasNoHyphenWhereALongNameIsCut() {
    assertThat(ShopifyCsv.slug("a".repeat(59) + " b")).isEqualTo("a".repeat(59));
    assertThat(ShopifyCsv.slug("Crème brûlée (2)")).isEqualTo("creme-brulee-2");
    assertThat(ShopifyCsv.slug("…")).isEqualTo("picture");
  }
}
