package dev.vitrine.local.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.contract.Contract;
import dev.vitrine.image.MemoryBudget;
import dev.vitrine.local.eyes.ClipFolder;
import dev.vitrine.local.eyes.Expected;
import dev.vitrine.vocabulary.LabelSet;
import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stand-ins and a real CLIP take, refuse and answer what model-artifacts/contract says, as the
 * containers do.
 */
class StandInContractTest {
  @TempDir private static Path cache;
  private static StandIns standIns;

  @BeforeAll
  static void open() {
    standIns =
        new StandIns(
            cache,
            new LabelSet(List.of("cup", "cat"), List.of("a photo of {}")),
            0.6,
            picture -> new Measured(List.of(), Optional.empty()));
  }

  @AfterAll
  static void close() {
    standIns.close();
  }

  @Test
  void clipAnswersEveryCaseAsTheContractSays() throws IOException {
    String picture = Base64.getEncoder().encodeToString(Pictures.sample("coffee.jpg"));

    ask("clip", picture, standIns.clip()::invoke);
  }

  @Test
  void aRealClipAnswersEveryCaseAsTheContractSays() throws Exception {
    String picture = Base64.getEncoder().encodeToString(Pictures.sample("coffee.jpg"));
    try (ClipFolder clip = ClipFolder.open(Expected.folder("clip"), "clip", cache)) {
      ask("clip", picture, clip.endpoint()::invoke);
    }
  }

  @Test
  void theInterrogatorAnswersEveryCaseAsTheContractSays() throws IOException {
    String picture = Base64.getEncoder().encodeToString(Pictures.sample("coffee.jpg"));

    ask("interrogator", picture, standIns.interrogator()::invoke);
  }

  @Test
  void sdxlAnswersEveryCaseAsTheContractSays() throws IOException {
    var endpoint =
        new SdxlEndpoint(
            (picture, prompt, seed, strength) -> picture, new MemoryBudget(Long.MAX_VALUE));
    byte[] picture = Pictures.encoded(Pictures.plain(1024, 1024, Color.RED), "jpg");

    ask("sdxl", Base64.getEncoder().encodeToString(picture), endpoint::invoke);
  }

  @Test
  void haveTheLimitsOfTheContract() {
    String picture = "/$defs/picture/x-limits/";
    assertThat(Picture.MAX_BYTES).isEqualTo((int) Contract.limit("common", picture + "bytes"));
    assertThat(Picture.MAX_PIXELS).isEqualTo(Contract.limit("common", picture + "pixels"));
    assertThat(Picture.SHORTEST_SIDE)
        .isEqualTo((int) Contract.limit("common", picture + "shortestSide"));
    assertThat(Picture.LONGEST_RATIO)
        .isEqualTo((int) Contract.limit("common", picture + "longestRatio"));
    assertThat(LabelSet.MOST_LABELS)
        .isEqualTo((int) Contract.limit("clip", "/$defs/labels/maxItems"));
    assertThat(LabelSet.MOST_TEMPLATES)
        .isEqualTo((int) Contract.limit("clip", "/$defs/templates/maxItems"));
    assertThat(ClipGroup.MAX_GROUPS)
        .isEqualTo((int) Contract.limit("clip", "/$defs/groups/maxItems"));
    Set<String> sizes = new HashSet<>();
    Contract.part("sdxl", "/$defs/request/x-sizes").forEach(size -> sizes.add(size.asText()));
    assertThat(SdxlEndpoint.SIZES).isEqualTo(sizes);
  }

  @Test
  void haveTheErrorsOfTheContract() {
    JsonNode statuses =
        Contract.part("common", "/$defs/error/properties/error/properties/code/x-status");
    ObjectNode own = JsonNodeFactory.instance.objectNode();
    for (EndpointError error : EndpointError.values()) {
      own.put(error.name(), error.status());
    }

    assertThat(own).isEqualTo(statuses);
  }

  /** An endpoint: content type, custom attributes and body of a request. */
  private interface Invoked {
    ModelAnswer with(String contentType, String customAttributes, byte[] body);
  }

  private static void ask(String endpoint, String picture, Invoked invoked) throws IOException {
    for (JsonNode one : Contract.cases(endpoint)) {
      if (one.path("for").asText().equals("containers")) {
        continue;
      }
      String name = one.get("case").asText();
      JsonNode request = filled(one.get("request"), picture);
      String form = one.path("form").asText();
      ModelAnswer answer =
          form.equals("application")
              ? invoked.with(
                  request.get("contentType").asText(),
                  "mode=" + request.at("/attributes/mode").asText(),
                  Base64.getDecoder().decode(picture))
              : invoked.with(
                  "application/json", "", request.toString().getBytes(StandardCharsets.UTF_8));
      JsonNode json = ModelAnswer.JSON.readTree(answer.json());

      assertThat(json.at("/error/code").asText("null"))
          .as(name)
          .isEqualTo(one.get("code").asText());
      String schema = one.get("code").isNull() ? endpoint : "common";
      String definition = one.get("code").isNull() ? "answer" : "error";
      assertThat(Contract.problems(schema + ".schema.json#/$defs/" + definition, json))
          .as(name)
          .isEmpty();
      boolean accepted = one.get("code").isNull() || one.has("schema");
      String asked = form.isEmpty() ? "request" : form + "Request";
      assertThat(Contract.problems(endpoint + ".schema.json#/$defs/" + asked, request).isEmpty())
          .as(name)
          .isEqualTo(accepted);
    }
  }

  /** The request with its placeholders filled in; see model-artifacts/contract/README.md. */
  private static JsonNode filled(JsonNode node, String picture) {
    if (node.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      node.fields().forEachRemaining(e -> object.set(e.getKey(), filled(e.getValue(), picture)));
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> array.add(filled(element, picture)));
      return array;
    }
    int longest = (int) Contract.limit("clip", "/$defs/labelText/maxLength");
    return switch (node.asText()) {
      case "PICTURE" -> JsonNodeFactory.instance.textNode(picture);
      case "WRAPPED PICTURE" -> text(picture.replaceAll("(.{76})", "$1\n") + "\n");
      case "URL PICTURE" -> text(picture.replace('+', '-').replace('/', '_').replaceAll("=+$", ""));
      case "DATA PICTURE" -> text("data:image/jpeg;base64," + picture);
      case "PAINTABLE" -> JsonNodeFactory.instance.textNode("a cup");
      case "LONGEST" -> JsonNodeFactory.instance.textNode("\uD83D\uDC57".repeat(longest));
      case "TOO LONG" -> JsonNodeFactory.instance.textNode("x".repeat(longest + 1));
      case "TOO MANY LABELS" -> tooMany("clip", "labels", i -> text("label " + i));
      case "TOO MANY TEMPLATES" -> tooMany("clip", "templates", i -> text(i + " {}"));
      case "TOO MANY GROUPS" -> tooMany("clip", "groups", i -> group());
      case "TOO MANY PROMPTS" -> tooMany("sdxl", "prompts", i -> prompt());
      default -> node;
    };
  }

  private static JsonNode tooMany(
      String schema, String definition, Function<Integer, JsonNode> element) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    long most = Contract.limit(schema, "/$defs/" + definition + "/maxItems");
    IntStream.rangeClosed(0, (int) most).forEach(i -> array.add(element.apply(i)));
    return array;
  }

  private static JsonNode text(String text) {
    return JsonNodeFactory.instance.textNode(text);
  }

  private static JsonNode group() {
    ObjectNode group = JsonNodeFactory.instance.objectNode();
    group.putArray("candidate_labels").add("cup");
    return group;
  }

  private static JsonNode prompt() {
    return JsonNodeFactory.instance.objectNode().put("text", "a cup");
  }
}
