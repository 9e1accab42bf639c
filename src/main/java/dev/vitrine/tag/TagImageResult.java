package dev.vitrine.tag;

import java.util.List;
import java.util.Map;

/**
 * What was found on a picture.
 *
 * @param tags at most 20, best first; empty when the model is not sure of any label
 * @param suggestions at most 10, best first; none of them among the tags
 * @param attributes by name; only those the model is sure of
 */
public record TagImageResult(
    List<Tag> tags, List<Suggestion> suggestions, Map<String, Attribute> attributes) {
  public TagImageResult {
    tags = List.copyOf(tags);
    suggestions = List.copyOf(suggestions);
    attributes = Map.copyOf(attributes);
  }
}
