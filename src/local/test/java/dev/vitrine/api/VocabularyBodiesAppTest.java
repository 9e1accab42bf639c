package dev.vitrine.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.query.ApiAppTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.Charset;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The letters of a table of labels, on the port and behind API Gateway. */
@QuarkusTest
class VocabularyBodiesAppTest {
  private static final String TABLE = "label\nmug\nWeißtöne\n";

  @TestHTTPResource("/vocabulary")
  URL url;

  @Test
  void bytesOfOldExcelAreReadBehindApiGateway() throws IOException {
    byte[] file = TABLE.getBytes(Charset.forName("windows-1252"));
    ObjectNode put = put("application/octet-stream");
    put.put("body", Base64.getEncoder().encodeToString(file)).put("isBase64Encoded", true);

    JsonNode answer = ApiHandlerAppTest.ask(put);

    assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
    assertThat(ApiHandlerAppTest.body(answer).at("/warnings/0/line").asInt()).isEqualTo(3);
    JsonNode live =
        ApiHandlerAppTest.body(
            ApiHandlerAppTest.ask(ApiHandlerAppTest.event("GET", "/vocabulary", "old-excel")));
    assertThat(live.path("categories").toString()).contains("Weißtöne");
  }

  /** API Gateway makes a string of a text, which cannot have the letters' bytes. */
  @Test
  void lettersThatApiGatewayLostAreRefused() throws IOException {
    ObjectNode put = put("text/csv");
    put.put("body", TABLE.replaceAll("[ßö]", "\uFFFD"));

    JsonNode answer = ApiHandlerAppTest.ask(put);

    assertThat(answer.path("statusCode").asInt()).isEqualTo(422);
    JsonNode problem = ApiHandlerAppTest.body(answer);
    assertThat(problem.path("code").asText()).isEqualTo("INVALID_VOCABULARY");
    assertThat(problem.at("/problems/0/line").asInt()).isEqualTo(3);
  }

  /** The string has the letters already, whatever encoding they were sent in. */
  @Test
  void aTextOfApiGatewayIsNotDecodedAgain() throws IOException {
    ObjectNode put = put("text/csv; charset=windows-1252");
    put.put("body", TABLE);

    assertThat(ApiHandlerAppTest.ask(put).path("statusCode").asInt()).isEqualTo(200);
    JsonNode live =
        ApiHandlerAppTest.body(
            ApiHandlerAppTest.ask(ApiHandlerAppTest.event("GET", "/vocabulary", "old-excel")));
    assertThat(live.path("categories").toString()).contains("\"Weißtöne\"");
    put.put("body", TABLE.replaceAll("[ßö]", "\uFFFD"));
    assertThat(ApiHandlerAppTest.ask(put).path("statusCode").asInt()).isEqualTo(422);
  }

  @Test
  void theContentTypeNamesTheEncoding() {
    byte[] file = "label\nmug\nŁódź\n".getBytes(Charset.forName("windows-1250"));

    sent("text/csv; charset=windows-1250", file)
        .then()
        .statusCode(200)
        .body("warnings", hasSize(0));
    given()
        .header("Vitrine-Seller", "central-europe")
        .get(url)
        .then()
        .body("categories[1].name", equalTo("Łódź"));
    ApiAppTest.problem(sent("text/csv; charset=klingon", file), 415, "UNSUPPORTED_MEDIA_TYPE");
    ApiAppTest.problem(sent("text/csv; charset=utf-8", file), 422, "INVALID_VOCABULARY");
  }

  /** RestAssured would encode a body by the charset that it knows. */
  private Response sent(String type, byte[] file) {
    return given()
        .header("Vitrine-Seller", "central-europe")
        .header("Content-Type", type)
        .body(file)
        .put(url);
  }

  private static ObjectNode put(String type) {
    ObjectNode put = ApiHandlerAppTest.event("PUT", "/vocabulary", "old-excel");
    ((ObjectNode) put.path("headers")).put("content-type", type);
    return put;
  }
}
