package dev.vitrine.vocabulary;

import dev.vitrine.vocabulary.Draft.Label;
import dev.vitrine.vocabulary.Draft.Text;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds categories that sellers see under one name although shops take them for different ones. An
 * image has only that name, so its department and what exports say of it would be those of the
 * first.
 */
final class ShownCategories {
  private final ProblemList problems;
  private final Map<String, Meaning> meanings = new HashMap<>();
  private final Map<String, Label> first = new HashMap<>();

  ShownCategories(ProblemList problems) {
    this.problems = problems;
  }

  /** What a category is beside its name. */
  private record Meaning(
      String department,
      @Nullable String id,
      @Nullable String googleCategory,
      Map<String, String> metafields) {}

  /** Adds a problem for each category of the tree whose name has another meaning already. */
  void check(Label department) {
    check(department, department.name().text(), null);
  }

  private void check(Label category, String department, @Nullable String googleAbove) {
    Text shown = shown(category);
    String google =
        category.googleCategory() == null ? googleAbove : Draft.text(category.googleCategory());
    Meaning meaning =
        new Meaning(
            department, Draft.text(category.id()), google, Draft.keys(category.metafields()));
    Label before = first.putIfAbsent(shown.text(), category);
    Meaning known = meanings.putIfAbsent(shown.text(), meaning);
    // Two that have one name are refused for that already.
    boolean areNames = before != null && before.shopName() == null && category.shopName() == null;
    if (before != null && !areNames && !meaning.equals(known)) {
      problems.add(
          shown.line(),
          shown.where(),
          "\"%s\" is also how sellers see the category on line %d, whose department, id, Google category or metafields are others. Give one of them another name."
              .formatted(shown.text(), shown(before).line()));
    }
    category.children().forEach(below -> check(below, department, google));
  }

  private static Text shown(Label category) {
    return category.shopName() == null ? category.name() : category.shopName();
  }
}
