package dev.vitrine.tools.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vitrine.local.model.Measured;
import dev.vitrine.local.model.ModelAnswer;
import dev.vitrine.local.model.StandIns;
import dev.vitrine.vocabulary.LabelSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as it is called, on the pictures that come with the project. */
class EvaluateTest {
  private static final Path PICTURES = Path.of("quality", "cc0");
  private static final Path TINY_CLIP =
      Path.of("src/local/test/resources/dev/vitrine/local/eyes/clip");
  private static final Set<String> OPTIONS =
      Set.of("out", "part", "among", "precision", "color", "endpoint", "clip", "vocabulary");

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void keepsItsPromisesOnTheShippedPictures() throws IOException {
    String words = Path.of("quality", "imagenet-words.txt").toString();

    int status =
        evaluate(PICTURES.resolve("labels.csv"), "--among", words, "--out", folder.toString());

    JsonNode report = new ObjectMapper().readTree(folder.resolve("report.json").toFile());
    assertThat(status).as(out + "" + err).isZero();
    assertThat(report.path("pictures").asInt()).isGreaterThan(60);
    // Bounds, not aims: what README.md reports, less two standard errors of so few pictures.
    assertThat(report.at("/overall/precision/value").asDouble()).isGreaterThan(PRECISION);
    assertThat(report.at("/accepted/value").asDouble()).isGreaterThan(ACCEPTED);
    assertThat(report.at("/firstThree/value").asDouble()).isGreaterThan(FIRST_THREE);
    assertThat(report.at("/overall/calibrationError").asDouble()).isLessThan(0.08);
    assertThat(folder.resolve("report.html")).content().contains("<svg");
    assertThat(folder.resolve("reliability-category.svg")).exists();
  }

  private static final double PRECISION = 0.75;
  private static final double ACCEPTED = 0.15;
  private static final double FIRST_THREE = 0.45;

  @Test
  void listsPicturesThatCannotBeReadAndGoesOn() throws IOException {
    Files.copy(PICTURES.resolve("blendswap-cc0/basketball.png"), folder.resolve("ball.png"));
    Files.writeString(folder.resolve("text.png"), "no picture");
    Path labels =
        labels("ball.png,category,basketball", "text.png,category,bread", "no.png,category,bread");

    assertThat(evaluate(folder, labels)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("pictures          1, unreadable 2")
        .contains("no.png: There is no such file.")
        .contains("text.png: ");
  }

  @Test
  void failsWhereAResultIsWorseThanAsked() throws IOException {
    Files.copy(PICTURES.resolve("blendswap-cc0/basketball.png"), folder.resolve("ball.png"));

    assertThat(evaluate(folder, labels("ball.png,category,bread"), "--precision", "0.5"))
        .isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("precision is 0.0, less than 0.5");

    Files.copy(PICTURES.resolve("blendswap-cc0/box.png"), folder.resolve("box.png"));
    Path colors = folder.resolve("colors.csv");
    Files.writeString(colors, "path,accept,color\nball.png,ball,rust\nbox.png,box,red\n");
    assertThat(evaluate(folder, colors, "--color", "0.5")).isZero();
    assertThat(evaluate(folder, colors, "--color", "0.6")).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("color is 0.5, less than 0.6");
  }

  @Test
  void saysWhatIsWrongWithItsInput() throws IOException {
    assertThat(evaluate(folder, labels("ball.png,category,basketbal"))).isEqualTo(2);
    assertThat(evaluate(folder, folder.resolve("none.csv"))).isEqualTo(2);
    assertThat(evaluate(folder.resolve("none"), folder.resolve("labels.csv"))).isEqualTo(2);
    assertThat(evaluate(folder, folder.resolve("labels.csv"), "--part", "third")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("line 2: The vocabulary has no category called basketbal.")
        .contains("none.csv")
        .contains("There is no folder");
  }

  @Test
  void putsRealEyesBesideTheStandIn() throws IOException {
    Files.copy(PICTURES.resolve("blendswap-cc0/basketball.png"), folder.resolve("ball.png"));
    Path labels = labels("ball.png,category,basketball");
    Path mine = copyOfTheTinyClip("models/mine");

    int status =
        evaluate(
            folder, labels, "--vocabulary", balls(), "--clip", "stand-in," + mine, "--out", o());

    String said = out.toString(StandardCharsets.UTF_8);
    assertThat(status).as(said + err).isZero();
    assertThat(said)
        .contains("| model | pictures |")
        .containsPattern("(?m)^\\| vitrine-stand-in\\S* \\| 1 \\|")
        .containsPattern("(?m)^\\| mine \\| 1 \\|");
    assertThat(Path.of(o(), "stand-in", "report.json")).content().contains("vitrine-stand-in");
    try (Stream<Path> folders = Files.list(Path.of(o()))) {
      assertThat(folders).hasSize(2);
    }
  }

  @Test
  void refusesModelsThatItCannotKeepApart() throws IOException {
    Path labels = labels("ball.png,category,basketball");

    assertThat(evaluate(folder, labels, "--clip", "./mine,../Mine")).isEqualTo(2);
    assertThat(evaluate(Calibrate::run, folder, labels, "--clip", "./a,./b")).isEqualTo(2);

    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "--clip has ./mine and ../Mine, whose reports would be one folder, Mine: rename or"
                + " evaluate one alone.",
            "calibrate fits one model: give --clip one, not 2.");
  }

  @Test
  void findsAModelByNameWithoutANetwork() throws IOException {
    Files.copy(PICTURES.resolve("blendswap-cc0/basketball.png"), folder.resolve("ball.png"));
    Path labels = labels("ball.png,category,basketball");
    copyOfTheTinyClip("models/ViT-B-32__openai");

    assertThat(evaluate(folder, labels, "--vocabulary", balls(), "--clip", "ViT-B-32__openai"))
        .as("" + err)
        .isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("model             ViT-B-32__openai");

    Files.delete(folder.resolve("models/ViT-B-32__openai/visual/model.onnx"));
    assertThat(evaluate(folder, labels, "--clip", "ViT-B-32__openai")).isEqualTo(2);
    assertThat(evaluate(folder, labels, "--clip", "ViT-Z")).isEqualTo(2);
    assertThat(evaluate(folder, labels, "--clip", "./nowhere")).isEqualTo(2);
    assertThat(evaluate(folder, labels, "--clip", "off", "--endpoint", "mine")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("models/ViT-B-32__openai lacks visual/model.onnx.")
        .contains("ViT-Z is not a model that Vitrine knows. Known: ")
        .contains("./nowhere cannot be used as a model: ")
        .contains("Give --clip or --endpoint, not both.");
  }

  private String o() {
    return folder.resolve("out").toString();
  }

  private String balls() throws IOException {
    return Files.writeString(
            folder.resolve("balls.json"),
            """
            {"name": "balls", "version": "1", "templates": ["a photo of {}"],
             "categories": [{"name": "Sports", "categories": ["basketball", "football"]}],
             "attributes": [], "tags": []}
            """)
        .toString();
  }

  private Path copyOfTheTinyClip(String to) throws IOException {
    Path copy = folder.resolve(to);
    try (Stream<Path> files = Files.walk(TINY_CLIP)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path place = copy.resolve(TINY_CLIP.relativize(file).toString());
        Files.createDirectories(place.getParent());
        Files.copy(file, place);
      }
    }
    return copy;
  }

  @Test
  void asksAnEndpointThroughTheOrdinaryClient() throws IOException {
    Files.copy(PICTURES.resolve("blendswap-cc0/basketball.png"), folder.resolve("ball.png"));
    Path labels = labels("ball.png,category,basketball");
    List<String> asked = new ArrayList<>();
    try (StandIns standIns =
        new StandIns(
            folder.resolve("sets"),
            new LabelSet(List.of("product"), List.of("a photo of {}")),
            1,
            picture -> new Measured(List.of(), Optional.empty()))) {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", exchange -> answer(exchange, standIns, asked));
      server.start();
      try {
        Loopback.at(
            "http://127.0.0.1:" + server.getAddress().getPort(),
            () -> assertThat(evaluate(folder, labels, "--endpoint", "mine")).isZero());
      } finally {
        server.stop(0);
      }
    }
    assertThat(asked).isNotEmpty().containsOnly("/endpoints/mine/invocations");
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("pictures          1, unreadable 0");
  }

  private static void answer(HttpExchange exchange, StandIns standIns, List<String> asked)
      throws IOException {
    asked.add(exchange.getRequestURI().getPath());
    ModelAnswer answer =
        standIns.clip().invoke("application/json", "", exchange.getRequestBody().readAllBytes());
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    byte[] body = answer.status() == 200 ? answer.json() : modelError(exchange, answer);
    exchange.sendResponseHeaders(answer.status() == 200 ? 200 : 424, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** As SageMaker quotes a container's error. */
  private static byte[] modelError(HttpExchange exchange, ModelAnswer answer) {
    exchange.getResponseHeaders().add("x-amzn-errortype", "ModelError");
    return new ObjectMapper()
        .createObjectNode()
        .put("OriginalStatusCode", answer.status())
        .put("OriginalMessage", new String(answer.json(), StandardCharsets.UTF_8))
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private Path labels(String... rows) throws IOException {
    return Files.writeString(
        folder.resolve("labels.csv"), "path,attribute,value\n" + String.join("\n", rows) + "\n");
  }

  private int evaluate(Path labels, String... options) {
    return evaluate(PICTURES, labels, options);
  }

  private int evaluate(Path pictures, Path labels, String... options) {
    return evaluate(Evaluate::run, pictures, labels, options);
  }

  private int evaluate(Setup.Command command, Path pictures, Path labels, String... options) {
    List<String> line = new ArrayList<>(List.of(pictures.toString(), labels.toString()));
    line.addAll(List.of(options));
    return Setup.run(
        line.toArray(String[]::new),
        OPTIONS,
        command,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new Eyes(
            Map.of(
                "VITRINE_HOME", folder.resolve("home").toString(),
                "VITRINE_MODELS", folder.resolve("models").toString()),
            new PrintStream(err, true, StandardCharsets.UTF_8)));
  }
}
