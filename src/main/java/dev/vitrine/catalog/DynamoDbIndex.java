package dev.vitrine.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which pointers lead to an image, and so which counters count it. The image's item remembers it,
 * so that a change is the difference between what is there and what should be, however the last
 * change ended.
 *
 * @param positions values to the place their pointer is at
 */
record DynamoDbIndex(SortedMap<Facet.Key, String> positions) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, List<String>>> STORED = new TypeReference<>() {};

  static final DynamoDbIndex NONE = new DynamoDbIndex(new TreeMap<>());

  DynamoDbIndex {
    positions = Collections.unmodifiableSortedMap(new TreeMap<>(positions));
  }

  /**
   * One pointer to move, add or remove.
   *
   * @param from where it is; null when there is none
   * @param to where it should be; null when it should go
   */
  record Change(Facet.Key value, @Nullable String from, @Nullable String to) {}

  /** {@return the pointers an image should have; none when it is deleted} */
  static DynamoDbIndex wanted(@Nullable ImageRecord image) {
    TreeMap<Facet.Key, String> positions = new TreeMap<>();
    if (image != null) {
      String position = image.position();
      image.facets().forEach(value -> positions.put(value, position));
    }
    return new DynamoDbIndex(positions);
  }

  List<Change> changesTo(DynamoDbIndex wanted) {
    List<Change> changes = new ArrayList<>();
    positions.forEach(
        (value, from) -> {
          String to = wanted.positions.get(value);
          if (!from.equals(to)) {
            changes.add(new Change(value, from, to));
          }
        });
    wanted.positions.forEach(
        (value, to) -> {
          if (!positions.containsKey(value)) {
            changes.add(new Change(value, null, to));
          }
        });
    return changes;
  }

  DynamoDbIndex with(List<Change> changes) {
    TreeMap<Facet.Key, String> changed = new TreeMap<>(positions);
    for (Change change : changes) {
      if (change.to() == null) {
        changed.remove(change.value());
      } else {
        changed.put(change.value(), change.to());
      }
    }
    return new DynamoDbIndex(changed);
  }

  boolean isEmpty() {
    return positions.isEmpty();
  }

  /** {@return values by position: nearly always one position, which is long} */
  String json() {
    Map<String, List<String>> values = new TreeMap<>();
    positions.forEach(
        (value, position) ->
            values.computeIfAbsent(position, p -> new ArrayList<>()).add(value.text()));
    try {
      return JSON.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new AssertionError("strings are JSON", e);
    }
  }

  static DynamoDbIndex ofJson(String json) {
    TreeMap<Facet.Key, String> positions = new TreeMap<>();
    try {
      JSON.readValue(json, STORED)
          .forEach(
              (position, values) ->
                  values.forEach(value -> positions.put(Facet.Key.ofText(value), position)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the table has an index that cannot be read", e);
    }
    return new DynamoDbIndex(positions);
  }
}
