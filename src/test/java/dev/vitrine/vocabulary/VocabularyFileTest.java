package dev.vitrine.vocabulary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocabularyFileTest {
  private static final String SHOP =
      """
      {
        "name": "shop",
        "templates": ["a photo of {}"],
        "categories": [
          {"name": "Shoes", "categories": ["boots", {"name": "sneaker", "synonyms": ["trainer"], "googleCategory": "Shoes", "metafields": {"heel": "heel-type"}}]}
        ],
        "attributes": [
          {"name": "heel", "categories": ["Shoes"], "values": ["flat", {"name": "high", "handle": "high-heel"}]}
        ],
        "tags": ["shoe"],
        "calibrations": []
      }
      """;

  @Test
  void readsWhatTheApiWrites() throws IOException {
    ObjectMapper json = new ObjectMapper();
    Vocabulary retail = new ShippedVocabulary(json).of("");

    VocabularyFile file = VocabularyFile.ofJson(json.writeValueAsBytes(retail));

    assertThat(file.warnings()).isEmpty();
    assertThat(file.vocabulary().withVersion(retail.version())).isEqualTo(retail);
  }

  @Test
  void readsTheShippedFileAsASellersOwn() throws IOException {
    try (var file = ShippedVocabulary.class.getResourceAsStream("/vocabulary/retail.json")) {
      VocabularyFile parsed = VocabularyFile.ofJson(file.readAllBytes());

      assertThat(parsed.warnings()).isEmpty();
      assertThat(parsed.vocabulary().calibrations()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"name\": \"shop\"`    | `\"name\": \"Our shop\"`     | 2 | name | must begin with a lower-case letter",
        "`\"name\": \"shop\",`   | ``                           | 1 | ``   | \"name\" is missing",
        "`a photo of {}`         | `a photo of`                 | 3 | templates[0] | must contain {}",
        "`a photo of {}`         | `a {} beside a {}`           | 3 | templates[0] | exactly once",
        "`\"boots\"`             | `\"\u00a0\"`                | 5 | categories[0].categories[0] | 1 to 100",
        "`[\"a photo of {}\"]`   | `[]`                         | 2 | templates | at least one template",
        "`\"templates\"`         | `\"template\"`               | 3 | template | mean \"templates\"?",
        "`\"boots\"`             | `\"Shoes\"`                  | 5 | categories[0].categories[0] | already on line 5",
        "`\"boots\"`             | `\"Trainer\"`                | 5 | categories[0].categories[1].synonyms[0] | already",
        "`\"boots\"`             | `\" boots\"`                 | 5 | categories[0].categories[0] | space",
        "`\"boots\"`             | `\"bo\\nots\"`               | 5 | categories[0].categories[0] | plain text",
        "`\"boots\"`             | `7`                          | 5 | categories[0].categories[0] | must be an object",
        "`\"boots\", `           | ``                           | 2 | categories | at least two categories",
        "`\"synonyms\"`          | `\"synonym\"`                | 5 | categories[0].categories[1].synonym | \"synonyms\"?",
        "`\"googleCategory\"`    | `\"google\"`                 | 5 | categories[0].categories[1].google | unknown",
        "`y\": \"Shoes\"`        | `y\": \"\"`                  | 5 | categories[0].categories[1].googleCategory | 1 to 250",
        "`{\"heel\"`             | `{\"hell\"`                   | 5 | categories[0].categories[1].metafields.hell | mean \"heel\"?",
        "`heel-type`             | `heel type`                  | 5 | categories[0].categories[1].metafields.heel | 64 lower-case",
        "`\"heel-type\"`         | `1`                          | 5 | categories[0].categories[1].metafields.heel | must be a text",
        "`{\"heel\": \"heel-type\"}` | `[]`                       | 5 | categories[0].categories[1].metafields | must be an object",
        "`high-heel`             | ``                           | 8 | attributes[0].values[1].handle | 1 to 100",
        "`high-heel`             | `high; low`                  | 8 | attributes[0].values[1].handle | no semicolon",
        "`[\"trainer\"]`         | `\"trainer\"`                | 5 | categories[0].categories[1].synonyms | must be a list",
        "`\"heel\"`              | `\"Heel height\"`            | 8 | attributes[0].name | lower-case",
        "`\"heel\"`              | `\"category\"`               | 8 | attributes[0].name | another name",
        "`\"heel\"`              | `\"color\"`                  | 8 | attributes[0].name | is measured from pixels",
        "`\"heel\"`              | `\"vitrine-look\"`           | 8 | attributes[0].name | are Vitrine's own",
        "`\"heel\",`             | `\"heel\", \"measured\": true,` | 8 | attributes[0].name | cannot be measured",
        "`\"heel\",`             | `\"heel\", \"measured\": 1,` | 8 | attributes[0].measured | true or false",
        "`[\"Shoes\"]`           | `[\"Shoe\"]`                 | 8 | attributes[0].categories[0] | mean \"Shoes\"?",
        "`, {\"name\": \"high\", \"handle\": \"high-heel\"}` | `` | 8 | attributes[0].name | at least two values",
        "`\"high\", `               | `\"Flat\", `                   | 8 | attributes[0].values[1].name | already on line 8",
        "`[\"shoe\"]`            | `[\"boots\"]`                | 10 | tags[0] | already on line 5",
        "`\"tags\": [\"shoe\"],` | `\"tags\": [\"shoe\"]`       | 11 | `` | not JSON from column 3 on: a comma is missing before it.",
        "`\"tags\": [\"shoe\"],` | `\"tags\": [], \"tags\": [],` | 10 | `` | \"tags\" is there twice",
        "`\"calibrations\": []`  | `\"calibrations\": [{\"model\": \"m\"}]` | 11 | calibrations[0].temperature | a number",
        "`\"calibrations\": []`  | `\"calibrations\": [{\"temperature\": 1e400}]` | 11 | calibrations[0].temperature | a number",
      })
  void saysOnWhichLineAndWhereAndWhy(
      String what, String instead, int line, String where, String why) {
    assertThat(problems(SHOP.replace(what, instead)))
        .anySatisfy(
            problem -> {
              assertThat(problem.line()).isEqualTo(line);
              assertThat(problem.where()).isEqualTo(where);
              assertThat(problem.message()).contains(why);
            });
  }

  @Test
  void findsAllProblemsAtOnceInTheOrderOfTheLines() {
    String worse =
        SHOP.replace("a photo of {}", "a photo").replace("flat", "").replace("\"shoe\"", "7");

    assertThat(problems(worse)).extracting(VocabularyProblem::line).containsExactly(3, 8, 10);
  }

  @Test
  void namesAHundredProblemsAndCountsTheOthers() {
    String tags = "\"boots\",".repeat(150);

    List<VocabularyProblem> problems = problems(SHOP.replace("[\"shoe\"]", "[" + tags + "\"x\"]"));

    assertThat(problems).hasSize(101);
    assertThat(problems.get(100).message()).isEqualTo("And 50 more problems.");
  }

  @Test
  void leavesOutACalibrationOfOtherLabelsAndSaysSo() {
    Vocabulary shop = VocabularyFile.ofJson(SHOP.getBytes(UTF_8)).vocabulary();
    String calibrated =
        SHOP.replace(
            "\"calibrations\": []",
            """
            "calibrations": [
                {"model": "m", "attribute": "tag", "labelSet": "%s",
                 "temperature": 1, "accept": 0.6, "margin": 0, "suggest": 0.3},
                {"model": "m", "attribute": "heel", "labelSet": "%s",
                 "temperature": 1, "accept": 0.6, "margin": 0, "suggest": 0.3}
              ]
            """
                .formatted(shop.tagSet().name(), shop.tagSet().name()));

    VocabularyFile file = VocabularyFile.ofJson(calibrated.getBytes(UTF_8));

    assertThat(file.vocabulary().calibrations())
        .extracting(Calibration::attribute)
        .containsExactly("tag");
    assertThat(file.warnings()).hasSize(1);
    assertThat(file.warnings().get(0).line()).isEqualTo(14);
    assertThat(file.warnings().get(0).message()).contains("heel", "other labels");
  }

  @Test
  void refusesMoreLabelsThanAnEndpointTakesAndTakesAsMany() {
    String most = labels(5_000);

    assertThat(VocabularyFile.ofCsv(most.getBytes(UTF_8), null).vocabulary().leaves())
        .hasSize(5_000);
    assertThat(csvProblems(labels(5_001)))
        .extracting(VocabularyProblem::message)
        .containsExactly("There are 5001 labels and synonyms; at most 5000 are allowed.");
  }

  @Test
  void refusesMoreAttributesThanARequestHasGroups() {
    String attributes =
        IntStream.range(0, 63)
            .mapToObj("{\"name\": \"a%d\", \"values\": [\"x\", \"y\"]}"::formatted)
            .collect(Collectors.joining(","));

    assertThat(problems(SHOP.replace("\"attributes\": [", "\"attributes\": [" + attributes + ",")))
        .extracting(VocabularyProblem::message)
        .containsExactly("At most 61 attributes that are not measured are allowed.");
  }

  @Test
  void readsASellersOwnListIntoATreeWhateverItsOrder() {
    String list =
        """
        Label,parent,synonyms,shop_name,attribute,banned,id
        hiking boot,boots,"walking boot; trekking boot",,,,gid://shopify/TaxonomyCategory/aa-8
        boots,Shoes,,,,,
        sneaker,Shoes,,"Trainers, all",,,
        gift card,,,,,yes,
        navy,,dark blue,Marine,tone,,
        white,,,,tone,no,
        """;

    Vocabulary own =
        VocabularyFile.ofCsv(list.replace("\n", "\r\n").getBytes(UTF_8), null).vocabulary();

    assertThat(own.categories()).extracting(Category::name).containsExactly("Shoes", "gift card");
    assertThat(own.path("hiking boot"))
        .extracting(Category::name)
        .containsExactly("Shoes", "boots", "hiking boot");
    assertThat(own.categorySet().labels())
        .containsExactly("hiking boot", "walking boot", "trekking boot", "sneaker", "gift card");
  }

  @Test
  void readsShopNamesIdsBansAndAttributes() {
    String list =
        "\uFEFFlabel,attribute,shop_name,synonyms,id,banned,google_category\n"
            + "mug,,,,,,\n\n"
            + "cup,,,,gid://x/1,YES,Kitchen > Cups\n"
            + "navy,tone,Marine,\"dark \"\"blue\"\"\",,,\n"
            + "white,tone,,,,,";

    Vocabulary own = VocabularyFile.ofCsv(list.getBytes(UTF_8), null).vocabulary();

    Question tone = own.question("tone").orElseThrow();
    assertThat(tone.values().get(0))
        .isEqualTo(new Value("navy", List.of("dark \"blue\""), "Marine", null, null, false));
    assertThat(own.leaves())
        .containsExactly(
            Category.leaf("mug"),
            new Category(
                "cup", List.of(), null, "gid://x/1", "Kitchen > Cups", Map.of(), true, List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`parent\\nShoes`                        | 1 | label    | header with the column \"label\"",
        "`lable\\nboots`                         | 1 | lable    | Did you mean \"label\"?",
        "`label,label\\na,b`                     | 1 | label    | this column twice",
        "`label/parent\\nboots/Shoes`            | 1 | label/parent | column is unknown",
        "`label\\nboots\\nmug\\nBoots`           | 4 | label    | already on line 2",
        "`label,parent\\na,b\\nb,a\\nc,`         | 2 | parent   | round in a circle",
        "`label,parent\\na,a\\nb,\\nc,`          | 2 | parent   | round in a circle",
        "`label\\na\\nb,c`                       | 3 | ``       | more cells",
        "`label,parent\\na,\\n,b\\nc,`           | 3 | label    | 1 to 100 characters",
        "`label,banned\\na,perhaps\\nb,`         | 2 | banned   | yes or no",
        "`label,attribute\\na,\\nb,\\nx,tone`    | 4 | attribute | at least two values",
        "`label,attribute\\na,\\nb,\\nx,The tone\\ny,The tone` | 4 | attribute | lower-case",
        "`label,attribute,parent\\na,,\\nb,,\\nx,t,a\\ny,t,` | 4 | parent | must not have a parent",
        "`label,attribute,google_category\\na,,\\nb,,\\nx,t,G\\ny,t,` | 4 | google_category | Only a category",
        "`label\\n\"a\\nb`                       | 2 | ``       | no closing quotation mark",
        "`label\\n\"a\"b\\nc`                    | 2 | ``       | After a closing",
      })
  void saysOnWhichLineOfATableAndWhereAndWhy(String list, int line, String where, String why) {
    assertThat(csvProblems(list.replace("\\n", "\n")))
        .anySatisfy(
            problem -> {
              assertThat(problem.line()).isEqualTo(line);
              assertThat(problem.where()).isEqualTo(where);
              assertThat(problem.message()).contains(why);
            });
  }

  @Test
  void saysWhichLineIsNotUtf8() {
    byte[] latin = "{\"name\":\n\"café\"}".getBytes(ISO_8859_1);

    InvalidVocabularyException refused =
        catchThrowableOfType(InvalidVocabularyException.class, () -> VocabularyFile.ofJson(latin));

    assertThat(refused.problems())
        .containsExactly(new VocabularyProblem(2, "", "The file is not encoded in UTF-8."));
  }

  @Test
  void survivesAVeryDeepTree() {
    String chain =
        IntStream.range(0, 4_000)
            .mapToObj(i -> "l" + i + "," + (i == 0 ? "" : "l" + (i - 1)))
            .collect(Collectors.joining("\n", "label,parent\n", ""));

    assertThat(csvProblems(chain))
        .anySatisfy(problem -> assertThat(problem.message()).contains("more than 20 levels"));
    assertThat(problems("[".repeat(5_000))).hasSize(1);
  }

  private static String labels(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "label " + i)
        .collect(Collectors.joining("\n", "label\n", "\n"));
  }

  private static List<VocabularyProblem> problems(String json) {
    return catchThrowableOfType(
            InvalidVocabularyException.class, () -> VocabularyFile.ofJson(json.getBytes(UTF_8)))
        .problems();
  }

  private static List<VocabularyProblem> csvProblems(String list) {
    return catchThrowableOfType(
            InvalidVocabularyException.class,
            () -> VocabularyFile.ofCsv(list.getBytes(UTF_8), null))
        .problems();
  }
}
