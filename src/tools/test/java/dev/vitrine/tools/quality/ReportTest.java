package dev.vitrine.tools.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.tag.TagImageResult;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Evidence;
import dev.vitrine.vocabulary.Suggestion;
import dev.vitrine.vocabulary.Tag;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

/** Against numbers worked out by hand. */
class ReportTest {
  private static final Evidence SEEN = Evidence.pixels("execution", Instant.EPOCH);

  private final Labels labels =
      new Labels(
          Map.of(
              "mug.jpg", Map.of("category", Set.of("mug"), "tag", Set.of("gift")),
              "boot.jpg", Map.of("category", Set.of("rain boot")),
              "sandal.jpg", Map.of("category", Set.of("sandal")),
              "tree.jpg", Map.of("category", Set.of(Labels.NONE))));
  private final Judge judge = new Judge(Shop.VOCABULARY, labels);

  private final Report report =
      Report.of(
          new Looks(Map.of(), Map.of(), Map.of("lost.jpg", "There is no such file.")),
          "shop@1",
          new TreeMap<>(
              Map.of(
                  "mug.jpg", judged("mug.jpg", "mug", 0.95, "gift", 0.85, "teapot", 0.25),
                  "boot.jpg", judged("boot.jpg", "Shoes", 0.85, null, 0, "rain boot", 0.35),
                  "sandal.jpg", judged("sandal.jpg", "boots", 0.75, null, 0, "mug", 0.35),
                  "tree.jpg", judged("tree.jpg", null, 0, "mug", 0.65, "gift", 0.15))),
          judge,
          labels);

  /** A claimed category, a claimed tag and a suggested tag, where they are given. */
  private List<Judged> judged(
      String path, String category, double c, String tag, double t, String suggested, double s) {
    return judge.judge(
        path,
        new TagImageResult(
            tag == null ? List.of() : List.of(new Tag(tag, t, SEEN)),
            List.of(new Suggestion(null, suggested, s, null)),
            category == null
                ? Map.of("pattern", new Attribute("striped", 0.9, SEEN, false))
                : Map.of("category", new Attribute(category, c, SEEN, false)),
            List.of(),
            null));
  }

  @Test
  void countsAParentAsRightAndASiblingAsWrong() {
    AttributeQuality category = report.attributes().get(0);

    assertThat(category.attribute()).isEqualTo("category");
    assertThat(category.precision()).isEqualTo(new Proportion(2, 3)); // mug, Shoes; not boots
    assertThat(category.rolledUp()).isEqualTo(1);
    assertThat(category.coverage()).isEqualTo(new Proportion(3, 4));
    assertThat(category.confusions())
        .extracting("truth", "claimed", "count")
        .containsExactly(tuple("sandal", "boots", 1));
  }

  @Test
  void judgesNoCategoryOfAPictureThatHasOnlyTags() {
    Judge tagged =
        new Judge(Shop.VOCABULARY, new Labels(Map.of("card.jpg", Map.of("tag", Set.of("gift")))));
    TagImageResult result =
        new TagImageResult(
            List.of(new Tag("mug", 0.9, SEEN)),
            List.of(),
            Map.of("category", new Attribute("mug", 0.9, SEEN, false)),
            List.of(),
            null);

    assertThat(tagged.judge("card.jpg", result))
        .extracting("attribute", "value", "right", "truth")
        .containsExactly(tuple("tag", "mug", false, "gift"));
  }

  @Test
  void takesATagForRightThatIsLabelledOrTheCategorysName() {
    AttributeQuality tag = report.attributes().get(1);

    assertThat(tag.precision()).isEqualTo(new Proportion(1, 2)); // gift; a tree is no mug
    assertThat(tag.coverage()).isEqualTo(new Proportion(2, 4));
  }

  @Test
  void weighsTheGapOfEachBinByItsValues() {
    // tags: [0.1] 0.15 wrong; [0.2] 0.25 wrong; [0.3] 0.35 right, 0.35 wrong; [0.6] 0.65 wrong;
    // [0.8] 0.85 right
    double expected = (0.15 + 0.25 + 2 * Math.abs(0.35 - 0.5) + 0.65 + 0.15) / 6;

    assertThat(report.attributes().get(1).calibration().error()).isCloseTo(expected, within(1e-9));
    assertThat(report.attributes().get(1).calibration().bins()).hasSize(5);
    assertThat(report.attributes().get(1).ofClaims().error())
        .isCloseTo((0.65 + 0.15) / 2, within(1e-9));
  }

  @Test
  void doesNotJudgeWhatNobodyLabelled() {
    assertThat(report.attributes())
        .extracting(AttributeQuality::attribute)
        .containsExactly("category", "tag");
  }

  @Test
  void asksForARightWordAmongTheFirstThreeOnlyWhereThereIsOne() {
    assertThat(report.accepted()).isEqualTo(new Proportion(4, 4));
    assertThat(report.firstThree()).isEqualTo(new Proportion(2, 3)); // gift, rain boot; not mug
    assertThat(report.overall().precision()).isEqualTo(new Proportion(3, 5));
  }

  @Test
  void givesPrecisionAtCoverageFromTheSurestOn() {
    List<AttributeQuality.Point> curve = report.attributes().get(0).curve();

    assertThat(curve.get(0).score()).isEqualTo(0.95);
    assertThat(curve.get(0).precision()).isEqualTo(new Proportion(1, 1));
    assertThat(curve.get(curve.size() - 1).precision()).isEqualTo(new Proportion(2, 3));
    assertThat(curve.get(curve.size() - 1).coverage()).isEqualTo(0.75);
  }

  @Test
  void hasARowForEachShopOfFivePictures() {
    Map<String, List<Judged>> judged = new TreeMap<>();
    Map<String, String> measured = new TreeMap<>();
    for (int i = 0; i < 5; i++) {
      judged.put("north-red-" + i + ".jpg", List.of());
      measured.put("north-red-" + i + ".jpg", i == 0 ? "pink" : "red");
      judged.put("south/" + i + ".jpg", List.of());
    }
    judged.put("lone-one.jpg", List.of());
    Judge colored = new Judge(Shop.VOCABULARY_WITH_COLORS, new Labels(Map.of()));

    List<Row> rows = Row.groups(judged, colored, measured);

    assertThat(rows).extracting(Row::name).containsExactly("north", "south");
    assertThat(rows.get(0).colors()).isEqualTo(new Proportion(4, 5));
    assertThat(rows.get(1).colors()).isEqualTo(new Proportion(0, 0));
  }

  @Test
  void isWrittenAsTextJsonPageAndPlot() throws Exception {
    JsonNode json = new ReportJson(new ObjectMapper()).of(report);
    String svg = ReliabilityPlot.of("<tag>", report.overall().calibration());

    assertThat(json.at("/attributes/0/precision/some").asInt()).isEqualTo(2);
    assertThat(json.at("/unreadable/lost.jpg").asText()).isEqualTo("There is no such file.");
    assertThat(ReportText.of(report))
        .contains("lost.jpg: There is no such file.", "1 x boots for sandal");
    assertThat(ReportHtml.of(report))
        .contains("<svg", "lost.jpg")
        .doesNotContain("http://localhost");
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(svg).contains("Reliability of &lt;tag>");
  }
}
