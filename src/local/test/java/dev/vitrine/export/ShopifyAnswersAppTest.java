package dev.vitrine.export;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.query.Pictures;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A shop's file in several answers. */
@QuarkusTest
class ShopifyAnswersAppTest {
  private static final Pattern NEXT =
      Pattern.compile("<(shopify.csv\\?limit=2&(begun=[^&]+)&cursor=[^&]+&before=[24])>; rel=.*");

  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;

  @Test
  void allAnswersKnowWhenTheExportBegan() {
    String seller = "shopify-answers";
    for (int i = 0; i < 5; i++) {
      pictures.done(seller, "vase");
    }
    Instant before = Instant.now();

    Matcher second = NEXT.matcher(export(seller, "shopify.csv?limit=2").header("Link"));
    assertThat(second.matches()).isTrue();
    Matcher third = NEXT.matcher(export(seller, second.group(1)).header("Link"));
    assertThat(third.matches()).isTrue();
    Response last = export(seller, third.group(1));

    assertThat(third.group(2)).isEqualTo(second.group(2));
    assertThat(Instant.parse(second.group(2).replace("begun=", "").replace("%3A", ":")))
        .isBetween(before, Instant.now());
    assertThat(last.header("Link")).isNull();
    assertThat(last.header("Vitrine-Waiting")).isNull();
    assertThat(last.asString().lines()).hasSize(2);
  }

  private Response export(String seller, String name) {
    return given()
        .baseUri(url.toString())
        .port(url.getPort())
        .header("Vitrine-Seller", seller)
        .urlEncodingEnabled(false)
        .get("/exports/" + name)
        .then()
        .statusCode(200)
        .extract()
        .response();
  }
}
