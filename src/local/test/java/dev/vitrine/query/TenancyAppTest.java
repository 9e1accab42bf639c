package dev.vitrine.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.local.TestApi;
import dev.vitrine.query.TenancyTable.Row;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Another seller's things cannot be told from things that do not exist: each operation of the
 * OpenAPI document answers for another seller's ids, cursors and versions exactly as for unknown
 * ones.
 *
 * <p>Here a header names the seller. API Gateway, which checks the token, is missing; {@link
 * ApiHandlerAppTest} covers what the function reads of a checked token.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html">JWT
 *     authorizers</a>
 */
@QuarkusTest
class TenancyAppTest {
  private static final JsonMapper JSON = new JsonMapper();
  static final String OWNER = "tenancy-owner";
  private static final String STRANGER = "tenancy-stranger";

  private static final Set<String> PUBLIC =
      Set.of("GET /about", "GET /styles", "GET /state-machine.json");

  /** A word that only the owner's pictures, vocabulary and texts have. */
  static final String SECRET = "zanzibar";

  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;

  private final Map<String, Row> rows = new TenancyTable().rows();

  @Test
  void everyOperationOfTheDocumentHasARow() throws IOException {
    JsonNode paths =
        JSON.readTree(given().baseUri(url.toString()).get("/q/openapi?format=json").asString())
            .path("paths");
    Set<String> operations = new TreeSet<>();
    paths
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            operations.add(
                                method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));

    assertThat(rows.keySet()).isEqualTo(operations);
  }

  @Test
  void whatIsAnotherSellersIsAsIfItWereNowhere() throws IOException {
    TenancyHandles owners = owners();
    TenancyHandles nobodys = owners.nobodys();
    Map<String, String> before = state(owners);

    rows.forEach(
        (operation, row) -> {
          Response foreign = row.send(as(STRANGER), owners);
          Response unknown = row.send(as(STRANGER), nobodys);

          assertThat(owners.without(foreign.asString()))
              .as(operation)
              .isEqualTo(nobodys.without(unknown.asString()))
              .doesNotContain(SECRET);
          assertThat(foreign.statusCode()).as(operation).isEqualTo(unknown.statusCode());
          if (operation.contains("{id}")) {
            assertThat(foreign.statusCode()).as(operation).isEqualTo(404);
          }
        });

    assertThat(state(owners)).isEqualTo(before);
  }

  @Test
  void aTamperedCursorShowsNothingOfAnotherSeller() throws IOException {
    TenancyHandles owners = owners();
    owners
        .cursors()
        .forEach(
            (operation, cursor) -> {
              for (String tampered : TenancyHandles.tampered(cursor)) {
                TenancyHandles handles =
                    new TenancyHandles(
                        owners.id(),
                        owners.version(),
                        owners.correction(),
                        owners.webhook(),
                        owners.event(),
                        owners.receipt(),
                        Map.of(operation, tampered));
                Response answer = rows.get(operation).send(as(STRANGER), handles);

                assertThat(answer.statusCode())
                    .as("%s %s", operation, tampered)
                    .isIn(200, 202, 400);
                assertThat(answer.asString())
                    .as("%s %s", operation, tampered)
                    .doesNotContain(SECRET, owners.id());
              }
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        ".",
        ".vitrine",
        "a/b",
        "a#b",
        "a b",
        "-a",
        "é",
        "店",
        "😀",
        "a\u200bb",
        "%2e%2e",
        "LONG"
      })
  void aNameThatIsNoSellersIsRefusedByEveryOperationThatAsksForOne(String name) {
    String seller = name.equals("LONG") ? "a".repeat(300) : name;
    TenancyHandles handles =
        new TenancyHandles("a".repeat(26), "x.1", "c", "0", "e", "r", new HashMap<>());
    rows.forEach(
        (operation, row) -> {
          Response answer = row.send(as(seller), handles);
          if (PUBLIC.contains(operation)) {
            assertThat(answer.statusCode()).as(operation).isEqualTo(200);
          } else {
            // A request that is malformed as well may be told so first.
            assertThat(answer.statusCode()).as(operation + " as " + name).isIn(403, 400);
          }
        });
  }

  @Test
  void namesThatDifferInLetterCaseAreDifferentSellers() throws IOException {
    TenancyHandles owners = owners();

    assertThat(as("Tenancy-Owner").get("/images/" + owners.id()).statusCode()).isEqualTo(404);
    assertThat(as("TENANCY-OWNER").get("/images").asString()).doesNotContain(SECRET, owners.id());
  }

  @Test
  void aPermissionToUploadHoldsForNoOtherSellersKey() throws IOException {
    Response policy =
        as(STRANGER)
            .body("{\"fileName\": \"x.jpg\", \"contentType\": \"image/jpeg\"}")
            .post("/uploads");
    JsonNode permission = JSON.readTree(policy.asString());
    assertThat(permission.path("key").asText()).startsWith(STRANGER + "/");

    for (String key :
        List.of(
            OWNER + "/x.jpg",
            ".vitrine/" + OWNER + "/x.jpg",
            STRANGER + "/../" + OWNER + "/x.jpg")) {
      var form = given();
      permission
          .path("fields")
          .fields()
          .forEachRemaining(
              field ->
                  form.multiPart(
                      field.getKey(),
                      field.getKey().equals("key") ? key : field.getValue().asText()));
      Response answer =
          form.multiPart("file", "x.jpg", new byte[] {1, 2, 3}, "image/jpeg")
              .post(permission.path("url").asText());

      assertThat(answer.statusCode()).as(key).isEqualTo(403);
    }
  }

  @Test
  void nineRollbacksAtOnceStepBackOrAreToldThatSomebodyElseDid() {
    String seller = "tenancy-rollbacks";
    for (String label : List.of("mug", "cup", "bowl")) {
      as(seller).contentType("text/csv").body("label\nspoon\n" + label).put("/vocabulary");
    }

    List<Integer> statuses =
        java.util.stream.IntStream.range(0, 9)
            .parallel()
            .mapToObj(i -> as(seller).body("{}").post("/vocabulary/rollback"))
            .map(Response::statusCode)
            .toList();

    // 404 when there is no version before the shipped one any more.
    assertThat(statuses).contains(200).allMatch(status -> Set.of(200, 409, 404).contains(status));
    assertThat(statuses.stream().filter(status -> status == 200).count()).isLessThanOrEqualTo(3);
  }

  private TenancyHandles owners() throws IOException {
    return TenancyHandles.ofOwner(pictures, this::as);
  }

  /** {@return everything of the owner's that a request could change} */
  private Map<String, String> state(TenancyHandles handles) {
    Map<String, String> state = new TreeMap<>();
    for (String path :
        List.of(
            "/images/" + handles.id(),
            "/images",
            "/tags",
            "/vocabulary",
            "/vocabulary/versions",
            "/exports/images.jsonl")) {
      state.put(path, as(OWNER).get(path).asString());
    }
    return state;
  }

  private RequestSpecification as(String seller) {
    return TestApi.as(url, seller).redirects().follow(false);
  }
}
