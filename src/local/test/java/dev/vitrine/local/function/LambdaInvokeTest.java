package dev.vitrine.local.function;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The type and the qualifier of a call of the Lambda API are obeyed. */
@QuarkusTest
class LambdaInvokeTest {

  private static final String PATH = "/2015-03-31/functions/%s/invocations";

  @TestHTTPResource("/")
  URI page;

  private RequestSpecification call() {
    return given().baseUri(page.toString()).contentType("application/json").body("{}");
  }

  @Test
  void aDryRunAndAnEventDoNotWaitForTheFunction() {
    call()
        .header("X-Amz-Invocation-Type", "DryRun")
        .post(PATH.formatted("finish-image"))
        .then()
        .statusCode(204);
    call()
        .header("X-Amz-Invocation-Type", "Event")
        .post(PATH.formatted("finish-image"))
        .then()
        .statusCode(202)
        .body(emptyString());
    call()
        .post(PATH.formatted("finish-image"))
        .then()
        .statusCode(200)
        .header("X-Amz-Function-Error", is("Unhandled"));
  }

  @Test
  void onlyTheLatestVersionExists() {
    for (String function :
        new String[] {
          "finish-image:live",
          "arn:aws:lambda:us-east-1:000000000000:function:finish-image:7",
          "finish-image?Qualifier=live"
        }) {
      String[] parts = function.split("\\?");
      String query = parts.length > 1 ? "?" + parts[1] : "";
      call().post(PATH.formatted(parts[0]) + query).then().statusCode(404);
    }
    call()
        .header("X-Amz-Invocation-Type", "DryRun")
        .post(PATH.formatted("finish-image:$LATEST"))
        .then()
        .statusCode(204);
  }

  @Test
  void aTypeThatDoesNotExistAndABodyThatIsNotJsonAreRefused() {
    call()
        .header("X-Amz-Invocation-Type", "Later")
        .post(PATH.formatted("finish-image"))
        .then()
        .statusCode(400)
        .header("x-amzn-errortype", "InvalidParameterValueException");
    call()
        .body("{")
        .post(PATH.formatted("finish-image"))
        .then()
        .statusCode(400)
        .header("x-amzn-errortype", "InvalidRequestContentException");
  }
}
