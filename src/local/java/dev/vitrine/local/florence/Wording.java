package dev.vitrine.local.florence;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.vitrine.local.eyes.FolderJson;
import dev.vitrine.local.eyes.TokenizerLibrary;
import dev.vitrine.local.eyes.UnusableModelException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Questions as token ids, and token ids as text. Thread-safe. */
final class Wording implements AutoCloseable {
  private static final String FILE = "tokenizer.json";

  /**
   * Spaces before punctuation that transformers removes from a text, one replacement after the
   * other.
   */
  private static final List<Map.Entry<String, String>> CLOSED =
      List.of(
          Map.entry(" .", "."),
          Map.entry(" ?", "?"),
          Map.entry(" !", "!"),
          Map.entry(" ,", ","),
          Map.entry(" ' ", "'"),
          Map.entry(" n't", "n't"),
          Map.entry(" 'm", "'m"),
          Map.entry(" 's", "'s"),
          Map.entry(" 've", "'ve"),
          Map.entry(" 're", "'re"));

  private final HuggingFaceTokenizer tokenizer;
  private final boolean closesSpaces;

  private Wording(HuggingFaceTokenizer tokenizer, boolean closesSpaces) {
    this.tokenizer = tokenizer;
    this.closesSpaces = closesSpaces;
  }

  /**
   * Opens the folder's tokenizer.
   *
   * @param cache folder for the native library
   */
  static Wording open(Path folder, Path cache) throws UnusableModelException {
    FolderJson config = FolderJson.read(folder, "tokenizer_config.json");
    boolean closes = config.json().path("clean_up_tokenization_spaces").asBoolean(false);
    Path file = FolderJson.require(folder, FILE);
    try {
      Map<String, String> options = Map.of("padding", "false", "truncation", "false");
      return new Wording(TokenizerLibrary.open(cache, file, options), closes);
    } catch (IOException | RuntimeException | LinkageError e) {
      throw new UnusableModelException(folder, FILE + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** {@return the ids of a text, with those that begin and end it} */
  long[] ids(String text) {
    return tokenizer.encode(text).getIds();
  }

  /** {@return the text of ids, without tokens that stand for no text} */
  String text(long[] ids) {
    return decode(ids, true);
  }

  /** {@return the text of ids, with the tokens that stand for places, begin and end} */
  String marked(long[] ids) {
    return decode(ids, false);
  }

  private String decode(long[] ids, boolean bare) {
    String text = tokenizer.decode(ids, bare);
    if (closesSpaces) {
      for (Map.Entry<String, String> pair : CLOSED) {
        text = text.replace(pair.getKey(), pair.getValue());
      }
    }
    return text;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
