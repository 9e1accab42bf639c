package dev.vitrine.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RestyleOrderTest {

  @Test
  void ordersOfDifferentWordsHaveDifferentIdsThoughTheirJavaHashesAreEqual() {
    assertThat(own("bottle 1", 31).id()).isNotEqualTo(own("bottle 2", 0).id());
    assertThat(own("room Aa", 0).id()).isNotEqualTo(own("room BB", 0).id());
  }

  @Test
  void theSameOrderHasTheSameId() {
    assertThat(own("room Aa", 0)).isEqualTo(own("room Aa", 0));
    assertThat(RestyleOrder.ofStyle("great-wave").id()).matches("great-wave-[0-9a-f]{16}");
  }

  private static RestyleOrder own(String prompt, long seed) {
    return RestyleOrder.of(null, prompt, seed, RestyleOrder.DEFAULT_STRENGTH);
  }
}
