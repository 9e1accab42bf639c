package dev.vitrine.tools.quality;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads a color off a file's name: {@code shop-light-blue-shirt_2.jpg} is light blue. */
final class ColorWords {
  private final List<String> names;

  /**
   * @param names of colors
   */
  ColorWords(List<String> names) {
    this.names = names;
  }

  /**
   * {@return the color in the last part of a path; empty when there is none, or more than one}
   *
   * @param path with slashes
   */
  Optional<String> in(String path) {
    String words =
        " "
            + path.substring(path.lastIndexOf('/') + 1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z]+", " ")
                .replace("gray", "grey")
            + " ";
    Set<String> found = new TreeSet<>();
    for (String name : names) {
      if (words.contains(" " + name + " ")) {
        found.add(name);
      }
    }
    // Of "light blue" the words hold "blue" as well.
    found.removeIf(one -> found.stream().anyMatch(other -> other.endsWith(" " + one)));
    return found.size() == 1 ? found.stream().findFirst() : Optional.empty();
  }
}
