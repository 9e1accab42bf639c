package dev.vitrine.tag;

import dev.vitrine.vocabulary.Category;
import dev.vitrine.vocabulary.Vocabulary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The narrowest category that is sure. The probability of a parent is the sum of its leaves', so a
 * picture that may show a loafer or a sneaker gets the category shoe.
 *
 * @param category in the vocabulary's tree
 * @param department the root above the category
 * @param probability of the category
 */
record CategoryChoice(Category category, Category department, double probability) {

  /**
   * The thresholds of categories: the vocabulary's, or those learned from a seller's corrections.
   */
  interface Thresholds {
    double accept(Category category);

    double margin();
  }

  /**
   * {@return the narrowest sure category above the likeliest leaf, or the leaf itself; null if not
   * even its department is sure}
   */
  static @Nullable CategoryChoice of(Vocabulary vocabulary, Ranking leaves, Thresholds thresholds) {
    if (leaves.likely().isEmpty()) {
      return null;
    }
    Map<String, Double> likely = new HashMap<>();
    leaves.likely().forEach(one -> likely.put(one.value().name(), one.probability()));
    List<Category> path = vocabulary.path(leaves.likely().get(0).value().name());
    for (int depth = path.size() - 1; depth >= 0; depth--) {
      Category here = path.get(depth);
      double probability = sum(here, likely);
      List<Category> rivals =
          depth == 0 ? vocabulary.categories() : path.get(depth - 1).categories();
      if (!here.banned()
          && probability >= thresholds.accept(here)
          && probability - best(rivals, here, likely) >= thresholds.margin()) {
        return new CategoryChoice(here, path.get(0), probability);
      }
    }
    return null;
  }

  private static double best(List<Category> rivals, Category but, Map<String, Double> likely) {
    return rivals.stream()
        .filter(rival -> rival != but)
        .mapToDouble(rival -> sum(rival, likely))
        .max()
        .orElse(0);
  }

  private static double sum(Category category, Map<String, Double> likely) {
    return Math.min(
        1, category.leaves().mapToDouble(leaf -> likely.getOrDefault(leaf.name(), 0.0)).sum());
  }
}
