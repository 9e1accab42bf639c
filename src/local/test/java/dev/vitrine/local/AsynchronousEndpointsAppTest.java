package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.TestsWithApplicationsOfTheirOwn;
import dev.vitrine.catalog.Catalog;
import dev.vitrine.image.ImageId;
import dev.vitrine.workflow.WorkflowConfig;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * The same state machine with both {@code Mode}s asynchronous: the real file on our runner, real
 * handlers, tokens and answers in a real S3; only the endpoints are {@link AsynchronousSageMaker}.
 */
@QuarkusTest
@TestProfile(AsynchronousEndpointsAppTest.Asynchronous.class)
@Tag(TestsWithApplicationsOfTheirOwn.TAG)
class AsynchronousEndpointsAppTest {
  public static final class Asynchronous implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "vitrine.endpoint.interrogator-mode", "asynchronous",
          "vitrine.endpoint.sdxl-mode", "asynchronous",
          "vitrine.sweep.patience", "PT0S",
          "vitrine.local.most-running", "10");
    }
  }

  @Inject S3Client s3;
  @Inject SfnClient stepFunctions;
  @Inject WorkflowConfig config;
  @Inject Catalog catalog;

  @TestHTTPResource("/")
  URL page;

  private TestApi api;

  @BeforeEach
  void allIsWell() {
    api = new TestApi(page);
    AsynchronousSageMaker.wakeUp();
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
    assertThat(asked(id)).isEqualTo(2);
  }

  @Test
  void anAnswerThatComesLaterIsWaitedFor() throws Exception {
    AsynchronousSageMaker.fallAsleep();
    String id = TestApi.put(s3, "demo/later/b.jpg", TestApi.COFFEE);
    TestApi.await("the prompt is asked for", () -> asked(id) == 1);
    assertThat(api.get("images/" + id).path("status").asText()).isEqualTo("running");

    AsynchronousSageMaker.wakeUp();

    assertThat(api.awaitSettled(id).path("prompt").path("mode").asText()).isEqualTo("best");
    assertThat(asked(id)).isEqualTo(1);
  }

  @Test
  void aRefusalIsNotAskedAgainAndIsSaidInWords() throws Exception {
    String id = TestApi.put(s3, "demo/later/d.jpg", TestApi.COFFEE);
    api.awaitSettled(id);

    RestAssured.given()
        .contentType(ContentType.JSON)
        .body(Map.of("prompt", "a watercolour")) // the painter knows its presets only
        .post(page + "images/" + id + "/restyles")
        .then()
        .statusCode(202);
    JsonNode restyle = api.awaitRestyled("demo", id).path("restyles").path(0);

    assertThat(restyle.path("status").asText()).isEqualTo("failed");
    assertThat(restyle.path("error").path("code").asText()).isEqualTo("MODEL_REFUSED");
    assertThat(asked(id)).isEqualTo(2); // the prompt, and the painting once
  }

  @Test
  void picturesWaitOnTheDiskUntilExecutionsHaveEndedButAPersonNeedNot() throws Exception {
    String urgent = TestApi.put(s3, "room/urgent.jpg", TestApi.COFFEE);
    api.awaitSettled("room", urgent);
    AsynchronousSageMaker.fallAsleep(); // so that no execution ends
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      ids.add(TestApi.put(s3, "room/" + i + ".jpg", TestApi.COFFEE));
    }
    TestApi.await("eight of ten places are taken", () -> running() == 8);
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
    TestApi.await("what a person waits for is asked for", () -> asked(urgent) == 2);

    AsynchronousSageMaker.wakeUp();
    for (String id : ids) {
      TestApi.await("it goes on", () -> isDone(id));
    }
    assertThat(api.awaitRestyled("room", urgent).at("/restyles/0/status").asText())
        .isEqualTo("done");
  }

  private boolean isDone(String id) throws Exception {
    return api.get("room", "images/" + id).path("status").asText().equals("done");
  }

  private int running() {
    return stepFunctions
        .listExecutions(r -> r.stateMachineArn(config.stateMachineArn()).statusFilter("RUNNING"))
        .executions()
        .size();
  }

  private static long asked(String imageId) {
    return AsynchronousSageMaker.ASKED.stream().filter(asked -> asked.startsWith(imageId)).count();
  }
}
