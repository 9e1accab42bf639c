package dev.vitrine.vocabulary;

import dev.vitrine.vocabulary.Draft.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of one object of a file; what is not as it should be becomes a problem. */
final class Members {
  private final int line;
  private final String where;
  private final Map<?, ?> members;
  private final boolean isObject;
  private final ProblemList problems;

  /**
   * @param where the object; empty for the file
   * @param known what its members may be called
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
      problems.add(line, where, "This must be an object, in braces.");
    }
    members.forEach(
        (name, value) -> {
          if (!known.contains(name) && value instanceof LinedJson unknown) {
            String hint = Nearest.hint(name.toString(), known);
            problems.add(unknown.line(), at(name), "There is no member of this name." + hint);
          }
        });
  }

  int line() {
    return line;
  }

  /**
   * {@return the member; when it is missing a problem, and a text that is a possible name and no
   * other's, so that nothing else is said of it}
   */
  Text required(String name) {
    Text text = text(name);
    if (text != null) {
      return text;
    }
    if (isObject && member(name) == null) {
      problems.add(line, where, "The member \"" + name + "\" is missing.");
    }
    return new Text(line, at(name), "missing-" + Integer.toHexString(at(name).hashCode()));
  }

  @Nullable Text text(String name) {
    LinedJson member = member(name);
    return member == null ? null : text(member, at(name));
  }

  boolean flag(String name) {
    LinedJson member = member(name);
    if (member == null || member.value() instanceof Boolean) {
      return member != null && Boolean.TRUE.equals(member.value());
    }
    problems.add(member.line(), at(name), "This must be true or false.");
    return false;
  }

  /** {@return the number; NaN, and a problem, when there is none} */
  double number(String name) {
    LinedJson member = member(name);
    if (member != null && member.value() instanceof Double number) {
      return number;
    }
    problems.add(member == null ? line : member.line(), at(name), "This must be a number.");
    return Double.NaN;
  }

  /** {@return the elements of a list; none when it is missing} */
  List<LinedJson> list(String name) {
    LinedJson member = member(name);
    if (member == null) {
      return List.of();
    }
    if (!(member.value() instanceof List<?> list)) {
      problems.add(member.line(), at(name), "This must be a list, in brackets.");
      return List.of();
    }
    return list.stream().map(LinedJson.class::cast).toList();
  }

  /** {@return the elements of a list of texts} */
  List<Text> texts(String name) {
    List<Text> texts = new ArrayList<>();
    List<LinedJson> list = list(name);
    for (int i = 0; i < list.size(); i++) {
      Text text = text(list.get(i), at(name) + "[" + i + "]");
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** {@return where a member stands} */
  String at(Object name) {
    return where.isEmpty() ? name.toString() : where + "." + name;
  }

  private @Nullable Text text(LinedJson json, String place) {
    if (json.value() instanceof String text) {
      return new Text(json.line(), place, text);
    }
    problems.add(json.line(), place, "This must be a text, in quotation marks.");
    return null;
  }

  /** Null means the same as nothing. */
  private @Nullable LinedJson member(String name) {
    return members.get(name) instanceof LinedJson json && json.value() != null ? json : null;
  }
}
