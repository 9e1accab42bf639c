package dev.vitrine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.vitrine.event.EventType;
import dev.vitrine.local.TestApi;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a seller says of webhooks over HTTP, without a delivery. */
@QuarkusTest
class WebhookSettingsAppTest {
  @TestHTTPResource("/")
  URL url;

  @Test
  void aSecretIsShownOnceAndASellerHasFiveWebhooks() {
    JsonPath first = create("hooks-five", "https://shop.example/1");
    assertThat(first.getString("secret")).startsWith("whsec_").hasSize(50);
    for (int i = 2; i <= 5; i++) {
      create("hooks-five", "https://shop.example/" + i);
    }

    as("hooks-five")
        .get("/webhooks")
        .then()
        .body("webhooks", hasSize(5))
        .body("webhooks[0].url", equalTo("https://shop.example/1"))
        .body("webhooks.secret", equalTo(Arrays.asList(null, null, null, null, null)));
    ApiAppTest.problem(
        as("hooks-five").body(Map.of("url", "https://shop.example/6")).post("/webhooks"),
        409,
        "LIMIT_REACHED");
    as("hooks-five").delete("/webhooks/" + first.getString("id")).then().statusCode(204);
    ApiAppTest.problem(
        as("hooks-five").get("/webhooks/" + first.getString("id")), 404, "WEBHOOK_NOT_FOUND");
    as("hooks-five").get("/webhooks").then().body("webhooks", hasSize(4));
    as("hooks-none").get("/webhooks").then().body("webhooks", empty());
  }

  @Test
  void aNewSecretIsShownOnceAndTheFormerOneSignsUntilTomorrow() {
    JsonPath created = create("hooks-renewed", "https://shop.example/1");
    String path = "/webhooks/" + created.getString("id");
    assertThat(created.getString("formerSecretsUntil")).isNull();

    JsonPath renewed =
        as("hooks-renewed").post(path + "/secret").then().statusCode(200).extract().jsonPath();

    assertThat(renewed.getString("secret"))
        .startsWith("whsec_")
        .hasSize(50)
        .isNotEqualTo(created.getString("secret"));
    assertThat(Instant.parse(renewed.getString("formerSecretsUntil")))
        .isBetween(
            Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(24)));
    as("hooks-renewed")
        .get(path)
        .then()
        .body("secret", nullValue())
        .body("formerSecretsUntil", equalTo(renewed.getString("formerSecretsUntil")));
    ApiAppTest.problem(
        as("hooks-renewed").post("/webhooks/000000000000/secret"), 404, "WEBHOOK_NOT_FOUND");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"url\": \"\"}",
        "{\"url\": \"http://shop.example/\"}",
        "{\"url\": \"https://shop.example:8443/\"}",
        "{\"url\": \"https://a:b@shop.example/\"}",
        "{\"url\": \"https://shop.example/\", \"events\": [\"image.sold\"]}",
        "{\"url\": \"https://shop.example/\", \"events\": [null]}",
        "{\"url\": \"https://shop.example/\", \"secret\": \"mine\"}"
      })
  void refusesWhatIsNoWebhook(String body) {
    ApiAppTest.problem(as("hooks-bad").body(body).post("/webhooks"), 400, "INVALID_REQUEST");
  }

  @Test
  void theDescriptionOfTheApiKnowsThem() {
    JsonPath api = as("any").accept("application/json").get("/q/openapi").jsonPath();

    assertThat(api.getString("paths.'/webhooks'.post.description")).contains("webhook-signature");
    assertThat(api.getList("components.schemas.Delivery.required", String.class))
        .contains("eventId", "status", "attempts", "body");
    String event = "paths.'/webhooks'.post.callbacks.event.'{$request.body#/url}'.post";
    assertThat(api.getMap(event + ".requestBody.content.'application/json'.examples"))
        .containsOnlyKeys(
            Arrays.stream(EventType.values()).map(EventType::word).toArray(String[]::new));
    assertThat(api.getMap("components.schemas.WebhookEventData.properties"))
        .containsOnlyKeys("seller", "imageId", "key", "revision", "status", "error", "export");
  }

  private JsonPath create(String seller, String address) {
    return as(seller)
        .body(Map.of("url", address))
        .post("/webhooks")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath();
  }

  private RequestSpecification as(String seller) {
    return TestApi.as(url, seller);
  }
}
