package dev.vitrine.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.image.PictureHash;
import dev.vitrine.table.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Pointers that lead to an image: one in the list by file name, one for each value it is found by,
 * one for each band of its hash, and, when nothing works on it any more, one for its status.
 *
 * @param positions position of the pointer, by value
 */
record Pointers(SortedMap<Facet.Key, String> positions) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, List<String>>> STORED = new TypeReference<>() {};

  static final Pointers NONE = new Pointers(new TreeMap<>());

  Pointers {
    positions = Collections.unmodifiableSortedMap(new TreeMap<>(positions));
  }

  /**
   * One pointer to move, add or remove.
   *
   * @param from its position; null if there is none yet
   * @param to its position afterwards; null if it is deleted
   */
  record Move(Facet.Key value, @Nullable String from, @Nullable String to) {
    /** {@return by how much the number of images with the value changes: 1, -1 or 0} */
    int difference() {
      return (to == null ? 0 : 1) - (from == null ? 0 : 1);
    }
  }

  /** {@return the pointers an image should have; none when it is deleted} */
  static Pointers of(@Nullable ImageRecord image) {
    TreeMap<Facet.Key, String> positions = new TreeMap<>();
    if (image != null) {
      String position = image.position();
      positions.put(Facet.Key.byName(), Position.byName(image.picture().key(), position));
      image.facets().forEach(value -> positions.put(value, position));
      if (!image.status().unfinished()) {
        positions.put(Facet.Key.status(image.status()), position);
      }
      PictureHash hash = image.hash();
      if (hash != null) {
        String place = new ImageIndex.Look(position, hash).place();
        hash.bands().forEach(band -> positions.put(Facet.Key.look(band), place));
      }
    }
    return new Pointers(positions);
  }

  List<Move> movesTo(Pointers wanted) {
    List<Move> moves = new ArrayList<>();
    positions.forEach(
        (value, from) -> {
          String to = wanted.positions.get(value);
          if (!from.equals(to)) {
            moves.add(new Move(value, from, to));
          }
        });
    wanted.positions.forEach(
        (value, to) -> {
          if (!positions.containsKey(value)) {
            moves.add(new Move(value, null, to));
          }
        });
    return moves;
  }

  Pointers with(List<Move> moves) {
    TreeMap<Facet.Key, String> moved = new TreeMap<>(positions);
    for (Move move : moves) {
      if (move.to() == null) {
        moved.remove(move.value());
      } else {
        moved.put(move.value(), move.to());
      }
    }
    return new Pointers(moved);
  }

  boolean isEmpty() {
    return positions.isEmpty();
  }

  /** {@return values by position: most have the same one, which is long} */
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

  static Pointers ofJson(String json) {
    TreeMap<Facet.Key, String> positions = new TreeMap<>();
    try {
      JSON.readValue(json, STORED)
          .forEach(
              (position, values) ->
                  values.forEach(value -> positions.put(Facet.Key.ofText(value), position)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the table has pointers that cannot be read", e);
    }
    return new Pointers(positions);
  }
}
