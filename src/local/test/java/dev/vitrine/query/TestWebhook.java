package dev.vitrine.query;

import dev.vitrine.local.TestApi;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URL;
import java.util.Map;

/** A webhook of a seller, as it is made and asked over HTTP. */
final class TestWebhook {
  private final URL url;
  private final String seller;
  private final JsonPath made;

  /**
   * Makes a webhook for events of all types.
   *
   * @param url of the application
   * @param receiver address that is called
   */
  TestWebhook(URL url, String seller, String receiver) {
    this.url = url;
    this.seller = seller;
    this.made =
        as().body(Map.of("url", receiver))
            .post("/webhooks")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();
  }

  /** {@return a request of its seller} */
  RequestSpecification as() {
    return TestApi.as(url, seller);
  }

  String path() {
    return "/webhooks/" + made.getString("id");
  }

  /** {@return the secret as it was shown once} */
  String secret() {
    return made.getString("secret");
  }

  /** Has an event of the type {@code webhook.test} delivered. */
  Response test() {
    return as().post(path() + "/test");
  }

  Response deliveries() {
    return as().get(path() + "/deliveries");
  }

  /** Waits until the newest delivery has this status. */
  void awaitStatus(String status) throws Exception {
    TestApi.await(
        status, () -> status.equals(deliveries().jsonPath().getString("deliveries[0].status")));
  }
}
