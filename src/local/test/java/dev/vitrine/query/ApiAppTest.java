package dev.vitrine.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.local.TestApi;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** What a program of a seller's sees. */
@QuarkusTest
public class ApiAppTest {
  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;
  @Inject S3Client s3;

  @Test
  void showsAnImageWholeAndLeavesOutWhatIsNotKnown() {
    ImageRecord image = pictures.done("whole", "cup", "mug");

    as("whole")
        .get("/images/" + image.imageId())
        .then()
        .statusCode(200)
        .contentType(ContentType.JSON)
        .body("status", equalTo("done"))
        .body("uploadedAt", equalTo(image.original().uploadedAt().toString()))
        .body("finishedAt", notNullValue())
        .body("tags.label", contains("cup", "mug"))
        .body("tags[0].evidence.source", equalTo("machine"))
        .body("suggestions.label", contains("saucer"))
        .body("suggestions[0]", not(hasKey("attribute")))
        .body("attributes.color.value", equalTo("navy"))
        .body("attributes.color.evidence.source", equalTo("pixels"))
        .body("attributes.background.value", equalTo("white"))
        .body("altText", equalTo("Navy cup, mug, on a white background"))
        .body("prompt.text", equalTo("a cup"))
        .body("$", not(hasKey("error")));
  }

  @Test
  void anotherSellersImageIsAsUnknownAsNone() {
    ImageRecord image = pictures.done("owner", "cup");

    for (String id : new String[] {image.imageId().value(), "a".repeat(26), "no-id", "%2F"}) {
      problem(as("stranger").get("/images/{id}", id), 404, "IMAGE_NOT_FOUND");
      problem(as("stranger").delete("/images/{id}", id), 404, "IMAGE_NOT_FOUND");
      problem(as("stranger").put("/images/{id}/tags/x", id), 404, "IMAGE_NOT_FOUND");
      problem(as("stranger").post("/images/{id}/retry", id), 404, "IMAGE_NOT_FOUND");
    }
    as("owner").get("/images/" + image.imageId()).then().statusCode(200);
  }

  @Test
  void listsPageByPageByWhatAPersonLooksFor() {
    ImageRecord first = pictures.done("lists", "cup");
    ImageRecord second = pictures.done("lists", "cup", "mug");
    ImageRecord last = pictures.received("lists");

    as("lists")
        .get("/images")
        .then()
        .body("images.imageId", contains(id(last), id(second), id(first)))
        .body("$", not(hasKey("cursor")));
    String cursor = as("lists").get("/images?tag=Cup&limit=1").then().extract().path("cursor");
    as("lists")
        .queryParam("cursor", cursor)
        .get("/images?tag=Cup&limit=1")
        .then()
        .body("images.imageId", contains(id(first)));
    as("lists").get("/images?status=running").then().body("images.imageId", contains(id(last)));
    as("lists").get("/images?attribute=color:navy").then().body("images", hasSize(2));
    as("lists").get("/images?tag=cup&tag=mug").then().body("images.imageId", contains(id(second)));
    String either = "/images?attribute=color:navy&attribute=color:red&limit=1";
    String after = as("lists").get(either).then().extract().path("cursor");
    as("lists")
        .queryParam("cursor", after)
        .get(either)
        .then()
        .body("images.imageId", contains(id(first)));
    problem(as("lists").get("/images?tag=mug&cursor=" + cursor), 400, "INVALID_CURSOR");
    as("lists")
        .get("/tags")
        .then()
        .body("findAll { it.name == 'tag' }.value", contains("cup", "mug"))
        .body("findAll { it.name == 'tag' }.count", contains(2, 1));
  }

  @Test
  void countsASelectionAndWhatCouldBeAddedToIt() {
    pictures.done("selected", "cup");
    pictures.done("selected", "cup", "mug");
    pictures.received("selected");

    as("selected")
        .get("/selection?tag=cup&tag=mug&attribute=color:navy&status=done")
        .then()
        .statusCode(200)
        .body("images", equalTo(1))
        .body("whole", equalTo(true))
        .body("values.findAll { it.name == 'tag' }.value", contains("cup", "mug"))
        .body("values.findAll { it.name == 'tag' }.count", contains(1, 1))
        .body("values.find { it.name == 'color' }.count", equalTo(1))
        .body("byStatus.done", equalTo(1))
        .body("byStatus.failed", equalTo(0))
        .body("alternatives.name", contains("color", "status"));
    as("selected")
        .get("/selection?attribute=color:red")
        .then()
        .body("images", equalTo(0))
        .body("values", hasSize(1))
        .body("values[0].value", equalTo("navy"))
        .body("values[0].count", equalTo(2));
    as("selected").get("/selection?text=CUP mug").then().body("images", equalTo(1));
    as("selected").get("/selection").then().body("images", equalTo(3));
    problem(as("selected").get("/selection?status=lost"), 400, "INVALID_REQUEST");
  }

  @Test
  void valuesThatDifferInLetterCaseOrInvisiblyAreOneValue() {
    ImageRecord first = pictures.done("case", "cup");
    ImageRecord second = pictures.done("case", "cup");
    for (String word : new String[] {"Acme", "ACME", "acme\u200b", "Acme\u00a0"}) {
      for (ImageRecord image : new ImageRecord[] {first, second}) {
        as("case")
            .body(Map.of("value", word))
            .put("/images/" + image.imageId() + "/attributes/brand")
            .then()
            .statusCode(200)
            .body("attributes.brand.value", equalTo("Acme"));
        pictures.follow(image);
      }
    }

    as("case")
        .get("/tags")
        .then()
        .body("findAll { it.name == 'brand' }.value", contains("Acme"))
        .body("findAll { it.name == 'brand' }.count", contains(2));
    for (String word : new String[] {"Acme", "acme", "ACME"}) {
      as("case").get("/images?attribute=brand:" + word).then().body("images", hasSize(2));
      as("case").get("/images?attribute=color:NAVY&limit=1").then().body("images", hasSize(1));
    }
  }

  @Test
  void aPersonsWordIsKeptAndFound() {
    ImageRecord cup = pictures.done("person", "cup");
    String image = "/images/" + cup.imageId();

    as("person")
        .put(image + "/tags/{label}", "Hand made / ÄÖ")
        .then()
        .statusCode(200)
        .body("tags.label", contains("hand made / äö", "cup"));
    as("person").put(image + "/tags/saucer").then().body("suggestions", hasSize(0));
    as("person").delete(image + "/tags/cup").then().body("tags.label", not(hasItem("cup")));
    as("person")
        .body(Map.of("value", "red"))
        .put(image + "/attributes/color")
        .then()
        .statusCode(200)
        .body("attributes.color.value", equalTo("red"))
        .body("attributes.color.locked", equalTo(true));
    pictures.follow(cup);
    as("person").get("/images?attribute=color:red").then().body("images", hasSize(1));
    as("person").get("/images?tag=cup").then().body("images", hasSize(0));
    as("person")
        .delete(image + "/attributes/color")
        .then()
        .body("attributes.color.value", equalTo("navy"));
  }

  @Test
  void picturesAreRedirectionsToTheBucket() {
    ImageRecord image = pictures.done("looks", "cup");

    String link =
        as("looks")
            .redirects()
            .follow(false)
            .get("/images/" + image.imageId() + "/rendition?size=256&revision=x")
            .then()
            .statusCode(302)
            .header("Cache-Control", containsString("private"))
            .header("Location", containsString("rendition-256.jpg"))
            .extract()
            .header("Location");
    assertThat(given().urlEncodingEnabled(false).get(link).statusCode()).isEqualTo(200);
    problem(
        as("looks").get("/images/" + image.imageId() + "/rendition?size=9"),
        400,
        "INVALID_REQUEST");
    problem(
        as("looks").get("/images/" + pictures.received("looks").imageId() + "/rendition"),
        404,
        "RENDITION_NOT_FOUND");
  }

  @Test
  void deletingForGoodTakesAllThatWasMadeOfThePicture() {
    ImageRecord image = pictures.done("deletes", "cup");

    as("deletes").delete("/images/" + image.imageId()).then().statusCode(204);
    as("deletes").delete("/bin/" + image.imageId()).then().statusCode(204);

    problem(as("deletes").get("/images/" + image.imageId()), 404, "IMAGE_NOT_FOUND");
    assertThat(
            s3.listObjectsV2(r -> r.bucket(Pictures.BUCKET).prefix(".vitrine/deletes/")).contents())
        .isEmpty();
  }

  @Test
  void givesPermissionToUpload() {
    as("uploads")
        .body("{\"fileName\": \"a b.jpg\", \"contentType\": \"image/jpeg\"}")
        .post("/uploads")
        .then()
        .statusCode(201)
        .body("key", startsWith("uploads/"))
        .body("fields", hasKey("policy"))
        .body("imageId", notNullValue())
        .body("expiresAt", containsString("T"));
  }

  @Test
  void saysWhatThereIsToChooseFromAndWhatRunsHere() {
    as("any").get("/styles").then().body("name", hasItems("starry-night", "great-wave"));
    as("any").get("/vocabulary").then().body("name", equalTo("retail"));
    as("any").get("/about").then().body("$", hasKey("mode")).body("$", hasKey("models"));
    as("any").get("/state-machine.json").then().body("StartAt", equalTo("TakePicture"));
    as("any")
        .accept("application/json")
        .get("/q/openapi")
        .then()
        .body("paths", hasKey("/images/{id}/restyles"))
        .body(
            "paths.'/images'.get.responses.default.content.keySet()",
            contains("application/problem+json"))
        .body(
            "paths.findAll { it.key ==~ '/exports/.*(csv|jsonl)' }.values()"
                + ".get.responses.'200'.headers.'Vitrine-Receipts'.$ref",
            equalTo(Collections.nCopies(3, "#/components/headers/Receipts")))
        .body(
            "paths.findAll { it.key ==~ '/exports/.*(csv|jsonl)' }.values()"
                + ".get.responses.'200'.headers.'Vitrine-Unreadable'.$ref",
            equalTo(Collections.nCopies(3, "#/components/headers/Unreadable")))
        .body("components.headers.Receipts.schema.type", equalTo("string"));
  }

  private static String id(ImageRecord image) {
    return image.imageId().value();
  }

  private RequestSpecification as(String seller) {
    return TestApi.as(url, seller);
  }

  public static ValidatableResponse problem(Response answer, int status, String code) {
    return answer
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("code", equalTo(code))
        .body("status", equalTo(status))
        .body("title", notNullValue())
        .body("detail", notNullValue());
  }
}
