package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.TestsWithApplicationsOfTheirOwn;
import dev.vitrine.local.captioner.StaticOllama;
import dev.vitrine.local.eyes.Expected;
import dev.vitrine.local.model.ModelName;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;

/**
 * VITRINE_CLIP names a folder: a SigLIP of tiny random weights, whose answers mean nothing.
 * VITRINE_CAPTIONER names a model of an Ollama on loopback, which always says the same.
 */
@QuarkusTest
@TestProfile(RealEyesAppTest.WithModels.class)
@Tag(TestsWithApplicationsOfTheirOwn.TAG)
class RealEyesAppTest {
  public static final class WithModels implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "vitrine.local.clip",
          Expected.folder("siglip").toString(),
          "vitrine.local.captioner",
          "ollama:llava:7b",
          "vitrine.local.ollama-host",
          StaticOllama.saying("A cup of coffee.", "ILLY", "since 1933"));
    }
  }

  @Inject S3Client s3;
  @Inject SageMakerRuntimeClient sageMaker;

  @TestHTTPResource("/")
  URL page;

  private final JsonMapper json = new JsonMapper();

  @Test
  void theEndpointAnswersWithTheModelOfTheFolder() throws Exception {
    String coffee = Base64.getEncoder().encodeToString(Files.readAllBytes(TestApi.COFFEE));
    String labels = "\"candidate_labels\":[\"coffee\",\"sofa\"],\"multi_label\":true";

    JsonNode answer = ask("{\"image\":\"%s\",%s}".formatted(coffee, labels));

    assertThat(answer.at("/model/name").asText()).isEqualTo("siglip");
    assertThat(answer.at("/model/logit_scale").asDouble()).isCloseTo(50, within(1e-3));
    assertThat(answer.path("predictions")).hasSize(2);

    String set = answer.at("/model/label_set").asText();
    JsonNode recalled =
        ask(
            "{\"embedding_of_image\":\"%s\",\"label_set\":\"%s\",\"multi_label\":true}"
                .formatted(answer.path("embedding").asText(), set));
    for (int i = 0; i < 2; i++) {
      JsonNode one = answer.path("predictions").path(i);
      assertThat(recalled.path("predictions").path(i).path("label")).isEqualTo(one.path("label"));
      assertThat(recalled.path("predictions").path(i).path("score").asDouble())
          .isCloseTo(one.path("score").asDouble(), within(1e-3));
    }
  }

  @Test
  void aPictureIsDescribedAndNoTagComesFromTheStandIn() throws Exception {
    TestApi api = new TestApi(page);

    JsonNode image = api.awaitSettled(TestApi.put(s3, "demo/eyes/a.jpg", TestApi.COFFEE));

    assertThat(image.path("status").asText()).isEqualTo("done");
    assertThat(image.path("tags").size() + image.path("suggestions").size()).isPositive();
    for (String values : List.of("tags", "attributes")) {
      assertThat(image.path(values).toString()).doesNotContain(ModelName.CLIP);
    }
  }

  @Test
  void aTextFindsPicturesThatDoNotHaveItsWords() throws Exception {
    TestApi api = new TestApi(page);
    String id = TestApi.put(s3, "text/eyes/a.jpg", TestApi.COFFEE);
    api.awaitSettled("text", id);
    // What random weights find near is not known beforehand: each text has an even chance.
    List<String> texts = List.of("red", "blue dress", "lamp", "sofa", "shoe", "ring", "hat", "sky");
    List<String> described = new ArrayList<>();
    TestApi.await(
        "the picture is found by meaning",
        () -> {
          for (String text : texts) {
            JsonNode found = api.get("text", "search?text=" + text.replace(" ", "%20"));
            assertThat(found.path("model").asText()).isEqualTo("siglip");
            if (found.at("/found/0/by").asText().equals("meaning")) {
              assertThat(found.at("/found/0/card/imageId").asText()).isEqualTo(id);
              assertThat(found.at("/found/0/likeness").isNumber()).isTrue();
              described.add(text);
              return found.path("meaning").asText().equals("searched");
            }
          }
          return false;
        });
    JsonNode words = api.get("text", "search?text=a.jpg");
    assertThat(words.findValuesAsText("by")).containsExactly("words");
    try (Browser browser = Browser.open("about:blank", 1280, 900).as("text")) {
      browser.goTo(page + "#/");
      browser.write("search", described.get(0) + Keys.ENTER);
      browser.waitUntilTextContains("looks-like", "Looks like it");
      browser.resize(320, 700);
      browser.waitUntil("document.documentElement.scrollWidth <= innerWidth");
      browser.click("card-link", id);
      browser.waitUntilTextContains("picture-name", "a.jpg");
      assertThat(browser.consoleErrors()).isEmpty();
    }
  }

  @Test
  void theWordsThatACaptionerReadsAreAnAttributeThatASellerSeesAndCorrects() throws Exception {
    TestApi api = new TestApi(page);
    String id = TestApi.put(s3, "demo/eyes/words.jpg", TestApi.COFFEE);

    JsonNode text = api.awaitSettled(id).path("attributes").path("text");

    assertThat(text.path("value").asText()).isEqualTo("ILLY since 1933");
    assertThat(text.path("locked").asBoolean(true)).isFalse();
    JsonNode evidence = text.path("evidence");
    assertThat(evidence.path("source").asText()).isEqualTo("machine");
    assertThat(evidence.path("model").asText()).isEqualTo("ollama:llava:7b");
    assertThat(evidence.path("execution").asText()).startsWith(id);
    try (Browser browser = Browser.open(page + "#/pictures/" + id, 1280, 900)) {
      browser.waitUntilTextContains("attributes", "Words on it");
      browser.waitUntilTextContains("attributes", "read by a model");
      browser.click("attribute-edit", "text");
      browser.write("attribute-input", "illy, since 1933");
      browser.click("attribute-save");
      browser.waitUntilTextContains("attributes", "illy, since 1933");
      assertThat(browser.consoleErrors()).isEmpty();
    }
    JsonNode corrected = api.get("images/" + id).path("attributes").path("text");
    assertThat(corrected.path("locked").asBoolean()).isTrue();
    assertThat(api.get("images?text=illy,").findValuesAsText("imageId")).containsExactly(id);
  }

  @Test
  void thePageIsToldThatTheModelIsNoStandIn() throws Exception {
    TestApi api = new TestApi(page);
    TestApi.await( // the model is opened after the port
        "the page names the model", () -> clip(api).path("name").asText().equals("siglip"));

    assertThat(clip(api).path("standIn").asBoolean()).isFalse();
  }

  @Test
  void aPromptIsTheCaptionAndPhrasesThatTheModelRanks() throws Exception {
    TestApi api = new TestApi(page);
    TestApi.await(
        "the word lists are read",
        () -> {
          String what = api.get("about").path("models").path(1).path("what").asText();
          return what.contains("siglip ranks the word lists");
        });
    String id = TestApi.put(s3, "demo/eyes/ranked.jpg", TestApi.COFFEE);

    JsonNode prompt = api.awaitSettled(id).path("prompt");

    assertThat(prompt.path("text").asText())
        .startsWith("A cup of coffee")
        .doesNotStartWith("A cup of coffee."); // the captioner's full stop
    assertThat(prompt.path("mode").asText()).isEqualTo("fast");
    assertThat(prompt.path("evidence").path("model").asText())
        .isEqualTo("ollama:llava:7b + siglip");
  }

  private static JsonNode clip(TestApi api) throws Exception {
    return api.get("about").path("models").path(0);
  }

  private JsonNode ask(String body) throws Exception {
    return json.readTree(
        sageMaker
            .invokeEndpoint(
                r ->
                    r.endpointName("vitrine-clip")
                        .contentType("application/json")
                        .body(SdkBytes.fromUtf8String(body)))
            .body()
            .asUtf8String());
  }
}
