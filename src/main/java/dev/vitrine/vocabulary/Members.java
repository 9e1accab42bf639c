package dev.vitrine.vocabulary;

import dev.vitrine.vocabulary.Draft.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the members of one object of a JSON file, and adds a problem for each that is wrong. */
final class Members {
  private final int line;
  private final String where;
  private final Map<?, ?> members;
  private final boolean isObject;
  private final ProblemList problems;

  /**
   * @param where path of the object in the file; empty for the whole file
   * @param known the names that its members may have
   */
  Members(LinedJson json, String where, Set<String> known, ProblemList problems) {
    this.line = json.line();
    this.where = where;
    this.problems = problems;
    isObject = json.value() instanceof Map;
    if (json.value() instanceof Map<?, ?> object) {
      members = object;
    } else {
      members = Map.of();
      problems.add(line, where, "This must be an object in braces.");
    }
    members.forEach(
        (name, value) -> {
          if (!known.contains(name) && value instanceof LinedJson unknown) {
            String hint = Nearest.hint(name.toString(), known);
            problems.add(unknown.line(), path(name), "This member is unknown." + hint);
          }
        });
  }

  int line() {
    return line;
  }

  /**
   * {@return the text; if it is missing, a problem is added and a made-up name returned, valid and
   * unique, so that no second problem follows from it}
   */
  Text required(String name) {
    Text text = text(name);
    if (text != null) {
      return text;
    }
    if (isObject && member(name) == null) {
      problems.add(line, where, "The member \"" + name + "\" is missing.");
    }
    return new Text(line, path(name), "missing-" + Integer.toHexString(path(name).hashCode()));
  }

  @Nullable Text text(String name) {
    LinedJson member = member(name);
    return member == null ? null : text(member, path(name));
  }

  boolean flag(String name) {
    LinedJson member = member(name);
    if (member == null || member.value() instanceof Boolean) {
      return member != null && Boolean.TRUE.equals(member.value());
    }
    problems.add(member.line(), path(name), "This must be true or false.");
    return false;
  }

  /**
   * {@return the number; if there is none, or none that a double holds, a problem is added and NaN
   * returned}
   */
  double number(String name) {
    LinedJson member = member(name);
    if (member != null && member.value() instanceof Double number && Double.isFinite(number)) {
      return number;
    }
    problems.add(member == null ? line : member.line(), path(name), "This must be a number.");
    return Double.NaN;
  }

  /** {@return the elements of a list; empty if the list is missing} */
  List<LinedJson> list(String name) {
    LinedJson member = member(name);
    if (member == null) {
      return List.of();
    }
    if (!(member.value() instanceof List<?> list)) {
      problems.add(member.line(), path(name), "This must be a list in brackets.");
      return List.of();
    }
    return list.stream().map(LinedJson.class::cast).toList();
  }

  /** {@return the elements of a list of texts} */
  List<Text> texts(String name) {
    List<Text> texts = new ArrayList<>();
    List<LinedJson> list = list(name);
    for (int i = 0; i < list.size(); i++) {
      Text text = text(list.get(i), path(name) + "[" + i + "]");
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** {@return the members of an object of texts, in their order; empty if it is missing} */
  Map<String, Text> textsByName(String name) {
    LinedJson member = member(name);
    if (member == null) {
      return Map.of();
    }
    if (!(member.value() instanceof Map<?, ?> object)) {
      problems.add(member.line(), path(name), "This must be an object in braces.");
      return Map.of();
    }
    Map<String, Text> texts = new LinkedHashMap<>();
    object.forEach(
        (key, value) -> {
          Text text = text((LinedJson) value, path(name) + "." + key);
          if (text != null) {
            texts.put(key.toString(), text);
          }
        });
    return texts;
  }

  /** {@return the path of a member in the file} */
  String path(Object name) {
    return where.isEmpty() ? name.toString() : where + "." + name;
  }

  private @Nullable Text text(LinedJson json, String place) {
    if (json.value() instanceof String text) {
      return new Text(json.line(), place, text);
    }
    problems.add(json.line(), place, "This must be a text in quotation marks.");
    return null;
  }

  /** {@return the member; null if it is missing or null} */
  private @Nullable LinedJson member(String name) {
    return members.get(name) instanceof LinedJson json && json.value() != null ? json : null;
  }
}
