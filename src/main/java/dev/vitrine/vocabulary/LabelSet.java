package dev.vitrine.vocabulary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Labels that are scored together. An endpoint keeps their embeddings under {@link #name()}, so
 * that a request needs no more than the picture and this name.
 *
 * @param labels unique; of equal scores, that of the earlier label comes first
 * @param templates sentences in which {@code {}} stands for the label
 */
public record LabelSet(List<String> labels, List<String> templates) {
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
    ObjectNode canonical = CANONICAL.createObjectNode();
    labels.forEach(canonical.putArray("labels")::add);
    templates.forEach(canonical.putArray("templates")::add);
    try {
      byte[] text = CANONICAL.writeValueAsString(canonical).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new AssertionError("strings are JSON, and every JDK has SHA-256", e);
    }
  }
}
