package dev.vitrine.api;

import static dev.vitrine.query.ApiAppTest.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.query.Pictures;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every answer that is none says so in the same form. */
@QuarkusTest
class ProblemsAppTest {
  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {                                                          | INVALID_JSON
          []                                                         | INVALID_JSON
          "text"                                                     | INVALID_JSON
          {"fileName": "a", "contentType": "image/jpeg"} x           | INVALID_JSON
          {"fileName": "a", "fileName": "b", "contentType": "image/gif"}  | INVALID_JSON
          {"fileName": "a", "contentType": "image/gif", "restyle": ["great-wave",]} | INVALID_JSON
          {"fileName": "a\\q", "contentType": "image/gif"}           | INVALID_JSON
          {"fileName": "a                                            | INVALID_JSON
          {}                                                         | INVALID_REQUEST
          null                                                       | INVALID_REQUEST
          {"fileName": 5, "contentType": "image/jpeg"}               | INVALID_REQUEST
          {"fileName": "a", "contentType": "image/jpeg", "x": 1}     | INVALID_REQUEST
          {"fileName": "a/b.jpg", "contentType": "image/jpeg"}       | INVALID_REQUEST
          {"fileName": "..", "contentType": "image/jpeg"}            | INVALID_REQUEST
          {"fileName": "._a.jpg", "contentType": "image/jpeg"}       | INVALID_REQUEST
          {"fileName": "a\\u0000", "contentType": "image/jpeg"}      | INVALID_REQUEST
          {"fileName": "a", "contentType": "image/heic"}             | UNSUPPORTED_FORMAT
          {"fileName": "a.HEIC", "contentType": "application/octet-stream"} | UNSUPPORTED_FORMAT
          {"fileName": "a", "contentType": "image/x-icon"}           | UNSUPPORTED_FORMAT
          {"fileName": "a", "contentType": "image/gif", "restyle": ["x"]}  | UNKNOWN_STYLE
          {"fileName": "a", "contentType": "image/gif", "restyle": [null]} | UNKNOWN_STYLE
          {"fileName": "a", "contentType": "image/gif", "restyle": "great-wave"} | INVALID_REQUEST
          """)
  void anUploadThatIsNoneIsRefused(String body, String code) {
    problem(json().body(body).post("/uploads"), 400, code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"fileName": "", "contentType": "image/gif"}           | fileName | A file's name has 1 to 200 characters.
          {"fileName": 5, "contentType": "image/gif"}            | fileName | A field of the request has another type of value than Vitrine expects.
          {"fileName": "a", "x": 1}                              | x        | The request has a field that Vitrine does not know.
          """)
  void theFieldIsNamedBesideTheSentence(String body, String field, String detail) {
    problem(json().body(body).post("/uploads"), 400, "INVALID_REQUEST")
        .body("field", equalTo(field))
        .body("detail", equalTo(detail));
  }

  @Test
  void aParameterIsNamedBesideTheSentence() {
    problem(request().get("/images?limit=0"), 400, "INVALID_REQUEST")
        .body("field", equalTo("limit"))
        .body("detail", equalTo("This must be a whole number from 1 to 100."));
    problem(
            request().put("/images/" + "a".repeat(26) + "/tags/" + "x".repeat(101)),
            400,
            "INVALID_REQUEST")
        .body("field", equalTo("label"))
        .body("detail", equalTo("A tag has 1 to 100 characters."));
  }

  @Test
  void aBodyThatIsNoJsonIsToldWhereAndWhy() {
    problem(json().body("{\n  \"fileName\": \"a\",\n}").post("/uploads"), 400, "INVALID_JSON")
        .body("field", nullValue())
        .body(
            "detail",
            equalTo(
                "The body is not JSON from line 3, column 1 on: a comma too many stands before"
                    + " it."));
  }

  @Test
  void anUploadWithoutABodyIsRefused() {
    problem(json().post("/uploads"), 400, "INVALID_REQUEST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/images?limit=0",
        "/images?limit=101",
        "/images?limit=x",
        "/images?limit=99999999999",
        "/images?status=lost",
        "/images?attribute=color",
        "/images?attribute=Color:red",
        "/images?attribute=tag:red",
        "/images?attribute=color:",
        "/images?tag=%20",
        "/images?tag=%00"
      })
  void aQueryThatIsNoneIsRefused(String query) {
    problem(request().urlEncodingEnabled(false).get(query), 400, "INVALID_REQUEST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/images", "/cards", "/months", "/exports/images.csv"})
  void noMoreThanEightTagsAndValuesAreTaken(String list) {
    StringBuilder eight = new StringBuilder(list + "?attribute=color:red&attribute=color:blue");
    for (int i = 0; i < 6; i++) {
      eight.append("&tag=t").append(i);
    }

    request().get(eight + "&tag=t0&tag=").then().statusCode(200);
    problem(request().get(eight + "&tag=one-more"), 400, "TOO_MANY_CONDITIONS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "{\"style\": \"starry-night\", \"seed\": -1}",
        "{\"style\": \"starry-night\", \"seed\": 4294967296}",
        "{\"style\": \"starry-night\", \"seed\": 1.5}",
        "{\"style\": \"starry-night\", \"seed\": \"1\"}",
        "{\"style\": \"starry-night\", \"strength\": 1.01}",
        "{\"prompt\": \" \"}"
      })
  void aRestyleThatIsNoneIsRefused(String body) {
    ImageRecord image = pictures.done("problems", "cup");

    problem(
        json().body(body).post("/images/" + image.imageId() + "/restyles"), 400, "INVALID_REQUEST");
  }

  @Test
  void whatCannotBeDoneNowSaysWhy() {
    String received = "/images/" + pictures.received("problems").imageId();
    String done = "/images/" + pictures.done("problems", "cup").imageId();
    String rejected = "/images/" + pictures.rejected("problems").imageId();

    String order = "{\"style\": \"great-wave\"}";
    problem(json().body(order).post(received + "/restyles"), 409, "NOT_READY");
    problem(request().post(done + "/retry"), 409, "NOTHING_FAILED");
    problem(request().post(rejected + "/retry"), 409, "NOT_RETRYABLE")
        .body("detail", containsString("No picture."));
    problem(request().get(received + "/execution"), 404, "EXECUTION_NOT_FOUND");
    problem(request().get(done + "/restyles/none"), 404, "RESTYLE_NOT_FOUND");
  }

  @Test
  void attributesAndTagsHaveLimits() {
    String image = "/images/" + pictures.done("problems", "cup").imageId();

    problem(
        json().body("{\"value\": \"\"}").put(image + "/attributes/color"), 400, "INVALID_REQUEST");
    problem(
        json().body("{\"value\": \"x\"}").put(image + "/attributes/tag"), 400, "INVALID_REQUEST");
    problem(
        json().body("{\"value\": \"" + "x".repeat(101) + "\"}").put(image + "/attributes/color"),
        400,
        "INVALID_REQUEST");
    problem(request().put(image + "/tags/" + "x".repeat(101)), 400, "INVALID_REQUEST");
  }

  @Test
  void addressesMethodsAndTypesThatThereAreNotAreProblemsToo() {
    problem(request().get("/nothing/here"), 404, "NOT_FOUND");
    problem(request().get("/images/a/b/c/d"), 404, "NOT_FOUND");
    problem(request().patch("/images"), 405, "METHOD_NOT_ALLOWED");
    problem(
        request().contentType("text/plain").body("x").post("/uploads"),
        415,
        "UNSUPPORTED_MEDIA_TYPE");
    problem(request().accept("image/png").get("/images"), 406, "NOT_ACCEPTABLE");
  }

  @Test
  void anAddressSaysWhichMethodsItTakes() {
    String document = request().accept("application/json").get("/q/openapi").asString();
    Map<String, Map<String, ?>> paths = JsonPath.from(document).getMap("paths");
    assertThat(paths).isNotEmpty();

    paths.forEach(
        (path, operations) -> {
          Set<String> methods = new TreeSet<>(Set.of("OPTIONS"));
          operations.keySet().forEach(name -> methods.add(name.toUpperCase(Locale.ROOT)));
          if (methods.contains("GET")) {
            methods.add("HEAD");
          }
          String address = path.replaceAll("\\{[^}]*}", "a%2Fb");
          problem(request().urlEncodingEnabled(false).patch(address), 405, "METHOD_NOT_ALLOWED")
              .header("Allow", allow -> Set.of(allow.split(", *")), equalTo(methods));
          request()
              .urlEncodingEnabled(false)
              .options(address)
              .then()
              .statusCode(200)
              .header("Allow", allow -> Set.of(allow.split(", *")), equalTo(methods));
        });
  }

  @Test
  void aVocabularyThatCannotBeUsedIsUnprocessable() {
    problem(json().body("{}").put("/vocabulary"), 422, "INVALID_VOCABULARY")
        .body("title", equalTo("Unprocessable Content"));
  }

  @Test
  void aSellerOfAnImpossibleNameIsRefused() {
    problem(as("a/b").get("/images"), 403, "FORBIDDEN");
  }

  private RequestSpecification json() {
    return request().contentType("application/json");
  }

  private RequestSpecification request() {
    return as("problems");
  }

  private RequestSpecification as(String seller) {
    return given().baseUri(url.toString()).port(url.getPort()).header("Vitrine-Seller", seller);
  }
}
