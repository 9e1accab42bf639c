package dev.vitrine.local;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.image.ImageId;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;

/** The HTTP API on the local port, each seller with pictures of its own. */
@QuarkusTest
class HttpApiAppTest {
  private static final String BUCKET = "vitrine-uploads";

  @Inject S3Client s3;
  @Inject LocalConfig config;

  @TestHTTPResource("/")
  URL page;

  private TestApi api;

  @BeforeEach
  void findTheApi() {
    api = new TestApi(page);
  }

  @ParameterizedTest
  @CsvSource({"'', 200", "favicon.svg, 200", "about, 200", "images/nothing, 404"})
  void everyAnswerCarriesTheSecurityHeaders(String path, int status) {
    given()
        .get(url(path))
        .then()
        .statusCode(status)
        .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
        .header("Content-Security-Policy", not(containsString("unsafe")))
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .header("Cross-Origin-Opener-Policy", "same-origin");
  }

  @Test
  void isNotReadyWhileTheHomeCannotBeWritten() throws Exception {
    Path inTheWay = Files.createDirectories(config.home().resolve("probe/x"));
    try {
      given()
          .get(url("q/health/ready"))
          .then()
          .statusCode(503)
          .body("checks.find { it.name == 'vitrine' }.data.home", equalTo(false))
          .body("checks.find { it.name == 'vitrine' }.data.workflow", equalTo(true));
    } finally {
      Files.delete(inTheWay);
      Files.delete(inTheWay.getParent());
    }
    given().get(url("q/health/ready")).then().statusCode(200);
  }

  @Test
  void correctsTagsAndAttributesAndUnlocksThem() throws Exception {
    String image = "images/" + uploaded("corrector", "a.jpg");

    as("corrector").put(url(image + "/tags/hand made")).then().statusCode(200);
    as("corrector")
        .body(Map.of("value", "navy"))
        .put(url(image + "/attributes/color"))
        .then()
        .statusCode(200)
        .body("attributes.color.value", equalTo("navy"))
        .body("attributes.color.locked", equalTo(true))
        .body("attributes.color.evidence.source", equalTo("person"))
        .body("tags.label", hasItem("hand made"));
    TestApi.await(
        "it is found by both",
        () -> {
          String found = "images?attribute=color:navy&tag=hand%20made";
          return api.get("corrector", found).path("images").size() == 1;
        });
    as("corrector")
        .delete(url(image + "/attributes/color"))
        .then()
        .body("attributes.color.value", not(equalTo("navy")))
        .body("attributes.color.locked", equalTo(false));
    as("corrector")
        .delete(url(image + "/tags/espresso"))
        .then()
        .body("tags.label", not(hasItem("espresso")));
  }

  @Test
  void countsWhatImagesCanBeFoundBy() throws Exception {
    uploaded("counter", "a.jpg");
    uploaded("counter", "b.jpg");

    TestApi.await(
        "both espressos are counted",
        () -> {
          for (JsonNode one : api.get("counter", "tags")) {
            if (one.path("name").asText().equals("tag")
                && one.path("value").asText().equals("espresso")) {
              return one.path("count").asInt() == 2;
            }
          }
          return false;
        });
  }

  @Test
  void pagesThroughAllImagesNewestFirstWithoutRepeatingOne() throws Exception {
    Set<String> uploaded = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      uploaded.add(uploaded("pager", i + ".jpg"));
    }

    Set<String> seen = new HashSet<>();
    String cursor = "";
    for (int page = 0; page < 10 && cursor != null; page++) {
      var answer = as("pager").get(url("images?limit=2&cursor=" + cursor)).then().statusCode(200);
      assertThat(answer.extract().<List<String>>path("images.imageId")).allMatch(seen::add);
      cursor = answer.extract().path("cursor");
    }

    assertThat(seen).isEqualTo(uploaded);
  }

  @Test
  void leadsToTheRenditionsAndShowsTheWorkflowsPath() throws Exception {
    String image = "images/" + uploaded("viewer", "a.jpg");

    String small =
        as("viewer")
            .redirects()
            .follow(false)
            .get(url(image + "/rendition?size=256"))
            .then()
            .statusCode(302)
            .extract()
            .header("Location");
    assertThat(api.bytes(small)).startsWith(0xFF, 0xD8);
    as("viewer")
        .get(url(image + "/execution"))
        .then()
        .statusCode(200)
        .body("status", equalTo("succeeded"))
        .body("steps.state", hasItems("RenderImage", "TagImage", "WritePrompt", "FinishImage"));
  }

  @Test
  void ordersARestyleOnceHoweverOftenItIsAsked() throws Exception {
    String id = uploaded("painter", "a.jpg");

    for (int i = 0; i < 2; i++) {
      as("painter")
          .body(Map.of("style", "great-wave", "seed", 7, "strength", 0.5))
          .post(url("images/" + id + "/restyles"))
          .then()
          .statusCode(202);
    }
    JsonNode restyles = api.awaitRestyled("painter", id).path("restyles");

    assertThat(restyles).hasSize(1);
    assertThat(restyles.path(0).path("seed").asLong()).isEqualTo(7);
    assertThat(restyles.path(0).path("strength").asDouble()).isEqualTo(0.5);
  }

  @Test
  void deletesThePictureAllThatWasMadeOfItAndItsRecord() throws Exception {
    String id = uploaded("remover", "a.jpg");

    as("remover").delete(url("images/" + id)).then().statusCode(204);
    as("remover").delete(url("bin/" + id)).then().statusCode(204);

    as("remover").get(url("images/" + id)).then().statusCode(404);
    TestApi.await("nothing is counted any more", () -> api.get("remover", "tags").isEmpty());
    assertThat(s3.listObjectsV2(r -> r.bucket(BUCKET).prefix("remover/")).contents()).isEmpty();
    assertThat(s3.listObjectsV2(r -> r.bucket(BUCKET).prefix(".vitrine/remover/")).contents())
        .isEmpty();
  }

  @Test
  void keepsSellersApartAsIfOthersImagesDidNotExist() throws Exception {
    String id = uploaded("another-owner", "a.jpg");

    for (String path : new String[] {"", "/rendition", "/execution"}) {
      as("stranger")
          .get(url("images/" + id + path))
          .then()
          .statusCode(404)
          .body("code", equalTo("IMAGE_NOT_FOUND"));
    }
    as("stranger").delete(url("images/" + id)).then().statusCode(404);
    as("stranger").get(url("images")).then().body("images.size()", equalTo(0));
    as("another-owner").get(url("images/" + id)).then().statusCode(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | images?limit=0                   |                     | 400 | INVALID_REQUEST",
        "GET    | images?status=lost               |                     | 400 | INVALID_REQUEST",
        "GET    | images?attribute=color           |                     | 400 | INVALID_REQUEST",
        "GET    | images?cursor=nonsense           |                     | 400 | INVALID_CURSOR",
        "GET    | images/nonsense                  |                     | 404 | IMAGE_NOT_FOUND",
        "GET    | nowhere                          |                     | 404 | NOT_FOUND",
        "PATCH  | images                           |                     | 405 | METHOD_NOT_ALLOWED",
        "POST   | uploads                          | {                   | 400 | INVALID_JSON",
        "POST   | uploads                          | {\"fileName\":\"a/b\",\"contentType\":\"image/png\"} | 400 | INVALID_REQUEST",
        "POST   | uploads                          | {\"fileName\":\"a\",\"contentType\":\"text/html\"} | 400 | UNSUPPORTED_FORMAT",
        "POST   | uploads                          | {\"fileName\":\"a\",\"contentType\":\"image/png\",\"restyle\":[\"x\"]} | 400 | UNKNOWN_STYLE",
      })
  void answersBadRequestsWithAStableCode(
      String method, String path, String body, int status, String code) {
    RequestSpecification request = as("anybody");
    if (body != null) {
      request.body(body);
    }
    request
        .request(method, url(path))
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("code", equalTo(code))
        .body("detail", notNullValue());
  }

  @Test
  void permitsAnUploadOfThatOneKeyOnly() {
    Map<String, Object> post =
        as("poster")
            .body(Map.of("fileName", "photo.jpg", "contentType", "image/jpeg"))
            .post(url("uploads"))
            .then()
            .statusCode(201)
            .extract()
            .<Map<String, Object>>path("");

    assertThat(post.get("key").toString()).startsWith("poster/").endsWith("/photo.jpg");
    assertThat(post.get("imageId")).isEqualTo(ImageId.of(BUCKET, (String) post.get("key")).value());
    RequestSpecification form = given();
    ((Map<?, ?>) post.get("fields"))
        .forEach(
            (name, value) ->
                form.multiPart(
                    name.toString(), name.equals("key") ? "poster/other.jpg" : value.toString()));
    form.multiPart("file", "photo.jpg", new byte[10])
        .post(post.get("url").toString())
        .then()
        .statusCode(403);
  }

  private String uploaded(String seller, String name) throws Exception {
    String id = TestApi.put(s3, seller + "/" + name, TestApi.COFFEE);
    api.awaitSettled(seller, id);
    return id;
  }

  private static RequestSpecification as(String seller) {
    return given().header("Vitrine-Seller", seller).contentType("application/json");
  }

  private String url(String path) {
    return page + path;
  }
}
