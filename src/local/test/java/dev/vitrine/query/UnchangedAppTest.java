package dev.vitrine.query;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import dev.vitrine.local.TestApi;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Corrections that change nothing have no id, so that nobody undoes an earlier one instead. */
@QuarkusTest
class UnchangedAppTest {
  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;

  @Test
  void aCorrectionThatChangesNothingHasNoId() {
    String image = "/images/" + pictures.done("unchanged-one", "cup").imageId().value();
    String made =
        as("unchanged-one").put(image + "/tags/summer").then().extract().path("correction");
    as("unchanged-one")
        .get(image)
        .then()
        .body("lastCorrection", equalTo(made))
        .body("$", not(hasKey("correction")));

    as("unchanged-one")
        .put(image + "/tags/summer")
        .then()
        .statusCode(200)
        .body("lastCorrection", equalTo(made))
        .body("$", not(hasKey("correction")));
  }

  @Test
  void anOrderForManySaysWhichOfThemItHasCorrected() {
    String tagged = pictures.done("unchanged-many", "cup").imageId().value();
    String plain = pictures.done("unchanged-many", "mug").imageId().value();
    as("unchanged-many").put("/images/" + tagged + "/tags/summer").then().statusCode(200);
    Map<String, Object> order =
        Map.of("ids", List.of(tagged, plain), "action", "correct", "addTag", "summer");

    for (int times = 0; times < 2; times++) {
      as("unchanged-many")
          .header("Idempotency-Key", "summer-2")
          .body(order)
          .post("/images/bulk")
          .then()
          .statusCode(200)
          .body("results.outcome", everyItem(equalTo("done")))
          .body("results[0]", not(hasKey("corrected")))
          .body("results[1].corrected", equalTo(true));
    }
  }

  private RequestSpecification as(String seller) {
    return TestApi.as(url, seller);
  }
}
