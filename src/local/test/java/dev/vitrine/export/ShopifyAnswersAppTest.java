package dev.vitrine.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.local.TestApi;
import dev.vitrine.query.ApiAppTest;
import dev.vitrine.query.Pictures;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A shop's file in several answers. */
@QuarkusTest
class ShopifyAnswersAppTest {
  private static final Pattern NEXT =
      Pattern.compile(
          "<(shopify.csv\\?limit=2&earlier=([0-9a-f-]{36})\\.([12])&cursor=[^&]+&before=[2-4])>; rel=.*");

  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;

  @Test
  void eachAnswerSaysWhereTheNextOneFindsTheProductsOfAllBefore() {
    String seller = "shopify-answers";
    for (int i = 0; i < 5; i++) {
      pictures.done(seller, "vase");
    }

    Matcher second = next(export(seller, "shopify.csv?limit=2"));
    Matcher third = next(export(seller, second.group(1)));
    Response last = export(seller, third.group(1));

    assertThat(third.group(2)).as("the export").isEqualTo(second.group(2));
    assertThat(List.of(second.group(3), third.group(3))).containsExactly("1", "2");
    assertThat(last.header("Link")).isNull();
    assertThat(last.header("Vitrine-Waiting")).isNull();
    assertThat(last.asString().lines()).hasSize(2);
    assertThat(export(seller, second.group(1)).asString().lines())
        .as("the same answer once more")
        .hasSize(3);
    ApiAppTest.problem(
        as(seller).get("/exports/shopify.csv?cursor=x&earlier=x"), 400, "INVALID_REQUEST");
  }

  @Test
  void aProductWhosePhotoComesFromTheBinMeanwhileIsInTheNextAnswer() {
    String seller = "shopify-bin";
    ImageRecord older = pictures.done(seller, "cup");
    pictures.done(seller, "vase");
    pictures.done(seller, "vase");
    ImageRecord newer = pictures.done(seller, "cup");
    pictures.place(as(seller), older, "cup-1", 1);
    pictures.place(as(seller), newer, "cup-1", 2);
    change(seller, newer, "DELETE", "/images/{id}", 204);

    Matcher second = next(export(seller, "shopify.csv?limit=2"));
    change(seller, newer, "POST", "/bin/{id}/restore", 200);
    Response last = export(seller, second.group(1));

    assertThat(CsvLines.of(last.asString()))
        .extracting(line -> line.get("URL handle"))
        .containsExactly("cup-1", "cup-1");
    assertThat(last.header("Vitrine-Waiting")).isNull();
  }

  @Test
  void aProductWhosePhotoGoesIntoTheBinMeanwhileIsInOneAnswer() {
    String seller = "shopify-binned";
    ImageRecord older = pictures.done(seller, "cup");
    pictures.done(seller, "vase");
    ImageRecord newer = pictures.done(seller, "cup");
    pictures.place(as(seller), older, "cup-1", 1);
    pictures.place(as(seller), newer, "cup-1", 2);

    Response first = export(seller, "shopify.csv?limit=2");
    change(seller, newer, "DELETE", "/images/{id}", 204);
    Response last = export(seller, next(first).group(1));

    assertThat(first.asString().lines()).hasSize(4);
    assertThat(last.asString().lines()).as("only the header").hasSize(1);
  }

  private void change(String seller, ImageRecord image, String method, String path, int status) {
    as(seller).request(method, path, image.imageId().value()).then().statusCode(status);
    pictures.follow(image);
  }

  private static Matcher next(Response answer) {
    Matcher next = NEXT.matcher(answer.header("Link"));
    assertThat(next.matches()).as("%s", answer.header("Link")).isTrue();
    return next;
  }

  private Response export(String seller, String name) {
    return as(seller)
        .urlEncodingEnabled(false)
        .get("/exports/" + name)
        .then()
        .statusCode(200)
        .extract()
        .response();
  }

  private RequestSpecification as(String seller) {
    return TestApi.as(url, seller);
  }
}
