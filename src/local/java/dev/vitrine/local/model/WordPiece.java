package dev.vitrine.local.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * BERT's uncased WordPiece tokenizer, as a {@code tokenizer.json} describes it.
 *
 * <p>Written out here because the library that reads such files brings a native library of 13 MB
 * and an engine with it, and because the file orders padding to 128 tokens, which would make short
 * labels twenty times as dear.
 */
final class WordPiece {
  private static final int MAX_TOKENS = 128;
  private static final int MAX_WORD = 100;

  private final Map<String, Long> ids;

  /**
   * Reads the vocabulary.
   *
   * @param tokenizerJson the {@code tokenizer.json} of a lower-casing BERT model
   */
  WordPiece(InputStream tokenizerJson) throws IOException {
    JsonNode vocabulary = ModelAnswer.JSON.readTree(tokenizerJson).path("model").path("vocab");
    ids = new HashMap<>(vocabulary.size() * 2);
    for (Map.Entry<String, JsonNode> entry : vocabulary.properties()) {
      ids.put(entry.getKey(), entry.getValue().asLong());
    }
  }

  /**
   * Cuts a text into word pieces.
   *
   * @return [CLS], the word pieces, [SEP]: at most 128 ids
   */
  long[] encode(String text) {
    var pieces = new ArrayList<Long>();
    pieces.add(id("[CLS]"));
    for (String word : words(text)) {
      addPieces(word, pieces);
    }
    while (pieces.size() > MAX_TOKENS - 1) {
      pieces.remove(pieces.size() - 1);
    }
    pieces.add(id("[SEP]"));
    return pieces.stream().mapToLong(Long::longValue).toArray();
  }

  private long id(String piece) {
    Long id = ids.get(piece);
    if (id == null) {
      throw new IllegalStateException("the tokenizer's vocabulary lacks " + piece);
    }
    return id;
  }

  /** Greedy longest match from the left; a word with an unmatched rest is unknown as a whole. */
  private void addPieces(String word, List<Long> pieces) {
    var found = new ArrayList<Long>();
    int start = 0;
    while (start < word.length() && word.length() <= MAX_WORD) {
      int end = word.length();
      Long id = null;
      while (end > start) {
        id = ids.get((start > 0 ? "##" : "") + word.substring(start, end));
        if (id != null) {
          break;
        }
        end--;
      }
      if (id == null) {
        break;
      }
      found.add(id);
      start = end;
    }
    if (start == word.length()) {
      pieces.addAll(found);
    } else {
      pieces.add(id("[UNK]"));
    }
  }

  /** Lower case, without accents; split at spaces; punctuation and ideographs stand alone. */
  private static List<String> words(String text) {
    String plain =
        Normalizer.normalize(text, Normalizer.Form.NFD)
            .replaceAll("\\p{Mn}", "")
            .toLowerCase(Locale.ROOT);
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    for (int c : plain.codePoints().toArray()) {
      boolean alone = isPunctuation(c) || Character.isIdeographic(c);
      if (alone || Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        flush(word, words);
        if (alone) {
          words.add(Character.toString(c));
        }
      } else if (!isControl(c)) {
        word.appendCodePoint(c);
      }
    }
    flush(word, words);
    return words;
  }

  private static void flush(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  /** BERT counts every ASCII sign that is neither letter nor digit as punctuation. */
  private static boolean isPunctuation(int c) {
    if (c < 0x80) {
      return c > 0x20 && c < 0x7F && !Character.isLetterOrDigit(c);
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  private static boolean isControl(int c) {
    int type = Character.getType(c);
    return c == 0xFFFD
        || type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.PRIVATE_USE
        || type == Character.SURROGATE
        || type == Character.UNASSIGNED;
  }
}
