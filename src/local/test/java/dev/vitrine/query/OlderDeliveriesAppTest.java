package dev.vitrine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.vitrine.local.TestApi;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.net.URL;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deliveries of more events than one answer has, as after a receiver's day without an answer. */
@QuarkusTest
class OlderDeliveriesAppTest {
  private static final String SELLER = "hooks-older";

  @TestHTTPResource("/")
  URL url;

  @Test
  void deliveriesOfEarlierEventsAreReadPartByPart() {
    String path = create();
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 53; i++) {
      sent.add(0, as().post(path + "/test").then().statusCode(202).extract().path("eventId"));
    }

    List<String> newest = eventIds(path + "/deliveries");
    assertThat(newest).hasSize(50);
    List<String> older = eventIds(path + "/deliveries?before=" + newest.get(49));
    assertThat(older).hasSize(3);
    newest.addAll(older);
    assertThat(newest).containsExactlyInAnyOrderElementsOf(sent).isSortedAccordingTo(newestFirst());
    as().get(path + "/deliveries?before=" + newest.get(52))
        .then()
        .statusCode(200)
        .body("deliveries", empty());
    ApiAppTest.problem(as().get(path + "/deliveries?before=latest"), 400, "INVALID_REQUEST");
  }

  @Test
  void whatFailedIsReplayedByOneCall() throws Exception {
    String path = create() + "/deliveries";
    String test = as().post(path.replace("deliveries", "test")).path("eventId");
    TestApi.await("failed", () -> status(path).equals(List.of("failed")));

    as().post(path + "/replay")
        .then()
        .statusCode(202)
        .body("replayed", equalTo(1))
        .body("before", nullValue());

    TestApi.await("failed again", () -> status(path).equals(List.of("failed")));
    as().get(path)
        .then()
        .body("deliveries.eventId", equalTo(List.of(test)))
        .body("deliveries[0].attempts", hasSize(6));
    ApiAppTest.problem(as().post(path + "/replay?before=latest"), 400, "INVALID_REQUEST");
  }

  private List<String> status(String path) {
    return as().get(path).jsonPath().getList("deliveries.status", String.class);
  }

  @Test
  void aDeliveryThatIsPendingSaysWhenItsLastAttemptIsDue() {
    JsonPath test = as().post(create() + "/test").then().statusCode(202).extract().jsonPath();

    // Two pauses of 0.3 s, see application.properties.
    assertThat(Instant.parse(test.getString("lastDueAt")))
        .isEqualTo(Instant.parse(test.getString("dueAt")).plusMillis(600));
  }

  private static Comparator<String> newestFirst() {
    return Comparator.reverseOrder();
  }

  private List<String> eventIds(String path) {
    return new ArrayList<>(as().get(path).jsonPath().getList("deliveries.eventId", String.class));
  }

  /** {@return the path of a new webhook, whose receiver is refused before anything is sent} */
  private String create() {
    return new TestWebhook(url, SELLER, "https://169.254.169.254/").path();
  }

  private RequestSpecification as() {
    return TestApi.as(url, SELLER);
  }
}
