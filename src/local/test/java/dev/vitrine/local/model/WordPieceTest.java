package dev.vitrine.local.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The expected ids are those of the reference tokenizer for the same file. */
class WordPieceTest {
  private static WordPiece tokenizer;

  @BeforeAll
  static void load() throws IOException {
    try (InputStream json = OnnxRuntime.resource("/all-minilm-l6-v2-tokenizer.json")) {
      tokenizer = new WordPiece(json);
    }
  }

  @Test
  void putsWordsBetweenStartAndEndWithoutPadding() {
    assertThat(tokenizer.encode("coffee mug")).containsExactly(101, 4157, 14757, 102);
    assertThat(tokenizer.encode("")).containsExactly(101, 102);
  }

  @Test
  void dropsCaseAndAccentsAndCutsAtPunctuation() {
    assertThat(tokenizer.encode("Crème-brûlée T-shirt's"))
        .containsExactly(
            101, 13675, 21382, 1011, 7987, 9307, 2063, 1056, 1011, 3797, 1005, 1055, 102);
    assertThat(tokenizer.encode("jack-o-lantern"))
        .containsExactly(101, 2990, 1011, 1051, 1011, 12856, 102);
  }

  @Test
  void readsOtherScriptsAndMarksTheUnknown() {
    assertThat(tokenizer.encode("日本 teapot")).containsExactly(101, 1864, 1876, 5572, 11008, 102);
    assertThat(tokenizer.encode("ключ 🙂"))
        .containsExactly(101, 1189, 29436, 29757, 29752, 100, 102);
  }

  @Test
  void endsAfter128Tokens() {
    long[] ids = tokenizer.encode("mug ".repeat(200));

    assertThat(ids).hasSize(128).endsWith(102);
  }
}
