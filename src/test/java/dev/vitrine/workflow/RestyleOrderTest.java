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

  /** Ids of orders that were made before anything could be kept stay what they are. */
  @Test
  void theSameOrderThatKeepsTheProductIsAnotherOne() {
    RestyleOrder kept =
        RestyleOrder.of(
            "starry-night", null, 0, RestyleOrder.DEFAULT_STRENGTH, RestyleOrder.Keep.PRODUCT);

    assertThat(kept.id()).matches("starry-night-[0-9a-f]{16}").isNotEqualTo(night().id());
    assertThat(night().id()).isEqualTo("starry-night-ba8f381f7667507e");
  }

  private static RestyleOrder night() {
    return RestyleOrder.ofStyle("starry-night");
  }

  private static RestyleOrder own(String prompt, long seed) {
    return RestyleOrder.of(null, prompt, seed, RestyleOrder.DEFAULT_STRENGTH);
  }
}
