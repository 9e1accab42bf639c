package dev.vitrine.vocabulary;

import dev.vitrine.vocabulary.Draft.Label;
import dev.vitrine.vocabulary.Draft.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds a tree from rows that name their parents; the rows may be in any order. */
final class CsvTree {
  /**
   * @param parent null for a department
   */
  private record LabelRow(Label label, @Nullable Text parent) {}

  private static final int MOST_LEVELS = 20;

  private final ProblemList problems;
  private final List<LabelRow> rows = new ArrayList<>();

  CsvTree(ProblemList problems) {
    this.problems = problems;
  }

  void add(Label label, @Nullable Text parent) {
    rows.add(new LabelRow(label, parent));
  }

  /** {@return the departments, with all categories below them} */
  List<Label> roots() {
    Map<String, LabelRow> known = new LinkedHashMap<>();
    rows.forEach(row -> known.putIfAbsent(key(row.label.name()), row));
    Map<String, List<Label>> children = new LinkedHashMap<>();
    Map<String, Label> roots = new LinkedHashMap<>();
    for (LabelRow row : rows) {
      if (row.parent == null) {
        // A label that comes twice is kept twice, for the check to find it.
        roots.put(key(row.label.name()) + "\n" + row.label.name().line(), row.label);
      } else {
        children.computeIfAbsent(key(row.parent), parent -> new ArrayList<>()).add(row.label);
        if (!known.containsKey(key(row.parent))) {
          roots.putIfAbsent(key(row.parent), Label.named(row.parent));
        }
      }
    }
    List<Label> tree =
        roots.values().stream().map(root -> withChildren(root, children, 1)).toList();
    // Rows that no root leads to have parents that go round in a circle.
    children
        .values()
        .forEach(
            siblings ->
                siblings.forEach(
                    label ->
                        problems.add(
                            label.name().line(),
                            "parent",
                            "The parents of \""
                                + label.name().text()
                                + "\" go round in a circle.")));
    return tree;
  }

  private Label withChildren(Label label, Map<String, List<Label>> children, int level) {
    if (level > MOST_LEVELS) {
      problems.add(
          label.name().line(),
          "parent",
          "The tree of categories has more than " + MOST_LEVELS + " levels.");
      children.clear();
    }
    List<Label> own = children.remove(key(label.name()));
    return own == null
        ? label
        : label.withChildren(
            own.stream().map(child -> withChildren(child, children, level + 1)).toList());
  }

  private static String key(Text text) {
    return text.text().toLowerCase(Locale.ROOT);
  }
}
