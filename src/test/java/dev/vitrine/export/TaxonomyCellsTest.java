package dev.vitrine.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.Examples;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Category;
import dev.vitrine.vocabulary.Evidence;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Value;
import dev.vitrine.vocabulary.Vocabulary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaxonomyCellsTest {
  private static final Question COLOR =
      question("color", "Color", value("navy", "navy"), value("off-white", null));
  private static final Question MATERIAL =
      question("material", "Material", value("clay", "baked-clay"), value("glass", "glass"));
  private static final String COLOR_COLUMN = "Color (product.metafields.shopify.color-pattern)";

  @Test
  void theVocabularyAloneSaysWhichColumnsThereAre() {
    Category mugs =
        category("Mugs", null, Map.of("color", "color-pattern", "material", "mug-material"));
    Category bags =
        category("Bags", null, Map.of("color", "color-pattern", "material", "bag-material"));
    Category belts = category("Belts", "Belts > All", Map.of("material", "bag-material"));

    assertThat(cells(mugs, bags, belts).columns())
        .as("by name, and the usual key by the question's title")
        .containsExactly(
            COLOR_COLUMN,
            "Material (product.metafields.shopify.bag-material)",
            "Mug material (product.metafields.shopify.mug-material)",
            "Google Shopping / Google product category");
    assertThat(cells(Category.leaf("Mugs"), Category.leaf("Bags")).columns()).isEmpty();
  }

  @Test
  void aProductFillsTheMetafieldsOfItsCategoryByHandles() {
    TaxonomyCells cells =
        cells(
            category("Mugs", null, Map.of("color", "color-pattern")),
            category("Bags", null, Map.of("material", "bag-material")));
    Map<String, Attribute> facts = Map.of("color", fact("navy"), "material", fact("clay"));

    assertThat(cells.cells("Mugs", facts)).containsExactly(Map.entry(COLOR_COLUMN, "navy"));
    assertThat(cells.cells("Bags", facts))
        .containsExactly(
            Map.entry("Material (product.metafields.shopify.bag-material)", "baked-clay"));
    assertThat(cells.cells("", facts)).isEmpty();
    assertThat(cells.cells("Mugs", Map.of("color", fact("off-white"))))
        .as("a color that Shopify does not have")
        .isEmpty();
    assertThat(cells.cells("Mugs", Map.of("color", fact("sea green"))))
        .as("a value of no list")
        .isEmpty();
  }

  @Test
  void twoAnswersToOneMetafieldAreAList() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("color", "color-pattern");
    keys.put("material", "color-pattern");

    assertThat(
            cells(category("Mugs", null, keys))
                .cells("Mugs", Map.of("color", fact("navy"), "material", fact("glass"))))
        .containsExactly(Map.entry(COLOR_COLUMN, "navy; glass"));
  }

  @Test
  void googlesCategoryIsTheNearestOneAbove() {
    Category cups = category("Cups", null, Map.of());
    Category mugs = category("Mugs", "Home > Mugs", Map.of());
    Category home =
        new Category("Home", List.of(), null, null, "Home", Map.of(), false, List.of(cups, mugs));

    TaxonomyCells cells = cells(home, Category.leaf("Bags"));

    assertThat(cells.cells("Cups", Map.of()))
        .containsExactly(Map.entry(TaxonomyCells.GOOGLE, "Home"));
    assertThat(cells.cells("Mugs", Map.of()))
        .containsExactly(Map.entry(TaxonomyCells.GOOGLE, "Home > Mugs"));
    assertThat(cells.cells("Bags", Map.of())).isEmpty();
  }

  @Test
  void ofTwoCategoriesThatSellersSeeByOneNameTheFirstCountsForAll() {
    Category first = category("Accessories", null, Map.of());
    Category second = category("Accessories", "Home > Accessories", Map.of("color", "color"));

    assertThat(cells(first, second).cells("Accessories", Map.of("color", fact("navy")))).isEmpty();
  }

  private static TaxonomyCells cells(Category... categories) {
    return new TaxonomyCells(
        new Vocabulary(
            "shop",
            "1",
            List.of("a photo of {}"),
            List.of(categories),
            List.of(COLOR, MATERIAL),
            List.of(),
            List.of()));
  }

  private static Category category(
      String name, @Nullable String google, Map<String, String> metafields) {
    return new Category(name, List.of(), null, null, google, metafields, false, List.of());
  }

  private static Question question(String name, String title, Value... values) {
    return new Question(name, title, List.of(), List.of(), List.of(values), false);
  }

  private static Value value(String name, @Nullable String handle) {
    return new Value(name, List.of(), null, null, handle, false);
  }

  private static Attribute fact(String value) {
    return new Attribute(value, 1, Evidence.person(Examples.NOW), true);
  }
}
