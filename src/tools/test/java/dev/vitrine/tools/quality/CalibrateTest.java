package dev.vitrine.tools.quality;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.OnlyInCi;
import dev.vitrine.decode.PictureDecoder;
import dev.vitrine.decode.PictureLimits;
import dev.vitrine.render.Renditions;
import dev.vitrine.tools.quality.PlantedClip.Sight;
import dev.vitrine.vocabulary.ShippedVocabulary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How accepted values do before a calibration and after it, on an endpoint of planted answers. */
@OnlyInCi
class CalibrateTest {
  private static final Path PICTURES = Path.of("quality", "cc0");
  private static final Path RETAIL =
      Path.of("src", "main", "resources", "vocabulary", "retail.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Labels labels;
  private static Map<String, String> paths;

  /**
   * Thumbnails of the labelled pictures: the planted model does not look, and they are read often.
   */
  @TempDir static Path thumbnails;

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeAll
  static void lookAtThePictures() throws Exception {
    labels = Labels.read(PICTURES.resolve("labels.csv"), new ShippedVocabulary(JSON).of(""));
    PictureDecoder decoder = new PictureDecoder(PictureLimits.DEFAULT);
    for (String path : labels.byPath().keySet()) {
      byte[] original = Files.readAllBytes(PICTURES.resolve(path));
      Path thumbnail = thumbnails.resolve(path);
      Files.createDirectories(thumbnail.getParent());
      Files.write(thumbnail, new Renditions().of(decoder.decode(original)).thumbnail());
    }
    paths = PlantedClip.renditions(thumbnails, labels);
  }

  static Stream<Arguments> sights() {
    return Stream.of(
        Arguments.of("clip", Sight.CLIP, "category,tag"),
        Arguments.of("siglip", Sight.SIGLIP, "tag"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sights")
  void acceptsRightValuesBeforeACalibrationAndAsManyAfterIt(String name, Sight sight, String fitted)
      throws Exception {
    Path vocabulary = Files.copy(RETAIL, folder.resolve("retail.json"));
    try (PlantedClip clip = planted("planted/" + name, sight, true)) {
      JsonNode before = heldOut(clip, vocabulary);
      String[] options = {
        "--vocabulary", vocabulary.toString(), "--precision", "0.85", "--attribute", fitted
      };
      assertThat(run(clip, Calibrate::run, options)).as(out.toString(UTF_8)).isZero();
      JsonNode after = heldOut(clip, vocabulary);

      System.out.printf("%s: before %s, after %s%n", name, figures(before), figures(after));
      assertThat(precision(before)).isGreaterThan(0.85);
      assertThat(precision(after)).isGreaterThan(0.8);
      assertThat(coverage(before)).isGreaterThan(0.2);
      assertThat(coverage(after)).isGreaterThanOrEqualTo(coverage(before));
    }
  }

  @Test
  void keepsTheDefaultThresholdsWhereNoneOfItsOwnAreSure() throws Exception {
    Path vocabulary = Files.copy(RETAIL, folder.resolve("retail.json"));
    try (PlantedClip clip = planted("planted/weak", Sight.WEAK, true)) {
      JsonNode before = heldOut(clip, vocabulary);
      String[] options = {"--vocabulary", vocabulary.toString(), "--attribute", "category"};

      assertThat(run(clip, Calibrate::run, options)).isEqualTo(1);

      System.out.printf("weak: %s%n", figures(before));
      assertThat(precision(before)).isGreaterThan(0.85);
      assertThat(Files.readString(vocabulary)).doesNotContain("planted/weak");
    }
  }

  @Test
  void fitsOnAllPicturesAndTriesEachHalfByTheOther() throws Exception {
    Path vocabulary = Files.copy(RETAIL, folder.resolve("retail.json"));
    try (PlantedClip clip = planted("planted/clip", Sight.CLIP, true)) {
      String[] options = {
        "--vocabulary",
        vocabulary.toString(),
        "--precision",
        "0.85",
        "--part",
        "all",
        "--attribute",
        "tag"
      };
      assertThat(run(clip, Calibrate::run, options)).as(out.toString(UTF_8)).isZero();
    }
    assertThat(out.toString(UTF_8))
        .contains(
            "tag: 163 labelled pictures", "pictures          163", "\nbefore: ", "\nafter:  ");
    assertThat(Files.readString(vocabulary)).contains("planted/clip");
  }

  @Test
  void leavesThresholdsAloneThatTheModelHasForItsLabels() throws Exception {
    Path vocabulary = Files.copy(RETAIL, folder.resolve("retail.json"));
    String file = vocabulary.toString();
    String[] own = {
      "--vocabulary", file, "--precision", "0.85", "--part", "all", "--attribute", "tag"
    };
    String[] missing = {
      "--vocabulary", file, "--precision", "0.8", "--part", "all", "--only", "missing"
    };
    try (PlantedClip clip = planted("planted/clip", Sight.CLIP, true)) {
      assertThat(run(clip, Calibrate::run, own)).as(out.toString(UTF_8)).isZero();
      List<String> before = linesOf("planted/clip", vocabulary);
      assertThat(run(clip, Calibrate::run, missing)).as(out.toString(UTF_8)).isZero();
      List<String> after = linesOf("planted/clip", vocabulary);
      String told = out.toString(UTF_8);
      assertThat(run(clip, Calibrate::run, missing)).isZero();

      assertThat(before).hasSize(1);
      assertThat(after).hasSize(2).containsAll(before);
      assertThat(linesOf("planted/clip", vocabulary)).isEqualTo(after);
      assertThat(out.toString(UTF_8).substring(told.length())).contains("they stay as they are");
    }
  }

  /** The calibrations of a model as they stand in the file, without the commas between them. */
  private static List<String> linesOf(String model, Path vocabulary) throws IOException {
    try (Stream<String> lines = Files.lines(vocabulary)) {
      return lines
          .filter(line -> line.contains('"' + model + '"'))
          .map(line -> line.strip().replaceAll(",$", ""))
          .toList();
    }
  }

  @Test
  void acceptsNothingOfAModelThatDoesNotSayItsScale() throws Exception {
    try (PlantedClip clip = planted("planted/old", Sight.CLIP, false)) {
      JsonNode report = heldOut(clip, RETAIL);

      assertThat(report.at("/accepted/value").asDouble()).isZero();
    }
  }

  private static PlantedClip planted(String name, Sight sight, boolean saysScale) throws Exception {
    return new PlantedClip(name, sight, saysScale, paths, labels);
  }

  private static double precision(JsonNode report) {
    return report.at("/overall/precision/value").asDouble();
  }

  private static double coverage(JsonNode report) {
    return report.at("/accepted/value").asDouble();
  }

  private static String figures(JsonNode report) {
    return "precision %.3f of %d, coverage %.3f"
        .formatted(precision(report), report.at("/overall/precision/of").asInt(), coverage(report));
  }

  private JsonNode heldOut(PlantedClip clip, Path vocabulary) throws IOException {
    String[] options = {
      "--vocabulary", vocabulary.toString(), "--part", "held-out", "--out", folder.toString()
    };
    assertThat(run(clip, Evaluate::run, options)).isZero();
    return JSON.readTree(folder.resolve("report.json").toFile());
  }

  private int run(PlantedClip clip, Setup.Command command, String... options) {
    List<String> line =
        new ArrayList<>(
            List.of(
                thumbnails.toString(),
                PICTURES.resolve("labels.csv").toString(),
                "--endpoint",
                "x"));
    line.addAll(List.of(options));
    PrintStream to = new PrintStream(out, true, UTF_8);
    Set<String> known =
        Set.of("vocabulary", "endpoint", "part", "out", "precision", "attribute", "only");
    int[] status = {-1};
    Loopback.at(
        clip.url(),
        () -> status[0] = Setup.run(line.toArray(String[]::new), known, command, to, to));
    return status[0];
  }
}
