package dev.vitrine.tag;

import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Suggestion;
import dev.vitrine.vocabulary.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values found on a picture.
 *
 * @param tags accepted labels, highest score first; empty if the model is sure of none
 * @param suggestions likely but not accepted: at most 10 tags, and 3 values for the category and
 *     each question; highest score first
 * @param attributes by name; only those the model is sure of
 * @param notSure questions left open, in the vocabulary's order
 * @param embedding what the model saw; null from one that does not tell
 * @param asOf when the vocabulary and the seller's thresholds were read; null if nobody noted it
 */
public record TagImageResult(
    List<Tag> tags,
    List<Suggestion> suggestions,
    Map<String, Attribute> attributes,
    List<NotSure> notSure,
    @Nullable Embedding embedding,
    @Nullable Instant asOf) {
  public TagImageResult {
    tags = List.copyOf(tags);
    suggestions = List.copyOf(suggestions);
    attributes = Map.copyOf(attributes);
    notSure = notSure == null ? List.of() : List.copyOf(notSure); // from before an upgrade
  }

  /** Makes the values by a vocabulary that was read at an unknown time. */
  public TagImageResult(
      List<Tag> tags,
      List<Suggestion> suggestions,
      Map<String, Attribute> attributes,
      List<NotSure> notSure,
      @Nullable Embedding embedding) {
    this(tags, suggestions, attributes, notSure, embedding, null);
  }

  /** {@return the same values of a vocabulary and thresholds that were read at that time} */
  public TagImageResult asOf(Instant reading) {
    return new TagImageResult(tags, suggestions, attributes, notSure, embedding, reading);
  }
}
