package dev.vitrine.vocabulary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Each word of a vocabulary can be filtered by, accepted and dismissed, however long it is. */
class LongestLabelTest {
  private static Vocabulary withTag(int length) {
    String json =
        """
        {"name": "shop", "templates": ["{}"], "categories": ["mug", "cup"], "attributes": [],
         "tags": ["%s"], "calibrations": []}
        """
            .formatted("x".repeat(length));
    return VocabularyFile.ofJson(json.getBytes(UTF_8)).vocabulary();
  }

  @Test
  void theLongestWordOfAVocabularyIsATag() {
    String longest = withTag(100).tags().get(0).name();

    TagLabel label = new TagLabel(longest);

    assertThat(label.value()).hasSize(100).isEqualTo(longest);
  }

  @Test
  void noWordIsLongerThanATag() {
    assertThatThrownBy(() -> withTag(101)).isInstanceOf(InvalidVocabularyException.class);
    assertThatThrownBy(() -> new TagLabel("x".repeat(101)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
