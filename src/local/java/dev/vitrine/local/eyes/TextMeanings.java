package dev.vitrine.local.eyes;

import dev.vitrine.meaning.TextReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Embeddings of texts that describe pictures. The last used are kept: opening the text side and
 * reading takes a second and more, and a page asks again for the same.
 */
final class TextMeanings {
  /** Texts that are kept, of some 3 KB each. */
  private static final int MOST = 256;

  private final TextReading texts;
  private final Map<String, float[]> known = new LinkedHashMap<>(16, 0.75f, true);

  TextMeanings(TextReading texts) {
    this.texts = texts;
  }

  /**
   * {@return the embedding of a photo of what the text says, of length 1}
   *
   * @param text blank for a photo of anything
   */
  float[] of(String text) {
    String sentence = TextReader.sentence(text);
    float[] kept = fromCache(sentence);
    return kept == null ? read(sentence) : kept;
  }

  private float @Nullable [] fromCache(String sentence) {
    synchronized (known) {
      return known.get(sentence);
    }
  }

  /**
   * Reads a sentence; with the first one also {@link TextReader#ANYTHING}, which is always asked
   * for next.
   */
  private float[] read(String sentence) {
    Stream<String> first = Stream.of(TextReader.ANYTHING).filter(one -> fromCache(one) == null);
    List<String> unread = Stream.concat(Stream.of(sentence), first).distinct().toList();
    float[][] vectors = texts.read(side -> side.encode(unread));
    synchronized (known) {
      for (int i = 0; i < vectors.length; i++) {
        known.put(unread.get(i), vectors[i]);
      }
      var eldest = known.keySet().iterator();
      while (known.size() > MOST) {
        eldest.next();
        eldest.remove();
      }
    }
    return vectors[0];
  }
}
