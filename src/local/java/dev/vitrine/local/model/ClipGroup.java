package dev.vitrine.local.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.vocabulary.LabelSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Labels that a request wants scored together.
 *
 * @param name what the answer calls the group
 * @param setName see {@link LabelSet#name}
 * @param labels what was sent; null when only the set's name was
 * @param each whether labels are scored each by itself
 * @param most how many predictions are wanted
 */
record ClipGroup(String name, String setName, @Nullable LabelSet labels, boolean each, int most) {
  static final int MAX_GROUPS = 64;

  /**
   * Reads what is to be scored: several groups, or the one that the request itself is.
   *
   * @throws EndpointException INVALID_JSON or INVALID_LABELS
   */
  static List<ClipGroup> of(Invocation request) {
    JsonNode groups = request.options().path("groups");
    if (groups.isMissingNode()) {
      return List.of(one(request));
    }
    if (!groups.isArray() || groups.isEmpty() || groups.size() > MAX_GROUPS) {
      throw Invocation.invalid("groups must be a list of 1 to " + MAX_GROUPS + ".");
    }
    if (request.options().has("candidate_labels") || request.options().has("label_set")) {
      throw invalidLabels("Give groups, or candidate_labels or label_set, not both.");
    }
    List<ClipGroup> all = new ArrayList<>();
    for (JsonNode group : groups) {
      if (!group.isObject()) {
        throw Invocation.invalid("each group must be an object.");
      }
      all.add(one(new Invocation(request.picture(), group)));
    }
    return all;
  }

  private static ClipGroup one(Invocation request) {
    JsonNode options = request.options();
    JsonNode given = options.path("label_set");
    @Nullable LabelSet labels = options.has("candidate_labels") ? candidates(options) : null;
    if (labels == null && (!given.isTextual() || given.asText().isEmpty())) {
      throw invalidLabels("Give candidate_labels or the name of a label_set.");
    }
    String setName = labels == null ? given.asText() : labels.name();
    if (given.isTextual() && !given.asText().equals(setName)) {
      throw invalidLabels("label_set is not the name of these candidate_labels.");
    }
    return new ClipGroup(
        options.path("name").asText(setName),
        setName,
        labels,
        request.flag("multi_label"),
        request.whole("top_k", LabelSet.MOST_LABELS, 1, LabelSet.MOST_LABELS));
  }

  private static LabelSet candidates(JsonNode options) {
    JsonNode template = options.path("hypothesis_template");
    List<String> templates;
    if (template.isMissingNode() || template.isNull()) {
      templates = LabelSetCheck.DEFAULT_TEMPLATES;
    } else {
      templates = template.isTextual() ? List.of(template.asText()) : texts(template);
    }
    try {
      return LabelSetCheck.checked(texts(options.path("candidate_labels")), templates);
    } catch (IllegalArgumentException e) {
      throw invalidLabels("The label set is refused: " + e.getMessage() + ".");
    }
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>(array.size());
    for (JsonNode text : array) {
      if (!text.isTextual()) {
        throw invalidLabels("Labels and templates are lists of texts.");
      }
      texts.add(text.asText());
    }
    return texts;
  }

  private static EndpointException invalidLabels(String sentence) {
    return new EndpointException(EndpointError.INVALID_LABELS, sentence);
  }
}
