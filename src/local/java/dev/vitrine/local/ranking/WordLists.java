package dev.vitrine.local.ranking;

import dev.vitrine.vocabulary.LabelSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The phrases that prompts are made of, list after list. A phrase is named by its place among all.
 * model-artifacts/tests/local_words.py makes the files.
 */
final class WordLists {
  /** What answers call these lists: the sellers' of clip-interrogator, their flavors cut. */
  static final String NAME = "seller, the 2048 most used flavors";

  /** The lists whose phrases describe pictures, in the order of the container's. */
  static final String MERGED = "merged";

  static final String NEGATIVE = "negative";
  private static final List<String> NAMES = List.of("artists", "flavors", "mediums", "movements");

  /** Read at once, in a time in which another reader of texts can wait. */
  private static final int PHRASES_OF_A_PART = 128;

  private final List<String> phrases = new ArrayList<>();

  /** By the list's name, the first place and the one after the last. */
  private final Map<String, int[]> places = new LinkedHashMap<>();

  private final List<LabelSet> parts = new ArrayList<>();

  private WordLists() {}

  /** {@return the lists that come with the application} */
  static WordLists shipped() {
    WordLists lists = new WordLists();
    for (String name : NAMES) {
      lists.add(name, lines(name));
    }
    lists.places.put(MERGED, new int[] {0, lists.phrases.size()});
    lists.add(NEGATIVE, lines(NEGATIVE));
    for (int from = 0; from < lists.phrases.size(); from += PHRASES_OF_A_PART) {
      int to = Math.min(lists.phrases.size(), from + PHRASES_OF_A_PART);
      lists.parts.add(new LabelSet(lists.phrases.subList(from, to), List.of(LabelSet.PLACE)));
    }
    return lists;
  }

  private void add(String name, List<String> list) {
    places.put(name, new int[] {phrases.size(), phrases.size() + list.size()});
    phrases.addAll(list);
  }

  private static List<String> lines(String name) {
    String file = "/words/" + name + ".txt";
    try (InputStream words = Objects.requireNonNull(WordLists.class.getResourceAsStream(file))) {
      return new String(words.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /** {@return all phrases as label sets, one after the other, which a model can learn} */
  List<LabelSet> parts() {
    return Collections.unmodifiableList(parts);
  }

  /** {@return how many phrases there are} */
  int size() {
    return phrases.size();
  }

  String phrase(int place) {
    return phrases.get(place);
  }

  /** {@return the name of the list that the phrase is in} */
  String listOf(int place) {
    return places.entrySet().stream()
        .filter(list -> !list.getKey().equals(MERGED))
        .filter(list -> list.getValue()[0] <= place && place < list.getValue()[1])
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  /** {@return the places of a list; of no phrases if there is no such list} */
  List<Integer> places(String list) {
    int[] ends = places.getOrDefault(list, new int[2]);
    List<Integer> all = new ArrayList<>();
    for (int place = ends[0]; place < ends[1]; place++) {
      all.add(place);
    }
    return all;
  }
}
