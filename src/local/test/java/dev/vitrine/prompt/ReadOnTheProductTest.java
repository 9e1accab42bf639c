package dev.vitrine.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.Settings;
import dev.vitrine.catalog.NoEndpoints;
import dev.vitrine.contract.Contract;
import dev.vitrine.endpoint.EndpointConfig;
import dev.vitrine.endpoint.OneTask;
import dev.vitrine.image.Box;
import dev.vitrine.image.DetectedBoxes;
import dev.vitrine.image.PictureRef;
import dev.vitrine.image.Revision;
import dev.vitrine.render.AnyPicture;
import dev.vitrine.tag.ProductBox;
import dev.vitrine.vocabulary.Attribute;
import dev.vitrine.vocabulary.Evidence;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From an Interrogator's answer to the result of state WritePrompt. */
class ReadOnTheProductTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final JsonMapper JSON = new JsonMapper();
  private static final String REST =
      """
      "prompt": "a cup", "caption": "A cup.", "mode": "fast", "truncated": false,
      "deadline_hit": false, "terms": [], "timing_ms": {},
      "model": {"caption": "florence-2-base", "clip": "ViT-L-14/openai"}}
      """;

  @Test
  void theWordsAreAValueWhoseEvidenceNamesTheCaptionerAlone() throws Exception {
    Attribute text = written("{\"text\": [\"ILLY\", \"since 1933\"], " + REST).productText();

    assertThat(text)
        .isEqualTo(
            new Attribute(
                "ILLY since 1933",
                1,
                new Evidence(
                    Evidence.Source.MACHINE, "florence-2-base", null, null, null, "run", NOW),
                false));
  }

  @Test
  void nothingReadAndNobodyWhoReadsAreNoValue() throws Exception {
    assertThat(written("{\"text\": [], " + REST).productText()).isNull();
    assertThat(written("{" + REST).productText()).isNull();
  }

  @Test
  void productsAreWhereTheCaptionerSeesThem() throws Exception {
    String boxes = box("cup", "0.1, 0.2, 0.4, 0.9") + ", " + box("person", "0.45, 0, 0.95, 0.95");

    WritePromptResult written = written("{\"boxes\": [" + boxes + "], " + REST);
    assertThat(written.detected())
        .isEqualTo(
            new DetectedBoxes(
                List.of(new Box(0.1, 0.2, 0.4, 0.9)), List.of(new Box(0.45, 0, 0.95, 0.95))));
    assertThat(written.products())
        .containsExactly(
            new ProductBox(
                new Box(0.1, 0.2, 0.4, 0.9),
                new Attribute(
                    "cup",
                    1,
                    new Evidence(
                        Evidence.Source.MACHINE, "florence-2-base", null, null, null, "run", NOW),
                    false)));
  }

  @Test
  void noProductsFoundIsAnotherAnswerThanNotLookedFor() throws Exception {
    assertThat(written("{\"boxes\": [], " + REST).products()).isEmpty();
    assertThat(written("{" + REST).products()).isNull();
    assertThat(written("{" + REST).detected()).isNull();
    assertThat(written("{\"boxes\": [], " + REST).detected()).isNull();
    assertThat(written("{" + REST).prompt().evidence().note()).isNull();
    String skipped = REST.replace("\"model\": {", "\"model\": {\"skipped\": \"Not looked for.\", ");
    assertThat(written("{" + skipped).prompt().evidence().note()).isEqualTo("Not looked for.");
  }

  @Test
  void boxesThatAreNoneAreLeftOutAndTheCaptionStays() throws Exception {
    String good = box("cup", "0.1, 0.2, 0.4, 0.9");
    List<String> bad =
        List.of(
            box("cup", "\"NaN\", 0.2, 0.4, 0.9"),
            box("cup", "1e400, 0.2, 0.4, 0.9"),
            box("cup", "0.4, 0.2, 0.1, 0.9"),
            box("cup", "0.1, 0.2, 0.1, 0.9"),
            box("cup", "0.1, 0.2, 1.4, 0.9"),
            box("\\u0007 ", "0.1, 0.2, 0.4, 0.9"),
            "null",
            "7",
            "{}");

    WritePromptResult written =
        answered("{\"boxes\": [" + String.join(", ", bad) + ", " + good + "], " + REST);

    assertThat(written.caption()).isEqualTo("A cup.");
    assertThat(written.products()).hasSize(1);
    assertThat(answered("{\"boxes\": \"many\", " + REST).products()).isEmpty();
    String many = String.join(", ", Collections.nCopies(10_000, good));
    assertThat(answered("{\"boxes\": [" + many + "], " + REST).products()).hasSize(1);
    assertThat(DetectedObjects.parse(JSON.readTree("[" + many + "]"))).hasSize(20);
    String sides = "0.1, 0.2, 0.4, 0.9";
    String odd =
        box("coffee\\u00a0\\u00a0 cup", sides) + ", " + box("x" + "g\u0303".repeat(60), sides);
    assertThat(DetectedObjects.parse(JSON.readTree("[" + odd + "]")))
        .extracting(PromptWriter.DetectedObject::label)
        .containsExactly("coffee cup", "x" + "g\u0303".repeat(49));
  }

  private static String box(String label, String sides) {
    String[] side = sides.split(", ");
    return "{\"label\": \"%s\", \"left\": %s, \"top\": %s, \"right\": %s, \"bottom\": %s}"
        .formatted(label, side[0], side[1], side[2], side[3]);
  }

  private static WritePromptResult written(String answer) throws JsonProcessingException {
    JsonNode json = JSON.readTree(answer);
    assertThat(Contract.problems("interrogator.schema.json#/$defs/answer", json)).isEmpty();
    return answered(answer);
  }

  private static WritePromptResult answered(String answer) throws JsonProcessingException {
    JsonNode json = JSON.readTree(answer);
    PromptWriter writer =
        new SageMakerPromptWriter(
            (endpoint, request) -> json,
            new NoEndpoints(),
            Settings.atDefaults(EndpointConfig.class));
    PictureRef picture =
        PictureRef.of("vitrine-uploads", "demo/a.jpg", null, Revision.ofSequencer("00000001"));
    return OneTask.ask(
        tasks ->
            new WritePromptHandler(
                tasks, new AnyPicture(), writer, Clock.fixed(NOW, ZoneOffset.UTC)),
        new WritePromptHandler.Request(picture, "run"),
        WritePromptResult.class);
  }
}
