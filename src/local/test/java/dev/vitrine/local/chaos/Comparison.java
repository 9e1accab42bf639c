package dev.vitrine.local.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares the catalog after the troubles with that of a clean run.
 *
 * @param missing keys that got their 200 and have no record
 * @param unfinished keys whose work has not ended
 * @param different keys whose record differs from the clean run's, with both
 * @param unlocked keys whose correction got its 200 and is gone
 * @param stray objects that no record accounts for
 */
record Comparison(
    List<String> missing,
    List<String> unfinished,
    Map<String, String> different,
    List<String> unlocked,
    List<String> stray) {
  static final String ATTRIBUTE = "material";
  static final String CORRECTION = "bamboo";

  private static final Set<String> UNFINISHED = Set.of("received", "running");

  /**
   * Compares.
   *
   * @param wanted what a clean run makes of each content, as of {@link #essence}
   * @param uploaded content by key, of each upload that got its 200
   * @param corrected keys whose correction got its 200
   * @param images by key
   * @param objects keys of all objects in the bucket
   */
  static Comparison of(
      Map<String, JsonNode> wanted,
      Map<String, String> uploaded,
      Collection<String> corrected,
      Map<String, JsonNode> images,
      List<String> objects) {
    List<String> missing = new ArrayList<>();
    List<String> unfinished = new ArrayList<>();
    Map<String, String> different = new TreeMap<>();
    uploaded.forEach(
        (key, content) -> {
          JsonNode image = images.get(key);
          if (image == null) {
            missing.add(key);
          } else if (isUnfinished(image)) {
            unfinished.add(key);
          } else {
            JsonNode is = withoutTexts(essence(image), corrected.contains(key));
            JsonNode should = withoutTexts(wanted.get(content), corrected.contains(key));
            if (!is.equals(should)) {
              different.put(key, is + " instead of " + should);
            }
          }
        });
    List<String> unlocked =
        new TreeSet<>(corrected).stream().filter(key -> !isCorrected(images.get(key))).toList();
    return new Comparison(missing, unfinished, different, unlocked, stray(images, objects));
  }

  static boolean isUnfinished(JsonNode image) {
    return UNFINISHED.contains(image.path("status").asText());
  }

  /** {@return what must be equal in both runs: no times, executions or corrections} */
  static JsonNode essence(JsonNode image) {
    ObjectNode essence = JsonNodeFactory.instance.objectNode();
    for (String field : List.of("status", "colors", "background", "caption")) {
      essence.set(field, image.path(field));
    }
    essence.put("prompt", image.path("prompt").path("text").asText());
    essence.put("error", image.path("error").path("code").asText());
    for (JsonNode tag : image.path("tags")) {
      essence.withArrayProperty("tags").add(tag.path("label").asText());
    }
    ObjectNode attributes = essence.putObject("attributes");
    image
        .path("attributes")
        .fields()
        .forEachRemaining(
            entry -> {
              if (!entry.getKey().equals(ATTRIBUTE)) {
                attributes.set(entry.getKey(), entry.getValue().path("value"));
              }
            });
    return essence;
  }

  /** A correction writes the texts anew, so those of a corrected image are not compared. */
  private static JsonNode withoutTexts(JsonNode essence, boolean isCorrected) {
    ObjectNode compared = essence.deepCopy();
    return isCorrected ? compared.without(List.of("caption", "prompt")) : compared;
  }

  private static boolean isCorrected(JsonNode image) {
    JsonNode value = image == null ? null : image.path("attributes").path(ATTRIBUTE);
    return value != null
        && value.path("value").asText().equals(CORRECTION)
        && value.path("locked").asBoolean();
  }

  private static List<String> stray(Map<String, JsonNode> images, List<String> objects) {
    Set<String> prefixes = new HashSet<>();
    images
        .values()
        .forEach(
            image ->
                prefixes.add(
                    ".vitrine/%s/%s/%s/"
                        .formatted(
                            image.path("seller").asText(),
                            image.path("imageId").asText(),
                            image.path("revision").asText())));
    return objects.stream()
        .filter(key -> !images.containsKey(key))
        .filter(key -> prefixes.stream().noneMatch(key::startsWith))
        .toList();
  }

  /** {@return whether nothing is lost, different or left over} */
  boolean isEqual() {
    return missing.isEmpty()
        && unfinished.isEmpty()
        && different.isEmpty()
        && unlocked.isEmpty()
        && stray.isEmpty();
  }
}
