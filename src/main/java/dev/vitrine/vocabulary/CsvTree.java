package dev.vitrine.vocabulary;

import dev.vitrine.vocabulary.Draft.Label;
import dev.vitrine.vocabulary.Draft.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a tree of rows that name their parents, in whatever order they come. */
final class CsvTree {
  /**
   * @param parent null for a department
   */
  private record Row(Label label, @Nullable Text parent) {}

  private static final int MOST_LEVELS = 20;

  private final ProblemList problems;
  private final List<Row> rows = new ArrayList<>();

  CsvTree(ProblemList problems) {
    this.problems = problems;
  }

  void add(Label label, @Nullable Text parent) {
    rows.add(new Row(label, parent));
  }

  /** {@return the departments, with all below them} */
  List<Label> roots() {
    Map<String, Row> known = new LinkedHashMap<>();
    rows.forEach(row -> known.putIfAbsent(key(row.label.name()), row));
    Map<String, List<Label>> below = new LinkedHashMap<>();
    Map<String, Label> roots = new LinkedHashMap<>();
    for (Row row : rows) {
      if (row.parent == null) {
        // A label that stands twice is kept twice: the check finds it.
        roots.put(key(row.label.name()) + "\n" + row.label.name().line(), row.label);
      } else {
        below.computeIfAbsent(key(row.parent), parent -> new ArrayList<>()).add(row.label);
        if (!known.containsKey(key(row.parent))) {
          roots.putIfAbsent(key(row.parent), department(row.parent));
        }
      }
    }
    List<Label> tree = roots.values().stream().map(root -> grown(root, below, 1)).toList();
    // What no root leads to has itself above it.
    below
        .values()
        .forEach(
            lost ->
                lost.forEach(
                    label ->
                        problems.add(
                            label.name().line(),
                            "parent",
                            "By its parents \""
                                + label.name().text()
                                + "\" is a kind of itself.")));
    return tree;
  }

  private Label grown(Label label, Map<String, List<Label>> below, int level) {
    if (level > MOST_LEVELS) {
      problems.add(
          label.name().line(), "parent", "The tree has more than " + MOST_LEVELS + " levels.");
      below.clear();
    }
    List<Label> mine = below.remove(key(label.name()));
    return mine == null
        ? label
        : new Label(
            label.name(),
            label.synonyms(),
            label.shopName(),
            label.id(),
            label.banned(),
            mine.stream().map(child -> grown(child, below, level + 1)).toList());
  }

  private static Label department(Text parent) {
    return new Label(parent, List.of(), null, null, false, List.of());
  }

  private static String key(Text text) {
    return text.text().toLowerCase(Locale.ROOT);
  }
}
