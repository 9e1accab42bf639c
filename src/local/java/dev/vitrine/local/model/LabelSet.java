package dev.vitrine.local.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The texts that a picture is compared with.
 *
 * @param labels 1 to {@value #MAX_LABELS}, distinct, in the caller's order; each 1 to {@value
 *     #MAX_LENGTH} characters, not blank, without control characters
 * @param templates 1 to {@value #MAX_TEMPLATES}, each with {@code {}} exactly once, where the label
 *     goes
 */
public record LabelSet(List<String> labels, List<String> templates) {
  /** The template of a caller who gives none. */
  public static final List<String> DEFAULT_TEMPLATES = List.of("a photo of {}");

  static final int MAX_LABELS = dev.vitrine.vocabulary.LabelSet.MOST_LABELS;
  static final int MAX_TEMPLATES = dev.vitrine.vocabulary.LabelSet.MOST_TEMPLATES;
  static final int MAX_LENGTH = dev.vitrine.vocabulary.LabelSet.LONGEST_TEXT;

  /**
   * @throws IllegalArgumentException when a list is empty, too long, or holds a text that is blank,
   *     too long, repeated, or not text
   */
  public LabelSet {
    labels = checked("label", labels, MAX_LABELS);
    templates = checked("template", templates, MAX_TEMPLATES);
    for (String template : templates) {
      if (!dev.vitrine.vocabulary.LabelSet.isTemplate(template)) {
        throw new IllegalArgumentException("a template must contain {} exactly once: " + template);
      }
    }
  }

  /** A set of labels with the default template. */
  public static LabelSet of(List<String> labels) {
    return new LabelSet(labels, DEFAULT_TEMPLATES);
  }

  /**
   * The name that callers and endpoints agree on: the SHA-256, as 64 lowercase hex digits, of the
   * UTF-8 bytes of this compact JSON and nothing else:
   *
   * <pre>{"labels":["coffee mug","teapot"],"templates":["a photo of {}"]}</pre>
   *
   * <p>Keys in that order, no spaces between tokens, arrays in the caller's order, texts exactly as
   * given; non-ASCII characters and {@code /} unescaped, only {@code "} and {@code \} escaped
   * (other characters that JSON would escape are refused). The example's name is {@code
   * 88b67479fdb193c4859fe9f1b6c4407a66725440f2cbfbc81b286c3649d195ff}. The model, {@code top_k} and
   * {@code multi_label} are no part of it.
   */
  public String name() {
    Map<String, List<String>> canonical = new LinkedHashMap<>();
    canonical.put("labels", labels);
    canonical.put("templates", templates);
    try {
      return sha256(Answer.JSON.writeValueAsBytes(canonical));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("two lists of texts that cannot be written", e);
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static List<String> checked(String what, List<String> texts, int most) {
    if (texts.isEmpty() || texts.size() > most) {
      throw new IllegalArgumentException(
          "there must be 1 to " + most + " " + what + "s, not " + texts.size());
    }
    var seen = new HashSet<String>();
    for (String text : texts) {
      if (dev.vitrine.vocabulary.LabelSet.isBlank(text)
          || text.codePointCount(0, text.length()) > MAX_LENGTH
          || !isText(text)) {
        throw new IllegalArgumentException(
            "a " + what + " is blank, over " + MAX_LENGTH + " characters, or not plain text");
      }
      if (!seen.add(text)) {
        throw new IllegalArgumentException("a " + what + " is given twice: " + text);
      }
    }
    return List.copyOf(texts);
  }

  /** Control characters and half surrogates have no one JSON form, so no one name. */
  private static boolean isText(String text) {
    return text.chars().noneMatch(c -> c < 0x20)
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
