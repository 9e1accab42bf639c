package dev.vitrine.local.florence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.local.eyes.FolderJson;
import dev.vitrine.local.eyes.UnusableModelException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * How an answer is continued: always by the likeliest token, under the rules of
 * generation_config.json that hold for greedy decoding, as transformers applies them.
 *
 * @param start the token before an answer
 * @param ends tokens that end it
 * @param first the token that an answer must begin with; negative for any
 * @param last the token that an answer of full length must end with; negative for any
 * @param unique an answer has each sequence of so many tokens at most once; 0 for no rule
 * @see <a href="https://huggingface.co/docs/transformers/internal/generation_utils">Utilities for
 *     generation</a>
 */
record AnswerRules(long start, Set<Long> ends, long first, long last, int unique) {
  private static final int MOST = 1 << 24;

  /** The file's own members; else those of the text model in config.json. */
  static AnswerRules read(Path folder, FolderJson text) throws UnusableModelException {
    FolderJson generation = FolderJson.readIfThere(folder, "generation_config.json");
    return new AnswerRules(
        source(generation, text, "decoder_start_token_id").whole("decoder_start_token_id", 0, MOST),
        ends(source(generation, text, "eos_token_id")),
        source(generation, text, "forced_bos_token_id").whole("forced_bos_token_id", 0, MOST, -1),
        source(generation, text, "forced_eos_token_id").whole("forced_eos_token_id", 0, MOST, -1),
        source(generation, text, "no_repeat_ngram_size").whole("no_repeat_ngram_size", 0, MOST, 0));
  }

  private static FolderJson source(FolderJson generation, FolderJson text, String member) {
    return generation.has(member) ? generation : text;
  }

  /** One token, or several. */
  private static Set<Long> ends(FolderJson json) throws UnusableModelException {
    JsonNode value = json.json().path("eos_token_id");
    Set<Long> ends = new HashSet<>();
    for (JsonNode end : value.isArray() ? value : Set.of(value)) {
      if (!end.canConvertToInt()) {
        throw json.wrong("eos_token_id", "must be a token's number");
      }
      ends.add(end.longValue());
    }
    return Set.copyOf(ends);
  }

  /**
   * {@return whether an answer has ended}
   *
   * @param answer the start and the answer so far
   * @param longest tokens that an answer may have
   */
  boolean isOver(Tokens answer, int longest) {
    int length = answer.size();
    return length > longest || (length > 1 && ends.contains(answer.get(length - 1)));
  }

  /**
   * {@return the next token}
   *
   * @param logits how likely each token is, as the network says it
   * @throws IllegalStateException when they are not numbers
   */
  long next(float[] logits, Tokens answer, int longest) {
    int length = answer.size();
    if (length == longest && last >= 0) {
      return last;
    }
    if (length == 1 && first >= 0) {
      return first;
    }
    Set<Long> used = repeats(answer);
    long best = -1;
    for (int token = 0; token < logits.length; token++) {
      boolean isBetter = best < 0 || logits[token] > logits[(int) best];
      if (isBetter && !Float.isNaN(logits[token]) && !used.contains((long) token)) {
        best = token;
      }
    }
    if (best < 0 || !Float.isFinite(logits[(int) best])) {
      throw new IllegalStateException("the decoder does not answer with numbers");
    }
    return best;
  }

  /** The tokens that would repeat what was said. */
  private Set<Long> repeats(Tokens answer) {
    Set<Long> repeats = new HashSet<>();
    int before = unique - 1;
    for (int from = 0; unique > 0 && from + before < answer.size(); from++) {
      if (answer.repeatsAtEnd(from, before)) {
        repeats.add(answer.get(from + before));
      }
    }
    return repeats;
  }
}
