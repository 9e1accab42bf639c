package dev.vitrine.vocabulary;

import static dev.vitrine.tag.Vocabularies.category;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CategoryTest {
  @Test
  void aKindOfWhichAKindBelowIsCalledTheSameNamesProductsAndAGroupDoesNot() {
    Category guitar = above("Guitar", "electric guitar", "ukulele");
    Category strings = category("string instruments", guitar, Category.leaf("violin"));

    assertThat(Category.leaf("french bread").namesProducts()).isTrue();
    assertThat(guitar.namesProducts()).isTrue();
    assertThat(strings.namesProducts()).isFalse();
    assertThat(above("bakery", "french bread", "bagel").namesProducts()).isFalse();
    assertThat(above("car", "scar").namesProducts()).as("a word, not an ending").isFalse();
  }

  private static Category above(String name, String... below) {
    return category(name, Stream.of(below).map(Category::leaf).toArray(Category[]::new));
  }
}
