package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.vitrine.catalog.Catalog;
import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.local.function.ModelLine.Snapshot;
import dev.vitrine.table.TableSetup;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Pictures that wait, over HTTP. The lines before the models are given here; {@code ModelLineTest}
 * has real ones.
 */
@QuarkusTest
class WaitingApiAppTest {
  private static final String SELLER = "queue";

  @TestHTTPResource("/")
  URL url;

  @Inject Catalog catalog;
  @Inject TableSetup table;

  private final AtomicInteger snapshots = new AtomicInteger();
  private ImageRecord worked;
  private ImageRecord waiting;

  @BeforeEach
  void fill() {
    table.createIfMissing();
    worked = received("1.jpg", Instant.parse("2026-11-28T10:00:00Z"));
    waiting = received("2.jpg", Instant.parse("2026-11-28T10:00:01Z"));
    Map<String, Snapshot> lines =
        Map.of("write-prompt", new Snapshot(Map.of(waiting.imageId().value(), 412), 1.0));
    QuarkusMock.installMockForType(
        new LocalWaitingPictures(
            seller -> {
              snapshots.incrementAndGet();
              return lines;
            }),
        LocalWaitingPictures.class);
  }

  private ImageRecord received(String name, Instant at) {
    return catalog.receive(Examples.upload(SELLER + "/" + name, at)).orElseThrow();
  }

  @Test
  void aPictureThatWaitsSaysWhereOnItsCardAndItsPageAndOneAnswerIsOneLook() {
    get("/cards")
        .body("cards", hasSize(2))
        .body("cards[0].imageId", equalTo(waiting.imageId().value()))
        .body("cards[0].waiting", equalTo(Map.of("for", "prompt", "place", 412, "seconds", 420)))
        .body("cards[1]", not(hasKey("waiting")));
    assertThat(snapshots).hasValue(1);

    get("/images")
        .body("images[0].waiting.place", equalTo(412))
        .body("images[1]", not(hasKey("waiting")));
    get("/images/" + waiting.imageId()).body("waiting.for", equalTo("prompt"));
    get("/images/" + worked.imageId()).body("$", not(hasKey("waiting")));
  }

  private ValidatableResponse get(String path) {
    return TestApi.as(url, SELLER).get(path).then().statusCode(200);
  }
}
