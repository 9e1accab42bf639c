package dev.vitrine.tag;

import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Suggestion;
import dev.vitrine.vocabulary.Tag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found on a picture.
 *
 * @param tags at most 20, best first; empty when the model is not sure of any label
 * @param suggestions at most 20, best first; none of them claimed
 * @param attributes by name; only those the model is sure of
 * @param notSure questions left open, in the vocabulary's order
 * @param embedding what the model saw; null from one that does not tell
 */
public record TagImageResult(
    List<Tag> tags,
    List<Suggestion> suggestions,
    Map<String, Attribute> attributes,
    List<NotSure> notSure,
    @Nullable Embedding embedding) {
  public TagImageResult {
    tags = List.copyOf(tags);
    suggestions = List.copyOf(suggestions);
    attributes = Map.copyOf(attributes);
    notSure = notSure == null ? List.of() : List.copyOf(notSure); // from before an upgrade
  }
}
