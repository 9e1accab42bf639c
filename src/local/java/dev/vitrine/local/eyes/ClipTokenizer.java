package dev.vitrine.local.eyes;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Texts as token ids, all of one length: cleaned, cut, padded. DJL's library reads tokenizer.json;
 * any number of threads may ask at a time.
 */
final class ClipTokenizer implements AutoCloseable {
  private static final String FILE = "textual/tokenizer.json";
  private static final int TEXTS_AT_ONCE = 256;

  private final HuggingFaceTokenizer tokenizer;
  private final TextForm form;
  private final long pad;
  private final long separator;

  private ClipTokenizer(HuggingFaceTokenizer tokenizer, TextForm form, long pad, long separator) {
    this.tokenizer = tokenizer;
    this.form = form;
    this.pad = pad;
    this.separator = separator;
  }

  /**
   * Opens the tokenizer of a model's folder.
   *
   * @param cache folder for the native library, which is unpacked there once (15 MB)
   * @throws UnusableModelException if it is missing, unreadable, or does not know its own tokens
   */
  static ClipTokenizer open(Path folder, TextForm form, Path cache) throws UnusableModelException {
    Path file = FolderJson.require(folder, FILE);
    HuggingFaceTokenizer tokenizer;
    try {
      tokenizer = library(cache, file, form.length());
    } catch (IOException | RuntimeException | LinkageError e) {
      throw new UnusableModelException(folder, FILE + " cannot be read: " + e.getMessage(), e);
    }
    long pad = id(tokenizer, form.pad());
    long separator = form.separator().isEmpty() ? 0 : id(tokenizer, form.separator());
    if (pad < 0 || separator < 0) {
      tokenizer.close();
      throw new UnusableModelException(
          folder, FILE + " does not know the token " + (pad < 0 ? form.pad() : form.separator()));
    }
    return new ClipTokenizer(tokenizer, form, pad, separator);
  }

  private static HuggingFaceTokenizer library(Path cache, Path file, int length)
      throws IOException {
    String most = Integer.toString(length);
    return TokenizerLibrary.open(
        cache,
        file,
        Map.of(
            "padding", "false", "truncation", "true", "maxLength", most, "modelMaxLength", most));
  }

  private static long id(HuggingFaceTokenizer tokenizer, String token) {
    Encoding encoding = tokenizer.encode(token, false, false);
    boolean known = encoding.getIds().length == 1 && encoding.getTokens()[0].equals(token);
    return known ? encoding.getIds()[0] : -1;
  }

  /** {@return for each text whether the network sees all of it} */
  boolean[] fitting(List<String> texts) {
    boolean[] fitting = new boolean[texts.size()];
    for (int from = 0; from < fitting.length; from += TEXTS_AT_ONCE) {
      List<String> some = texts.subList(from, Math.min(fitting.length, from + TEXTS_AT_ONCE));
      Encoding[] encodings = encode(some);
      for (int i = 0; i < encodings.length; i++) {
        fitting[from + i] = !encodings[i].exceedMaxLength();
      }
    }
    return fitting;
  }

  private Encoding[] encode(List<String> texts) {
    return tokenizer.batchEncode(texts.stream().map(form.cleaning()::clean).toList());
  }

  /** {@return for each text {@link TextForm#length} ids} */
  long[][] ids(List<String> texts) {
    Encoding[] encodings = encode(texts);
    long[][] ids = new long[encodings.length][];
    for (int i = 0; i < ids.length; i++) {
      long[] own = encodings[i].getIds();
      ids[i] = Arrays.copyOf(own, form.length());
      for (int t = 0; t < form.length(); t++) {
        if (t >= own.length) {
          ids[i][t] = pad;
        }
        if (!form.separator().isEmpty() && ids[i][t] == separator) {
          ids[i][t] = 0;
        }
      }
    }
    return ids;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
