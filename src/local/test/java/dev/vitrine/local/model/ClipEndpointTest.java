package dev.vitrine.local.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.vocabulary.LabelSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipEndpointTest {
  private static final LabelSet SET =
      new LabelSet(
          List.of("coffee", "espresso", "espresso maker", "cat", "tripod", "sports car"),
          List.of("a photo of {}"));

  @TempDir private static Path cache;
  private static StandIns standIns;
  private static ClipEndpoint clip;

  @BeforeAll
  static void open() throws IOException {
    standIns = standIns();
    clip = standIns.clip();
    assertThat(json(clip.invoke("application/json", "", body(request())))).isNotNull();
  }

  @AfterAll
  static void close() {
    standIns.close();
  }

  private static StandIns standIns() {
    return new StandIns(cache, SET, 0.6, picture -> new Measured(List.of(), Optional.empty()));
  }

  /** A JSON request for coffee.jpg that teaches the set. */
  private static ObjectNode request() {
    ObjectNode request = ModelAnswer.JSON.createObjectNode();
    request.put("image", Base64.getEncoder().encodeToString(Pictures.sample("coffee.jpg")));
    SET.labels().forEach(request.putArray("candidate_labels")::add);
    return request;
  }

  private static byte[] body(JsonNode request) {
    return request.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode json(ModelAnswer answer) throws IOException {
    return ModelAnswer.JSON.readTree(answer.json());
  }

  private static JsonNode asked(String request) throws IOException {
    return json(clip.invoke("application/json", "", request.getBytes(StandardCharsets.UTF_8)));
  }

  private static JsonNode raw(String picture, String attributes) throws IOException {
    ModelAnswer answer = clip.invoke("image/jpeg", attributes, Pictures.sample(picture));
    assertThat(answer.status()).isEqualTo(200);
    return json(answer);
  }

  private static void assertRefused(ModelAnswer answer, int status, String code)
      throws IOException {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(json(answer).at("/error/code").asText()).isEqualTo(code);
    assertThat(json(answer).at("/error/message").asText()).isNotBlank();
    assertThat(json(answer).size()).isEqualTo(1);
  }

  private static void assertJsonRefused(JsonNode request, String code) throws IOException {
    assertRefused(clip.invoke("application/json", "", body(request)), 400, code);
  }

  @Test
  void answersABarePictureAsTheContractSays() throws IOException {
    JsonNode answer = raw("coffee.jpg", "label_set=" + SET.name() + ";top_k=3;multi_label=true");

    assertThat(answer.get("predictions")).hasSize(3);
    assertThat(answer.at("/predictions/0/label").asText()).isEqualTo("espresso");
    assertThat(answer.at("/predictions/0/score").asDouble()).isGreaterThan(0.7);
    assertThat(answer.at("/model/name").asText()).startsWith("vitrine-stand-in/");
    assertThat(answer.at("/model/label_set").asText()).isEqualTo(SET.name());
    assertThat(answer.at("/model/labels_sha256").asText()).isEqualTo(SET.name());
    assertThat(answer.at("/timing_ms/total").isIntegralNumber()).isTrue();
    assertThat(Base64.getDecoder().decode(answer.get("embedding").asText())).hasSize(2 * 1000);
  }

  @Test
  void scoresSeveralGroupsAtOnceAndWithoutThePictureTheSame() throws IOException {
    String groups =
        """
        [{"name":"each","label_set":"%s","multi_label":true,"top_k":3},
         {"name":"kind","candidate_labels":["espresso","cat","tripod"]}]\
        """
            .formatted(SET.name());
    JsonNode seen =
        asked(
            "{\"image\":\""
                + Base64.getEncoder().encodeToString(Pictures.sample("coffee.jpg"))
                + "\",\"groups\":"
                + groups
                + "}");
    String embedding = seen.get("embedding").asText();

    JsonNode recalled =
        asked("{\"embedding_of_image\":\"" + embedding + "\",\"groups\":" + groups + "}");

    assertThat(seen.at("/groups/0/name").asText()).isEqualTo("each");
    assertThat(seen.at("/groups/0/predictions")).hasSize(3);
    assertThat(seen.at("/groups/1/predictions")).hasSize(3);
    for (int g = 0; g < 2; g++) {
      for (int i = 0; i < 3; i++) {
        String at = "/groups/" + g + "/predictions/" + i;
        assertThat(recalled.at(at + "/label")).isEqualTo(seen.at(at + "/label"));
        assertThat(recalled.at(at + "/score").asDouble())
            .isCloseTo(seen.at(at + "/score").asDouble(), within(0.002));
      }
    }
  }

  @Test
  void refusesAnEmbeddingThatIsNotItsOwn() throws IOException {
    for (String embedding : List.of("AAAA", "AAA=", "no base64")) {
      JsonNode answer =
          asked("{\"embedding_of_image\":\"" + embedding + "\",\"candidate_labels\":[\"cat\"]}");
      assertThat(answer.at("/error/code").asText()).isEqualTo("INVALID_IMAGE");
    }
    JsonNode both =
        asked(
            "{\"embedding_of_image\":\"AAAA\",\"image\":\"AAAA\",\"candidate_labels\":[\"cat\"]}");
    assertThat(both.at("/error/code").asText()).isEqualTo("INVALID_JSON");
  }

  @Test
  void saysWhatThePictureShowsAndNothingElse() throws IOException {
    for (String[] known :
        new String[][] {
          {"coffee.jpg", "espresso"}, {"chelsea.jpg", "cat"}, {"camera.jpg", "tripod"}
        }) {
      JsonNode answer = raw(known[0], "label_set=" + SET.name() + ";multi_label=true");
      assertThat(answer.at("/predictions/0/label").asText()).isEqualTo(known[1]);
      assertThat(answer.at("/predictions/0/score").asDouble()).isGreaterThan(0.6);
      assertThat(answer.at("/predictions/5/score").asDouble()).isLessThan(0.1);
    }
  }

  @Test
  void letsLabelsCompeteUnlessToldOtherwise() throws IOException {
    JsonNode answer = raw("coffee.jpg", "label_set=" + SET.name());

    double sum = 0;
    for (JsonNode prediction : answer.get("predictions")) {
      sum += prediction.get("score").asDouble();
    }
    assertThat(answer.get("predictions")).hasSize(6);
    assertThat(sum).isBetween(0.5, 1.0001);
  }

  @Test
  void givesAJsonRequestTheSamePredictionsAsABarePicture() throws IOException {
    ObjectNode request = request().put("multi_label", true).put("top_k", 2);

    JsonNode answer = json(clip.invoke("application/json; charset=utf-8", "", body(request)));

    assertThat(answer.get("predictions"))
        .isEqualTo(
            raw("coffee.jpg", "label_set=" + SET.name() + ";top_k=2;multi_label=true")
                .get("predictions"));
  }

  @Test
  void learnsASetItDidNotKnowAndKeepsItOverARestart() throws IOException {
    ObjectNode request = request().put("hypothesis_template", "a drawing of {}");
    String name = LabelSetCheck.checked(SET.labels(), List.of("a drawing of {}")).name();
    byte[] picture = Pictures.sample("coffee.jpg");
    assertRefused(
        clip.invoke("image/jpeg", "label_set=" + name, picture), 404, "LABEL_SET_UNKNOWN");

    JsonNode taught = json(clip.invoke("application/json", "", body(request)));

    assertThat(taught.at("/model/label_set").asText()).isEqualTo(name);
    assertThat(raw("coffee.jpg", "label_set=" + name).get("predictions"))
        .isEqualTo(taught.get("predictions"));
    try (StandIns restarted = standIns()) {
      ModelAnswer answer = restarted.clip().invoke("image/jpeg", "label_set=" + name, picture);
      assertThat(json(answer).get("predictions")).isEqualTo(taught.get("predictions"));
      assertThat(json(answer).get("embedding")).isEqualTo(taught.get("embedding"));
    }
  }

  @Test
  void answersManyAtATimeAsItAnswersOne() throws Exception {
    String attributes = "label_set=" + SET.name() + ";multi_label=true";
    List<Callable<JsonNode>> calls = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      String picture = List.of("coffee.jpg", "chelsea.jpg", "camera.jpg").get(i % 3);
      calls.add(() -> raw(picture, attributes).get("predictions"));
    }
    var pool = Executors.newFixedThreadPool(6);
    List<Future<JsonNode>> answers = pool.invokeAll(calls);
    pool.shutdown();

    for (int i = 0; i < 24; i++) {
      assertThat(answers.get(i).get()).isEqualTo(calls.get(i).call());
    }
  }

  @Test
  void refusesWhatItCannotRead() throws IOException {
    byte[] picture = Pictures.sample("coffee.jpg");
    assertRefused(clip.invoke("image/tiff", "", picture), 400, "UNSUPPORTED_CONTENT_TYPE");
    assertRefused(clip.invoke("", "", picture), 400, "UNSUPPORTED_CONTENT_TYPE");
    assertRefused(clip.invoke("image/jpeg", "label_set", picture), 400, "INVALID_JSON");
    assertRefused(
        clip.invoke("image/jpeg", "label_set=x;top_k=many", picture), 400, "INVALID_JSON");
    assertRefused(clip.invoke("application/json", "", new byte[] {'{'}), 400, "INVALID_JSON");
    assertRefused(clip.invoke("application/json", "", new byte[0]), 400, "INVALID_JSON");
    assertJsonRefused(ModelAnswer.JSON.createArrayNode(), "INVALID_JSON");
    assertJsonRefused(request().put("top_k", 0), "INVALID_JSON");
    assertJsonRefused(request().put("multi_label", "perhaps"), "INVALID_JSON");
  }

  @Test
  void refusesPicturesThatAreNone() throws IOException {
    String attributes = "label_set=" + SET.name();
    assertRefused(clip.invoke("image/png", attributes, new byte[] {1, 2}), 400, "INVALID_IMAGE");
    assertRefused(
        clip.invoke("image/jpeg", attributes, new byte[Picture.MAX_BYTES + 1]),
        400,
        "IMAGE_TOO_LARGE");
    assertJsonRefused(request().put("image", "not base64!"), "INVALID_IMAGE");
    assertJsonRefused(request().put("image", 7), "INVALID_IMAGE");
    assertJsonRefused(ModelAnswer.JSON.createObjectNode(), "INVALID_JSON");
  }

  @Test
  void refusesLabelsThatAreNone() throws IOException {
    byte[] picture = Pictures.sample("coffee.jpg");
    assertRefused(clip.invoke("image/jpeg", "", picture), 400, "INVALID_LABELS");
    ObjectNode none = request();
    none.putArray("candidate_labels");
    assertJsonRefused(none, "INVALID_LABELS");
    ObjectNode numbers = request();
    numbers.putArray("candidate_labels").add(1);
    assertJsonRefused(numbers, "INVALID_LABELS");
    assertJsonRefused(request().put("hypothesis_template", "no place"), "INVALID_LABELS");
    assertJsonRefused(request().put("label_set", "another set's name"), "INVALID_LABELS");
    assertJsonRefused(request().put("candidate_labels", "cat,dog"), "INVALID_LABELS");
  }
}
