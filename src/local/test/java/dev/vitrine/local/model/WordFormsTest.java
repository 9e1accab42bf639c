package dev.vitrine.local.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;

class WordFormsTest {
  private static boolean same(String one, String other) {
    return !Collections.disjoint(WordForms.of(one), WordForms.of(other));
  }

  @Test
  void takesSpellingsOfOneWordForTheSame() {
    assertThat(same("T-Shirt", "t shirts")).isTrue();
    assertThat(same("salt shaker", "saltshaker")).isTrue();
    assertThat(same("puppies", "puppy")).isTrue();
    assertThat(same("watches", "watch")).isTrue();
    assertThat(same("jack-o'-lantern", "Jack-o-lantern")).isTrue();
  }

  @Test
  void keepsDifferentWordsApart() {
    assertThat(same("glass", "glas")).isFalse();
    assertThat(same("coffee mug", "mug")).isFalse();
  }
}
