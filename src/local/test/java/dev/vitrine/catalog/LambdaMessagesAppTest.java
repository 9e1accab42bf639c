package dev.vitrine.catalog;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.AsInAws;
import dev.vitrine.TestsWithApplicationsOfTheirOwn;
import dev.vitrine.table.TableSetup;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Messages as Quarkus' own Lambda runtime reads and writes them. */
@QuarkusTest
@TestProfile(AsInAws.class)
@Tag(TestsWithApplicationsOfTheirOwn.TAG)
class LambdaMessagesAppTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Inject Catalog catalog;
  @Inject TableSetup table;

  @Test
  void theExampleOfTheStateMachineIsUnderstoodAndAnsweredWithEveryMember() throws IOException {
    table.createIfMissing();
    ImageRecord image = catalog.receive(Examples.upload("messages/message.jpg", 1)).orElseThrow();
    ObjectNode message =
        (ObjectNode)
            JSON.readTree(Path.of("statemachine/examples/StoreDescription.in.json").toFile());
    message.set("image", JSON.valueToTree(image.picture()));
    // A member that a later version of the workflow may send.
    message.put("unknown", "member");

    JsonNode result = ask(message);

    assertThat(result.path("restyles").path(0).path("style").asText()).isEqualTo("starry-night");
    // The state machine reads these: JSONata fails on a member that is not there.
    assertThat(result.has("imagePrompt")).isTrue();
    assertThat(result.path("restyles").path(0).has("prompt")).isTrue();
    ImageRecord stored = catalog.find("messages", image.imageId()).orElseThrow();
    assertThat(stored.tags().get(0).evidence().at()).hasToString("2026-11-24T10:00:02Z");
    assertThat(stored.descriptionOrNone().promptError().code()).isEqualTo("MODEL_UNAVAILABLE");
  }

  private static JsonNode ask(ObjectNode message) throws IOException {
    return JSON.readTree(
        given()
            .contentType("application/json")
            .body(message.toString())
            .post("/_lambda_")
            .then()
            .statusCode(200)
            .extract()
            .asString());
  }
}
