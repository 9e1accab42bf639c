package dev.vitrine.tools.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.render.ColorNames;
import dev.vitrine.vocabulary.Category;
import dev.vitrine.vocabulary.Question;
import dev.vitrine.vocabulary.Value;
import dev.vitrine.vocabulary.Vocabulary;
import dev.vitrine.vocabulary.VocabularyFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a release of a few invented categories, in the form that Shopify's releases have. */
class ShopifyImportTest {
  private static final String CATEGORIES =
      """
      {
        "version": "2026-02",
        "verticals": [
          {"name": "Toys", "prefix": "to", "categories": [
            %s,
            %s,
            %s
          ]},
          {"name": "Pets", "prefix": "pe", "categories": [
            %s,
            %s,
            %s
          ]}
        ]
      }
      """
          .formatted(
              category("to", 0, "Toys", null, ""),
              category(
                  "to-1", 1, "Balls", "to", attribute(1, "Color") + "," + attribute(2, "Pattern")),
              category("to-1-1", 2, "Beach Balls", "to-1", attribute(2, "Pattern")),
              category("pe", 0, "Pets", null, ""),
              category("pe-1", 1, "Balls", "pe", attribute(2, "Pattern")),
              category(
                  "pe-2",
                  1,
                  "Leashes",
                  "pe",
                  attribute(3, "Size") + "," + attribute(4, "Target gender")));
  private static final String ATTRIBUTES =
      """
      {
        "version": "2026-02",
        "attributes": [
          %s, %s, %s, %s
        ]
      }
      """
          .formatted(
              values(1, "Color", "color", "Black", "Gray", "Clear"),
              values(2, "Pattern", "pattern", "Dots", "Stripes", "dots"),
              values(3, "Size", "size", "S", "M"),
              values(4, "Target gender", "target-gender", "Female", "Male"));

  @TempDir Path release;

  private Path file;
  private String said = "";

  @BeforeEach
  void write() throws IOException {
    Files.writeString(release.resolve("categories.json"), CATEGORIES);
    Files.writeString(release.resolve("attributes.json"), ATTRIBUTES);
    file = release.resolve("vocabulary.json");
  }

  @Test
  void keepsTheTreeItsNamesAndIdsAndNamesEachCategoryOnce() throws IOException {
    Vocabulary vocabulary = imported();

    assertThat(said).contains("release 2026-02, 3 labels and 2 attributes");
    assertThat(vocabulary.categories()).extracting(Category::name).containsExactly("Toys", "Pets");
    assertThat(vocabulary.leaves())
        .extracting(Category::name)
        .containsExactly("Beach Balls", "Balls (Pets)", "Leashes");
    assertThat(vocabulary.path("Beach Balls"))
        .extracting(Category::id)
        .containsExactly(
            "gid://shopify/TaxonomyCategory/to",
            "gid://shopify/TaxonomyCategory/to-1",
            "gid://shopify/TaxonomyCategory/to-1-1");
  }

  @Test
  void asksWhatShopifyAsksOfTheTopmostCategoriesWithItsIds() throws IOException {
    Question pattern = imported().question("pattern").orElseThrow();

    assertThat(pattern.title()).isEqualTo("Pattern");
    assertThat(pattern.categories()).containsExactly("Balls", "Balls (Pets)");
    assertThat(pattern.values())
        .containsExactly(
            new Value("Dots", List.of(), null, "gid://shopify/TaxonomyValue/20", false),
            new Value("Stripes", List.of(), null, "gid://shopify/TaxonomyValue/21", false));
  }

  @Test
  void measuresColorsAndGivesThemShopifysIds() throws IOException {
    Question color = imported().question("color").orElseThrow();

    assertThat(color.measured()).isTrue();
    assertThat(color.values()).extracting(Value::name).isEqualTo(ColorNames.all());
    assertThat(color.value("black").orElseThrow().id()).isEqualTo("gid://shopify/TaxonomyValue/10");
    assertThat(color.value("grey").orElseThrow().id()).isEqualTo("gid://shopify/TaxonomyValue/11");
    assertThat(color.value("navy").orElseThrow().id()).isNull();
  }

  @Test
  void takesNothingAboutPeopleUnasked() throws IOException {
    assertThat(imported().attributes())
        .extracting(Question::name)
        .containsExactlyInAnyOrder("color", "pattern");
  }

  @Test
  void takesWhatIsAskedForUnderAPossibleName() throws IOException {
    Vocabulary vocabulary = imported("--verticals", "PE", "--attributes", "size,pattern");

    assertThat(vocabulary.categories()).extracting(Category::name).containsExactly("Pets");
    assertThat(vocabulary.leaves()).extracting(Category::name).containsExactly("Balls", "Leashes");
    assertThat(vocabulary.attributes())
        .extracting(Question::name)
        .containsExactly("shopify-size", "pattern");
    assertThat(vocabulary.question("shopify-size").orElseThrow().categories())
        .containsExactly("Leashes");
  }

  @Test
  void keepsGooglesCategoryOfTheSameRelease() throws IOException {
    google("2025-12", "→ Toys\n⇒ Games\n");
    google(
        "2026-02",
        """
        # Shopify Product Taxonomy - Mapping shopify/2026-02 to google/2021-09-21

        → Toys
        ⇒ Toys & Games > Toys

        → Toys > Balls > Beach Balls
        ⇒ Toys & Games > Toys > Beach & Sand Toys

        → Pets > Balls

        ⇒ Animals & Pet Supplies
        → Pets > Fish
        ⇒ Fish
        """);

    Vocabulary vocabulary = imported("--levels", "3");

    assertThat(said).contains("Google's category of 3 categories");
    assertThat(vocabulary.path("Beach Balls"))
        .extracting(Category::googleCategory)
        .containsExactly("Toys & Games > Toys", null, "Toys & Games > Toys > Beach & Sand Toys");
    assertThat(vocabulary.path("Balls (Pets)").get(1).googleCategory())
        .isEqualTo("Animals & Pet Supplies");
  }

  @Test
  void hasNoCategoryOfGooglesFromAnotherReleasesFile() throws IOException {
    google("2025-12", "→ Toys\n⇒ Games\n");

    assertThat(imported().path("Toys").get(0).googleCategory()).isNull();
    assertThat(said).contains("Google's category of 0 categories");
  }

  private void google(String version, String lines) throws IOException {
    Path folder = Files.createDirectories(release.resolve("integrations").resolve("google"));
    Files.writeString(folder.resolve("shopify_" + version + "_to_google_2021-09-21.txt"), lines);
  }

  @Test
  void cutsTheTreeWhereItIsToldTo() throws IOException {
    assertThat(imported("--levels", "2").leaves())
        .extracting(Category::name)
        .containsExactly("Balls", "Balls (Pets)", "Leashes");
  }

  @Test
  void readsAWholeReleaseOfOneFile() throws IOException {
    String both =
        CATEGORIES.strip().replaceAll("}$", ",")
            + ATTRIBUTES.strip().replaceFirst("\\{\\s*\"version\": \"2026-02\",", "");
    Files.writeString(release.resolve("taxonomy.json"), both);
    Files.delete(release.resolve("categories.json"));
    Files.delete(release.resolve("attributes.json"));

    assertThat(imported().question("pattern")).isPresent();
  }

  @Test
  void readsTheTextOfAReleaseWhichHasNoAttributes() throws IOException {
    Files.delete(release.resolve("categories.json"));
    Files.writeString(
        release.resolve("categories.txt"),
        """
        # Shopify Product Taxonomy - Categories: 2026-02
        # Format: {GID} : {Ancestor name} > ... > {Category name}

        gid://shopify/TaxonomyCategory/to     : Toys & Games
        gid://shopify/TaxonomyCategory/to-1   : Toys & Games > Balls
        gid://shopify/TaxonomyCategory/to-1-1 : Toys & Games > Balls > Beach Balls
        gid://shopify/TaxonomyCategory/to-2   : Toys & Games > Kites
        """);

    Vocabulary vocabulary = imported("--verticals", "toys & games");

    assertThat(said).contains("release 2026-02, 2 labels and 0 attributes");
    assertThat(vocabulary.path("Beach Balls"))
        .extracting(Category::id)
        .containsExactly(
            "gid://shopify/TaxonomyCategory/to",
            "gid://shopify/TaxonomyCategory/to-1",
            "gid://shopify/TaxonomyCategory/to-1-1");
  }

  @Test
  void writesNothingAndSaysWhyWhenItCannotBeAVocabulary() throws IOException {
    assertThat(run("--verticals", "xx")).isEqualTo(1);
    assertThat(said).contains("to (Toys)", "pe (Pets)");
    assertThat(run("--attributes", "shape")).isEqualTo(1);
    assertThat(said).contains("no attribute shape");
    assertThat(run("--levels", "1", "--verticals", "to")).isEqualTo(1);
    assertThat(said).contains("at least two categories");
    assertThat(run("--level", "1")).isEqualTo(1);
    assertThat(said).contains("usage:");
    assertThat(file).doesNotExist();
    Files.delete(release.resolve("categories.json"));
    assertThatThrownBy(() -> run()).isInstanceOf(IOException.class).hasMessageContaining("has no");
  }

  private Vocabulary imported(String... options) throws IOException {
    assertThat(run(options)).as(said).isZero();
    return VocabularyFile.ofJson(Files.readAllBytes(file)).vocabulary();
  }

  private int run(String... options) throws IOException {
    List<String> args = new ArrayList<>(List.of(release.toString(), file.toString()));
    args.addAll(List.of(options));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int result = ShopifyImport.run(args.toArray(String[]::new), new PrintStream(out));
    said = out.toString();
    return result;
  }

  private static String category(
      String id, int level, String name, String parent, String attributes) {
    return """
        {"id": "gid://shopify/TaxonomyCategory/%s", "level": %d, "name": "%s",
         "full_name": "...", "parent_id": %s, "attributes": [%s],
         "return_reasons": [], "children": [], "ancestors": []}
        """
        .formatted(
            id,
            level,
            name,
            parent == null ? "null" : "\"gid://shopify/TaxonomyCategory/" + parent + "\"",
            attributes);
  }

  private static String attribute(int id, String name) {
    return """
        {"id": "gid://shopify/TaxonomyAttribute/%d", "name": "%s", "handle": "h%d",
         "description": "...", "extended": false}
        """
        .formatted(id, name, id);
  }

  private static String values(int id, String name, String handle, String... values) {
    String list =
        IntStream.range(0, values.length)
            .mapToObj(
                i ->
                    """
                    {"id": "gid://shopify/TaxonomyValue/%d%d", "name": "%s", "handle": "x"}
                    """
                        .formatted(id, i, values[i]))
            .collect(Collectors.joining(","));
    return """
        {"id": "gid://shopify/TaxonomyAttribute/%d", "name": "%s", "handle": "%s",
         "description": "...", "extended_attributes": [], "values": [%s]}
        """
        .formatted(id, name, handle, list);
  }
}
