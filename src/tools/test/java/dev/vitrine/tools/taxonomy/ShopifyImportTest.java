package dev.vitrine.tools.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.measure.ColorNames;
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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopifyImportTest {
  @TempDir Path release;

  private Path file;
  private String said = "";

  @BeforeEach
  void write() throws IOException {
    Files.writeString(release.resolve("categories.json"), InventedRelease.CATEGORIES);
    Files.writeString(release.resolve("attributes.json"), InventedRelease.ATTRIBUTES);
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
    assertThat(vocabulary.leaves())
        .extracting(Category::plainName)
        .containsExactly(null, "Balls", null);
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
            new Value("Dots", List.of(), null, "gid://shopify/TaxonomyValue/20", "dots", false),
            new Value(
                "Stripes", List.of(), null, "gid://shopify/TaxonomyValue/21", "stripes", false));
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
  void keepsWhichMetafieldsEachCategoryHasForItsQuestions() throws IOException {
    String bottles =
        InventedRelease.category(
            "to-2",
            1,
            "Bottles",
            "to",
            InventedRelease.attribute(1, "Cap color")
                + ","
                + InventedRelease.attribute(1, "Color")
                + ","
                + InventedRelease.attribute(3, "Bottle size")
                + ","
                + InventedRelease.attribute(4, "Cap gender")
                + ","
                + InventedRelease.attribute(4, "Lid"));
    Files.writeString(
        release.resolve("categories.json"),
        InventedRelease.CATEGORIES.replaceFirst(
            "]},\\s+\\{\"name\": \"Pets\"", "," + bottles + "]}, {\"name\": \"Pets\""));

    Vocabulary vocabulary = imported("--attributes", "color,pattern,size,target-gender");

    assertThat(vocabulary.path("Balls").get(1).metafields())
        .as("color and pattern are one metafield, of colors")
        .containsExactly(Map.entry("color", "color-pattern"));
    assertThat(vocabulary.path("Beach Balls").get(2).metafields()).as("asks no color").isEmpty();
    assertThat(vocabulary.path("Leashes").get(1).metafields())
        .containsExactly(
            Map.entry("shopify-size", "size"), Map.entry("target-gender", "target-gender"));
    assertThat(vocabulary.path("Bottles").get(1).metafields())
        .as("the category's own name of the attribute; of two the attribute's, if it is there")
        .containsExactly(
            Map.entry("color", "color-pattern"), Map.entry("shopify-size", "bottle-size"));
    Question color = vocabulary.question("color").orElseThrow();
    assertThat(color.value("grey").orElseThrow().handle()).isEqualTo("gray");
    assertThat(color.value("navy").orElseThrow().handle()).isNull();
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
        InventedRelease.CATEGORIES.strip().replaceAll("}$", ",")
            + InventedRelease.ATTRIBUTES
                .strip()
                .replaceFirst("\\{\\s*\"version\": \"2026-02\",", "");
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
}
