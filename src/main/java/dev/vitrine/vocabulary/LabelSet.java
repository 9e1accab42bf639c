package dev.vitrine.vocabulary;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.image.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * Labels that are scored together. An endpoint keeps their embeddings under {@link #name()}, so
 * that a request needs no more than the picture and this name.
 *
 * @param labels unique; of equal scores, that of the earlier label comes first
 * @param templates sentences in which {@code {}} stands for the label, exactly once
 */
public record LabelSet(List<String> labels, List<String> templates) {
  /** Most labels of a set. This and the next are the limits of model-artifacts/contract. */
  public static final int MOST_LABELS = 5_000;

  /** Most templates of a set. */
  public static final int MOST_TEMPLATES = 16;

  /** Most characters (code points) of a label or a template. */
  public static final int LONGEST_TEXT = 200;

  /** What stands for the label in a template. */
  public static final String PLACE = "{}";

  private static final int NEXT_LINE = 0x85;
  private static final JsonMapper CANONICAL = new JsonMapper();

  public LabelSet {
    labels = List.copyOf(labels);
    templates = List.copyOf(templates);
    if (labels.isEmpty() || templates.isEmpty()) {
      throw new IllegalArgumentException("a label set needs labels and templates");
    }
  }

  /**
   * {@return lower-case hexadecimal SHA-256 of the compact JSON <code>{"labels":[...],
   * "templates":[...]}</code> in UTF-8, non-ASCII unescaped} Endpoints compute the same name.
   */
  public String name() {
    return HexFormat.of().formatHex(Sha256.of(json()));
  }

  /**
   * {@return whether the endpoints take the text as a template: {@code {}} is in it exactly once}
   */
  public static boolean isTemplate(String text) {
    int place = text.indexOf(PLACE);
    return place >= 0 && text.indexOf(PLACE, place + 1) < 0;
  }

  /** {@return whether the endpoints take the text for blank: no-break spaces are spaces too} */
  public static boolean isBlank(String text) {
    return text.codePoints()
        .allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || c == NEXT_LINE);
  }

  /** {@return the bytes that the labels and templates take in a request} */
  int bytes() {
    return json().length;
  }

  private byte[] json() {
    ObjectNode canonical = CANONICAL.createObjectNode();
    labels.forEach(canonical.putArray("labels")::add);
    templates.forEach(canonical.putArray("templates")::add);
    return canonical.toString().getBytes(StandardCharsets.UTF_8);
  }
}
