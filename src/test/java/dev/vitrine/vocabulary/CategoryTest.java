package dev.vitrine.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CategoryTest {
  @Test
  void aKindOfWhichAKindBelowIsCalledTheSameNamesProductsAndAGroupDoesNot() {
    Category guitar = above("Guitar", "electric guitar", "ukulele");
    Category strings =
        new Category(
            "string instruments",
            List.of(),
            null,
            null,
            null,
            Map.of(),
            false,
            List.of(guitar, Category.leaf("violin")));

    assertThat(Category.leaf("french bread").namesProducts()).isTrue();
    assertThat(guitar.namesProducts()).isTrue();
    assertThat(strings.namesProducts()).isFalse();
    assertThat(above("bakery", "french bread", "bagel").namesProducts()).isFalse();
    assertThat(above("car", "scar").namesProducts()).as("a word, not an ending").isFalse();
  }

  private static Category above(String name, String... below) {
    return new Category(
        name,
        List.of(),
        null,
        null,
        null,
        Map.of(),
        false,
        List.of(below).stream().map(Category::leaf).toList());
  }
}
