package dev.vitrine.local.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.contract.Contract;
import dev.vitrine.image.Box;
import dev.vitrine.local.model.Measured.MeasuredColor;
import dev.vitrine.vocabulary.LabelSet;
import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterrogatorEndpointTest {
  private static final LabelSet VOCABULARY =
      new LabelSet(List.of("coffee", "espresso", "cat", "tripod"), List.of("a photo of {}"));
  private static final Measured BROWN_ON_WHITE =
      new Measured(List.of(new MeasuredColor("brown", 0.7)), Optional.of("white"));

  @TempDir private static Path cache;
  private static StandIns standIns;

  @BeforeAll
  static void open() {
    standIns = new StandIns(cache, VOCABULARY, 0.6, picture -> BROWN_ON_WHITE);
    standIns.warmUp();
  }

  @AfterAll
  static void close() {
    standIns.close();
  }

  private static JsonNode json(ModelAnswer answer) throws IOException {
    return ModelAnswer.JSON.readTree(answer.json());
  }

  private static JsonNode describe(byte[] picture, String mode) throws IOException {
    ModelAnswer answer = standIns.interrogator().invoke("image/jpeg", "mode=" + mode, picture);
    assertThat(answer.status()).isEqualTo(200);
    return json(answer);
  }

  @Test
  void describesAPictureAsTheContractSays() throws IOException {
    JsonNode answer =
        json(standIns.interrogator().invoke("image/jpeg", "", Pictures.sample("coffee.jpg")));

    assertThat(answer.get("mode").asText()).isEqualTo("fast");
    assertThat(answer.get("caption").asText()).isEqualTo("Brown espresso on a white background.");
    assertThat(answer.get("prompt").asText())
        .isEqualTo("a photo of brown espresso on a white background, coffee");
    assertThat(answer.get("truncated").asBoolean(true)).isFalse();
    assertThat(answer.get("deadline_hit").asBoolean(true)).isFalse();
    assertThat(answer.at("/terms/0/table").asText()).isEqualTo("tags");
    assertThat(answer.at("/terms/0/text").asText()).isEqualTo("espresso");
    assertThat(answer.at("/terms/0/similarity").asDouble()).isBetween(0.6, 1.0);
    assertThat(answer.at("/model/caption").asText()).startsWith("vitrine-stand-in/");
    assertThat(answer.at("/model/clip").asText()).isEqualTo(ModelName.CLIP);
    assertThat(answer.at("/timing_ms/total").isIntegralNumber()).isTrue();
    assertThat(answer.has("text")).isFalse(); // nobody has read
  }

  @Test
  void saysOnlyWhatWasMeasuredWhenItRecognisesNothing() throws IOException {
    byte[] ball = Pictures.encoded(Pictures.ball(300, 300, Color.WHITE), "jpg");

    JsonNode answer = describe(ball, "fast");

    assertThat(answer.get("caption").asText())
        .isEqualTo("A product in brown on a white background.");
    assertThat(answer.get("terms")).noneMatch(term -> term.get("table").asText().equals("tags"));
  }

  @Test
  void hasOnePromptForFastClassicAndBestAndSaysSo() throws IOException {
    byte[] cat = Pictures.sample("chelsea.jpg");

    assertThat(describe(cat, "best").get("prompt")).isEqualTo(describe(cat, "fast").get("prompt"));
    assertThat(describe(cat, "classic").get("prompt"))
        .isEqualTo(describe(cat, "fast").get("prompt"));
    assertThat(describe(cat, "best").get("mode").asText()).isEqualTo("best");
    assertThat(describe(cat, "best").at("/model/modes").asText()).contains("the same");
  }

  @Test
  void promptsWithTheCaptionOrWithUnwantedThingsWhenAsked() throws IOException {
    byte[] cat = Pictures.sample("chelsea.jpg");

    JsonNode caption = describe(cat, "caption");
    JsonNode negative = describe(cat, "negative");

    assertThat(caption.get("prompt").asText()).isEqualTo("A brown cat on a white background.");
    assertThat(negative.get("prompt").asText())
        .contains("watermark")
        .doesNotContain("a cat", "brown");
    assertThat(negative.get("caption")).isEqualTo(caption.get("caption"));
    assertThat(negative.at("/terms/0/table").asText()).isEqualTo("negative");
  }

  @Test
  void namesAsManyTagsAsTheCallerWants() throws IOException {
    ObjectNode request = ModelAnswer.JSON.createObjectNode();
    request.put("image", Base64.getEncoder().encodeToString(Pictures.sample("coffee.jpg")));
    request.put("mode", "fast").put("max_flavors", 1).put("deadline_ms", 60_000);
    byte[] body = request.toString().getBytes(StandardCharsets.UTF_8);

    JsonNode answer = json(standIns.interrogator().invoke("application/json", "", body));

    assertThat(answer.get("prompt").asText())
        .isEqualTo("a photo of brown espresso on a white background, coffee");
  }

  @Test
  void refusesAnUnknownMode() throws IOException {
    byte[] cat = Pictures.sample("chelsea.jpg");
    ModelAnswer answer = standIns.interrogator().invoke("image/jpeg", "mode=poetic", cat);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(json(answer).at("/error/code").asText()).isEqualTo("INVALID_JSON");
  }

  @Test
  void refusesWhatIsNoPicture() throws IOException {
    ModelAnswer answer = standIns.interrogator().invoke("image/png", "", new byte[] {1, 2, 3});

    assertThat(answer.status()).isEqualTo(400);
    assertThat(json(answer).at("/error/code").asText()).isEqualTo("INVALID_IMAGE");
  }

  @Test
  void keepsToItselfWhyItFailed() throws IOException {
    PictureMeasure broken =
        picture -> {
          throw new IllegalStateException("secret");
        };
    try (var failing = new StandIns(cache, VOCABULARY, 0.6, broken)) {
      ModelAnswer answer =
          failing.interrogator().invoke("image/jpeg", "", Pictures.sample("coffee.jpg"));

      assertThat(answer.status()).isEqualTo(500);
      assertThat(json(answer).at("/error/code").asText()).isEqualTo("MODEL_ERROR");
      assertThat(json(answer).toString()).doesNotContain("secret");
    }
  }

  @Test
  void answersWithACaptionersSentenceAndNamesTheCaptioner() throws IOException {
    InterrogatorEndpoint endpoint =
        standIns.interrogator().captionedBy(new Said("A cup of coffee.", List.of("ILLY")));

    JsonNode answer = json(endpoint.invoke("image/jpeg", "", Pictures.sample("coffee.jpg")));

    assertThat(answer.get("caption").asText()).isEqualTo("A cup of coffee.");
    assertThat(answer.get("prompt").asText())
        .isEqualTo("A cup of coffee, with the words ILLY, espresso");
    assertThat(answer.at("/terms/0/table").asText()).isEqualTo("words");
    assertThat(answer.at("/model/caption").asText()).isEqualTo("said");
    assertThat(answer.get("text")).extracting(JsonNode::asText).containsExactly("ILLY");
    assertThat(Contract.problems("interrogator.schema.json#/$defs/answer", answer)).isEmpty();
    JsonNode only =
        json(endpoint.invoke("image/jpeg", "mode=caption", Pictures.sample("coffee.jpg")));
    assertThat(only.get("prompt").asText()).isEqualTo("A cup of coffee.");
  }

  @Test
  void saysWhatIsWhereIfTheCaptionerTells() throws IOException {
    Captioner.DetectedObject cup =
        new Captioner.DetectedObject("cup", new Box(0.0005, 0.1, 1.0 / 3, 1));
    InterrogatorEndpoint telling =
        standIns
            .interrogator()
            .captionedBy(new Said("A cup.", List.of(), List.of(cup), null))
            .rankedBy(new Cut("at once"));
    InterrogatorEndpoint silent =
        standIns.interrogator().captionedBy(new Said("A cup.", List.of()));

    JsonNode answer = json(telling.invoke("image/jpeg", "", Pictures.sample("coffee.jpg")));

    assertThat(answer.get("boxes").toString())
        .isEqualTo(
            "[{\"label\":\"cup\",\"left\":5.0E-4,\"top\":0.1,\"right\":0.333333,\"bottom\":1.0}]");
    assertThat(Contract.problems("interrogator.schema.json#/$defs/answer", answer)).isEmpty();
    assertThat(json(silent.invoke("image/jpeg", "", Pictures.sample("coffee.jpg"))).has("boxes"))
        .isFalse();
  }

  @Test
  void saysWhyItDoesNotTellWhatIsWhere() throws IOException {
    Said said = new Said("A cup.", List.of(), null, "Products were not looked for.");
    InterrogatorEndpoint composing = standIns.interrogator().captionedBy(said);
    for (InterrogatorEndpoint endpoint :
        List.of(composing, composing.rankedBy(new Cut("at once")))) {
      JsonNode answer = json(endpoint.invoke("image/jpeg", "", Pictures.sample("coffee.jpg")));

      assertThat(answer.has("boxes")).isFalse();
      assertThat(answer.at("/model/skipped").asText()).isEqualTo(said.skipped());
      assertThat(Contract.problems("interrogator.schema.json#/$defs/answer", answer)).isEmpty();
    }
    String late = "deadline_ms=1";
    JsonNode answer = json(composing.invoke("image/jpeg", late, Pictures.sample("coffee.jpg")));
    assertThat(answer.at("/model/skipped").asText()).isEqualTo("It is too late.");
  }

  @Test
  void asksNoCaptionerAboutADamagedPicture() throws IOException {
    InterrogatorEndpoint endpoint =
        standIns.interrogator().captionedBy(new Said("Never asked.", List.of()));

    JsonNode answer = json(endpoint.invoke("image/jpeg", "", new byte[] {1, 2, 3}));

    assertThat(answer.at("/error/code").asText()).isEqualTo("INVALID_IMAGE");
  }

  @Test
  void saysWhatBestIsWhenTheDeadlineCutIt() throws IOException {
    InterrogatorEndpoint endpoint =
        standIns
            .interrogator()
            .captionedBy(new Said("A cup.", List.of()))
            .rankedBy(new Cut("in step 1, with 0 of 9 texts read; the prompt is fast"));

    JsonNode answer =
        json(endpoint.invoke("image/jpeg", "mode=best", Pictures.sample("coffee.jpg")));

    assertThat(answer.get("prompt").asText()).isEqualTo("A cup, studio lighting");
    assertThat(answer.get("deadline_hit").asBoolean()).isTrue();
    assertThat(answer.at("/model/cut").asText())
        .isEqualTo("the deadline came in step 1, with 0 of 9 texts read; the prompt is fast");
    assertThat(Contract.problems("interrogator.schema.json#/$defs/answer", answer)).isEmpty();
  }

  /** Ranks one phrase first, and was cut. */
  private record Cut(String cut) implements PromptRanker {
    @Override
    public String clip() {
      return "clip";
    }

    @Override
    public String words() {
      return "few";
    }

    @Override
    public Ranked rank(byte[] picture, Task task) {
      return new Ranked(task.head() + ", studio lighting", false, true, cut, List.of());
    }
  }

  private record Said(
      String sentence,
      List<String> words,
      @Nullable List<Captioner.DetectedObject> objects,
      @Nullable String skipped)
      implements Captioner {
    private Said(String sentence, List<String> words) {
      this(sentence, words, null, null);
    }

    @Override
    public String name() {
      return "said";
    }

    @Override
    public Captioned caption(byte[] picture, long deadline) {
      boolean hasNoTime = deadline - System.nanoTime() < Duration.ofMillis(2).toNanos();
      return new Captioned(sentence, words, objects, hasNoTime ? "It is too late." : skipped);
    }
  }
}
