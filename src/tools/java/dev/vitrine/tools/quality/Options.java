package dev.vitrine.tools.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command line: two arguments, and options that each have a value.
 *
 * @param arguments the folder of pictures and the file of labels
 * @param values by option, without the dashes
 */
record Options(List<String> arguments, Map<String, String> values) {

  /**
   * @throws IllegalArgumentException with a sentence, when it is none
   */
  static Options read(String[] line, Set<String> known) {
    List<String> arguments = new ArrayList<>();
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < line.length; i++) {
      if (!line[i].startsWith("--")) {
        arguments.add(line[i]);
        continue;
      }
      String name = line[i].substring(2);
      if (!known.contains(name)) {
        throw new IllegalArgumentException("There is no option " + line[i] + ".");
      }
      if (++i == line.length) {
        throw new IllegalArgumentException("--" + name + " needs a value.");
      }
      values.put(name, line[i]);
    }
    if (arguments.size() != 2) {
      throw new IllegalArgumentException("Give the folder of pictures and the file of labels.");
    }
    return new Options(arguments, values);
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * {@return the values of an option that takes several, with commas between; empty if not given}
   */
  List<String> list(String name) {
    return get(name).map(given -> List.of(given.split(","))).orElse(List.of());
  }

  double number(String name, double otherwise) {
    String given = values.get(name);
    if (given == null) {
      return otherwise;
    }
    try {
      return Double.parseDouble(given);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--" + name + " is not a number: " + given, e);
    }
  }

  Part part(Part otherwise) {
    String given = values.get("part");
    if (given == null) {
      return otherwise;
    }
    for (Part part : Part.values()) {
      if (part.word().equals(given)) {
        return part;
      }
    }
    throw new IllegalArgumentException("--part is fit, held-out or all, not " + given + ".");
  }
}
