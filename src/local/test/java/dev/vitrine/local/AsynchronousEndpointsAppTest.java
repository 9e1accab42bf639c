package dev.vitrine.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.TestsWithApplicationsOfTheirOwn;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.image.ImageId;
import dev.vitrine.local.function.LocalFunctions;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The same state machine with both {@code Mode}s asynchronous: the real file on our runner, real
 * handlers, tokens and answers in a real S3; only the endpoints are {@link AsynchronousSageMaker}.
 */
@QuarkusTest
@TestProfile(AsynchronousEndpointsAppTest.Asynchronous.class)
@Tag(TestsWithApplicationsOfTheirOwn.TAG)
class AsynchronousEndpointsAppTest {
  private static final String BUCKET = "vitrine-uploads";
  private static final String TASKS = ".vitrine/.later/tasks/";

  public static final class Asynchronous implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "vitrine.local.mode.interrogator", "asynchronous",
          "vitrine.local.mode.sdxl", "asynchronous",
          "vitrine.sweep.patience", "PT0S",
          "vitrine.local.most-running", "10");
    }
  }

  @Inject S3Client s3;
  @Inject LocalFunctions functions;
  @Inject Catalog catalog;

  @TestHTTPResource("/")
  URL page;

  private final JsonMapper json = new JsonMapper();
  private TestApi api;

  @BeforeEach
  void allIsWell() {
    api = new TestApi(page);
    AsynchronousSageMaker.silent = false;
    AsynchronousSageMaker.ANSWERED.clear();
  }

  @Test
  void aPictureIsDescribedAndRestyledByEndpointsThatAnswerLater() throws Exception {
    String id = TestApi.put(s3, "demo/later/a.jpg", TestApi.COFFEE, "starry-night");

    JsonNode image = api.awaitSettled(id);

    assertThat(image.path("status").asText()).isEqualTo("done");
    assertThat(image.path("prompt").path("mode").asText()).isEqualTo("best");
    JsonNode restyle = image.path("restyles").path(0);
    assertThat(restyle.path("status").asText()).isEqualTo("done");
    assertThat(api.bytes(restyle.path("url").asText())).startsWith(0xFF, 0xD8);
    assertThat(AsynchronousSageMaker.ANSWERED).hasSize(2);
    assertThat(api.get("images/" + id + "/execution").path("steps").findValuesAsText("state"))
        .containsSubsequence("SubmitPrompt", "WritePrompt", "SubmitRestyle", "RestyleImage");
  }

  @Test
  void anAnswerWhoseNoticeWasLostIsFoundByTheSweep() throws Exception {
    AsynchronousSageMaker.silent = true;
    String id = TestApi.put(s3, "demo/later/b.jpg", TestApi.COFFEE);
    TestApi.await(
        "a question is answered, its task kept",
        () -> !AsynchronousSageMaker.ANSWERED.isEmpty() && !tasks().isEmpty());
    assertThat(api.get("images/" + id).path("status").asText()).isEqualTo("running");

    AtomicInteger resumed = new AtomicInteger();
    TestApi.await( // more than one sweep, because the listing's clock has seconds
        "the sweep resumes the task", () -> resumed.addAndGet(sweep().path("resumed").asInt()) > 0);

    assertThat(resumed.get()).isEqualTo(1);
    assertThat(api.awaitSettled(id).path("prompt").path("mode").asText()).isEqualTo("best");
    assertThat(tasks()).isEmpty();
  }

  @Test
  void whatWasAnsweredBeforeItsAskerKnewIsForgottenByTheSweep() throws Exception {
    api.awaitSettled(TestApi.put(s3, "demo/later/c.jpg", TestApi.COFFEE));

    TestApi.await(
        "the sweep forgets the task",
        () -> {
          assertThat(sweep().path("resumed").asInt()).isZero();
          return tasks().isEmpty();
        });
  }

  @Test
  void aRefusalIsNotAskedAgainAndIsSaidInWords() throws Exception {
    String id = TestApi.put(s3, "demo/later/d.jpg", TestApi.COFFEE);
    api.awaitSettled(id);
    AsynchronousSageMaker.ANSWERED.clear();

    RestAssured.given()
        .contentType(ContentType.JSON)
        .body(Map.of("prompt", "a watercolour")) // the painter knows its presets only
        .post(page + "images/" + id + "/restyles")
        .then()
        .statusCode(202);
    JsonNode restyle = api.awaitRestyled("demo", id).path("restyles").path(0);

    assertThat(restyle.path("status").asText()).isEqualTo("failed");
    assertThat(restyle.path("error").path("code").asText()).isEqualTo("MODEL_REFUSED");
    assertThat(AsynchronousSageMaker.ANSWERED).hasSize(1);
  }

  @Test
  void picturesWaitOnTheDiskUntilExecutionsHaveEndedButAPersonNeedNot() throws Exception {
    String urgent = TestApi.put(s3, "room/urgent.jpg", TestApi.COFFEE);
    api.awaitSettled("room", urgent);
    AsynchronousSageMaker.silent = true; // so that no execution ends
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      ids.add(TestApi.put(s3, "room/" + i + ".jpg", TestApi.COFFEE));
    }
    TestApi.await("eight of ten places are taken", () -> tasks().size() == 8);
    TestApi.await(
        "all are in the catalog",
        () -> ids.stream().allMatch(id -> catalog.find("room", new ImageId(id)).isPresent()));

    RestAssured.given()
        .header("Vitrine-Seller", "room")
        .contentType(ContentType.JSON)
        .body(Map.of("style", "starry-night"))
        .post(page + "images/" + urgent + "/restyles")
        .then()
        .statusCode(202);
    TestApi.await("what a person waits for is asked for", () -> tasks().size() == 9);

    AsynchronousSageMaker.silent = false;
    for (String id : ids) {
      TestApi.await("it goes on", () -> sweep().path("resumed").asInt() >= 0 && isDone(id));
    }
    assertThat(api.awaitRestyled("room", urgent).at("/restyles/0/status").asText())
        .isEqualTo("done");
  }

  private boolean isDone(String id) throws Exception {
    return api.get("room", "images/" + id).path("status").asText().equals("done");
  }

  private JsonNode sweep() throws Exception {
    return json.readTree(functions.invoke("sweep", "{}".getBytes(UTF_8)).payload());
  }

  private List<String> tasks() {
    return s3.listObjectsV2(r -> r.bucket(BUCKET).prefix(TASKS)).contents().stream()
        .map(object -> object.key())
        .toList();
  }
}
