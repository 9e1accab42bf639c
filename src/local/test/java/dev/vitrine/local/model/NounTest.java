package dev.vitrine.local.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NounTest {
  @Test
  void takesTheArticleThatEnglishWants() {
    assertThat(Noun.withArticle("coffee mug")).isEqualTo("a coffee mug");
    assertThat(Noun.withArticle("umbrella")).isEqualTo("an umbrella");
    assertThat(Noun.withArticle("hourglass")).isEqualTo("an hourglass");
    assertThat(Noun.withArticle("unicycle")).isEqualTo("a unicycle");
    assertThat(Noun.withArticle("ukulele")).isEqualTo("a ukulele");
    assertThat(Noun.withArticle("compass")).isEqualTo("a compass");
  }

  @Test
  void takesNoArticleInThePluralNorForStuff() {
    assertThat(Noun.withArticle("red socks")).isEqualTo("red socks");
    assertThat(Noun.withArticle("binoculars")).isEqualTo("binoculars");
    assertThat(Noun.withArticle("french bread")).isEqualTo("french bread");
  }
}
