package dev.vitrine.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.query.Pictures;
import dev.vitrine.table.Table;
import dev.vitrine.table.TableKeys;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;

/** The same API behind API Gateway, through Quarkus' own Lambda runtime. */
@QuarkusTest
class ApiHandlerAppTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Inject Pictures pictures;
  @Inject Table table;

  @Test
  void theSellerIsTheClaimAndNothingTheClientWrites() throws IOException {
    ImageRecord image = pictures.done("claimed", "cup");
    ObjectNode event = event("GET", "/images/" + image.imageId(), "claimed");
    assertThat(ask(event).path("statusCode").asInt()).isEqualTo(200);

    ObjectNode forged = event("GET", "/images/" + image.imageId(), "stranger");
    ((ObjectNode) forged.path("headers")).put("vitrine-seller", "claimed");
    assertThat(ask(forged).path("statusCode").asInt()).isEqualTo(404);
    assertThat(body(ask(forged)).path("code").asText()).isEqualTo("IMAGE_NOT_FOUND");
  }

  @Test
  void withoutAClaimThereIsNoSellerEvenIfTheHeaderNamesOne() throws IOException {
    ObjectNode event = event("GET", "/images", null);
    ((ObjectNode) event.path("headers")).put("Vitrine-Seller", "demo");

    JsonNode answer = ask(event);

    assertThat(answer.path("statusCode").asInt()).isEqualTo(401);
    assertThat(answer.path("headers").path("content-type").asText())
        .isEqualTo("application/problem+json");
  }

  @Test
  void aTokenThatNamesNoSellerMakesNobodyASeller() throws IOException {
    ImageRecord image = pictures.done("8f14e45f-ceea-467f-a0e6-9d3c4b5a6d7e", "cup");
    ObjectNode event = event("GET", "/images", null);
    ((ObjectNode) event.path("requestContext"))
        .putObject("authorizer")
        .putObject("jwt")
        .putObject("claims")
        .put("sub", image.seller())
        .put("token_use", "access");

    JsonNode answer = ask(event);

    assertThat(answer.path("statusCode").asInt()).isEqualTo(403);
    assertThat(body(answer).path("code").asText()).isEqualTo("NO_SELLER");
  }

  @Test
  void oneSellerGetsNoMoreThanTheirShareOfTheApi() throws IOException {
    Instant period = SellerRate.period(Instant.now());
    List<Instant> periods = List.of(period, period.plusSeconds(10), period.plusSeconds(20));
    for (Instant one : periods) {
      Map<String, AttributeValue> asked = new HashMap<>(TableKeys.calls("hasty", one));
      asked.put(TableKeys.COUNT, TableKeys.n(10 * 1000));
      table.put(Put.builder().item(asked).build());
    }

    JsonNode refused = ask(event("GET", "/images", "hasty"));
    JsonNode answered = ask(event("GET", "/images", "patient"));

    assertThat(refused.path("statusCode").asInt()).isEqualTo(429);
    assertThat(body(refused).path("code").asText()).isEqualTo("TOO_MANY_REQUESTS");
    assertThat(refused.path("headers").path("retry-after").asInt()).isBetween(1, 10);
    assertThat(answered.path("statusCode").asInt()).isEqualTo(200);
    assertThat(periods.stream().map(one -> table.item(TableKeys.calls("patient", one))))
        .filteredOn(item -> !item.isEmpty())
        .hasSize(1)
        .allMatch(item -> TableKeys.number(item, TableKeys.COUNT) == 1)
        .allMatch(item -> TableKeys.number(item, TableKeys.EXPIRES_AT) > period.getEpochSecond());
    assertThat(ask(event("GET", "/about", null)).path("statusCode").asInt()).isEqualTo(200);
  }

  @Test
  void textIsCompressedForWhoTakesItCompressed() throws IOException {
    Matcher script =
        Pattern.compile("src=\"(js/page-[^\"]+)")
            .matcher(ask(event("GET", "/", null)).path("body").asText());
    assertThat(script.find()).isTrue();
    ObjectNode event = event("GET", "/" + script.group(1), null);
    JsonNode plain = ask(event);
    assertThat(plain.path("headers").path("cache-control").asText()).contains("immutable");
    assertThat(plain.path("headers").has("content-encoding")).isFalse();
    ((ObjectNode) event.path("headers")).put("accept-encoding", "br;q=0.5, gzip");

    JsonNode answer = ask(event);

    assertThat(answer.path("headers").path("content-encoding").asText()).isEqualTo("gzip");
    assertThat(answer.path("headers").path("vary").asText()).contains("accept-encoding");
    byte[] bytes = Base64.getDecoder().decode(answer.path("body").asText());
    assertThat(bytes).hasSizeLessThan(plain.path("body").asText().length());
    assertThat(new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(plain.path("body").asText());
  }

  @Test
  void picturesAndSmallAnswersAreNotCompressed() throws IOException {
    for (String path : List.of("/samples/coffee.jpg", "/styles")) {
      ObjectNode event = event("GET", path, "kinds");
      ((ObjectNode) event.path("headers")).put("accept-encoding", "gzip");

      assertThat(ask(event).path("headers").has("content-encoding")).as(path).isFalse();
    }
  }

  @Test
  void takesBodiesInBase64AndQueriesOfSeveralValues() throws IOException {
    ImageRecord image = pictures.done("bodies", "cup");
    ObjectNode put = event("PUT", "/images/" + image.imageId() + "/attributes/color", "bodies");
    byte[] value = "{\"value\": \"grün\"}".getBytes(StandardCharsets.UTF_8);
    put.put("body", Base64.getEncoder().encodeToString(value)).put("isBase64Encoded", true);
    ((ObjectNode) put.path("headers")).put("content-type", "application/json");
    assertThat(body(ask(put)).path("attributes").path("color").path("value").asText())
        .isEqualTo("grün");
    pictures.follow(image);

    ObjectNode list = event("GET", "/images", "bodies");
    list.put("rawQueryString", "tag=cup&attribute=color:gr%C3%BCn&limit=5");
    assertThat(body(ask(list)).path("images")).hasSize(1);
  }

  /** API Gateway decodes the path, also the raw one. */
  @ParameterizedTest
  @ValueSource(
      strings = {"french bread", "50%off", "100%deluxe", "größe 38", "a+b", "c#", "[1]~!$&'()*;="})
  void aDecodedPathIsReadAsItIs(String label) throws IOException {
    ImageRecord image = pictures.done("decoded", "cup");
    String path = "/images/" + image.imageId() + "/tags/" + label;

    JsonNode answer = ask(event("PUT", path, "decoded"));
    assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
    assertThat(labels(answer)).contains(label);
    assertThat(labels(ask(event("DELETE", path, "decoded")))).containsExactly("cup");
  }

  @Test
  void theQueryTakesALabelThatADecodedPathCannotHave() throws IOException {
    ImageRecord image = pictures.done("slashes", "cup");
    ObjectNode put = event("PUT", "/images/" + image.imageId() + "/tags", "slashes");
    put.put("rawQueryString", "label=salt+%2F+pepper%3F+100%25");
    ObjectNode delete = put.deepCopy();
    ((ObjectNode) delete.at("/requestContext/http")).put("method", "DELETE");

    assertThat(labels(ask(put))).contains("salt / pepper? 100%");
    assertThat(labels(ask(delete))).containsExactly("cup");
    put.put("rawQueryString", "");
    JsonNode without = ask(put);
    assertThat(without.path("statusCode").asInt()).isEqualTo(400);
    assertThat(body(without).path("field").asText()).isEqualTo("label");
  }

  @Test
  void answersWithRedirectionsAndWithWhatIsNoText() throws IOException {
    ImageRecord image = pictures.done("kinds", "cup");

    JsonNode redirection = ask(event("GET", "/images/" + image.imageId() + "/rendition", "kinds"));
    assertThat(redirection.path("statusCode").asInt()).isEqualTo(302);
    assertThat(redirection.path("headers").path("location").asText()).contains("rendition-1024");
    JsonNode file = ask(event("GET", "/samples/coffee.jpg", "kinds"));
    assertThat(file.path("isBase64Encoded").asBoolean()).isTrue();
    assertThat(Base64.getDecoder().decode(file.path("body").asText())).startsWith(0xff, 0xd8);
  }

  @Test
  void exportsAreText() throws IOException {
    pictures.done("exported", "größe");

    JsonNode answer = ask(event("GET", "/exports/images.csv", "exported"));

    assertThat(answer.path("isBase64Encoded").asBoolean()).isFalse();
    assertThat(answer.path("body").asText()).contains("größe");
  }

  @Test
  void deletesWithoutABody() throws IOException {
    ImageRecord image = pictures.done("deleted", "cup");

    assertThat(
            ask(event("DELETE", "/images/" + image.imageId(), "deleted"))
                .path("statusCode")
                .asInt())
        .isEqualTo(204);
  }

  static ObjectNode event(String method, String path, @Nullable String seller) {
    ObjectNode event = JSON.createObjectNode().put("version", "2.0").put("rawPath", path);
    event.put("routeKey", "$default").put("rawQueryString", "").put("isBase64Encoded", false);
    event.putObject("headers").put("accept", "*/*").put("host", "x.execute-api.amazonaws.com");
    ObjectNode context = event.putObject("requestContext").put("stage", "$default");
    context.putObject("http").put("method", method).put("path", path);
    if (seller != null) {
      ObjectNode jwt = context.putObject("authorizer").putObject("jwt");
      jwt.putObject("claims").put("custom:seller", seller).put("sub", "somebody");
      jwt.putNull("scopes");
    }
    return event;
  }

  /** RestAssured's usual port is that of the Lambda runtime's mock event server. */
  static JsonNode ask(ObjectNode event) throws IOException {
    return JSON.readTree(
        given()
            .contentType("application/json")
            .body(event.toString())
            .post("/_lambda_")
            .then()
            .statusCode(200)
            .extract()
            .asString());
  }

  private static List<String> labels(JsonNode answer) throws IOException {
    List<String> labels = new ArrayList<>();
    body(answer).path("tags").forEach(tag -> labels.add(tag.path("label").asText()));
    return labels;
  }

  static JsonNode body(JsonNode answer) throws IOException {
    return JSON.readTree(answer.path("body").asText());
  }
}
