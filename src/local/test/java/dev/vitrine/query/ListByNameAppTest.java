package dev.vitrine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.local.TestApi;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Lists in the order of the files' names, over HTTP. */
@QuarkusTest
class ListByNameAppTest {
  private static final Pattern CURSOR = Pattern.compile("cursor=([^&>]+)");

  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;

  @Test
  void imagesAndCardsAreListedByNameFromTheBeginningOrFromAName() {
    String ten = add("by-name", "IMG_10.jpg");
    String one = add("by-name", "img_1.jpg");
    String nine = add("by-name", "IMG_09.jpg");

    for (String list : List.of("images", "cards")) {
      ids("/" + list + "?sort=name", list, one, nine, ten);
      ids("/" + list + "?sort=-name", list, ten, nine, one);
      ids("/" + list + "?sort=name&tag=cup&fromName=IMG_2", list, nine, ten);
      ids("/" + list + "?sort=-name&fromName=IMG_2", list, one);
      ids("/" + list + "?sort=name&text=img_09", list, nine);
      ApiAppTest.problem(as("by-name").get("/" + list + "?fromName=a"), 400, "INVALID_REQUEST");
      ApiAppTest.problem(as("by-name").get("/" + list + "?sort=-size"), 400, "INVALID_REQUEST");
    }
    Response first = as("by-name").get("/images?sort=name&fromName=IMG_2&limit=1");
    as("by-name")
        .queryParam("cursor", first.<String>path("cursor"))
        .get("/cards?sort=name&fromName=IMG_2&limit=1")
        .then()
        .body("cards.imageId", contains(ten));
    ApiAppTest.problem(
        as("by-name").queryParam("cursor", first.<String>path("cursor")).get("/cards?sort=-name"),
        400,
        "INVALID_CURSOR");
    ApiAppTest.problem(
        as("by-name").get("/cards?sort=name&fromName=" + "x".repeat(1025)), 400, "INVALID_REQUEST");
    as("nobody-by-name").get("/cards?sort=name").then().body("cards", hasSize(0));
  }

  /** Of these only the list of what is found has an order. */
  @Test
  void whatHasAnOrderOfItsOwnTakesAnOrderByNameToo() {
    String b = add("ordered", "b.jpg");
    String a = add("ordered", "a.jpg");

    as("ordered")
        .get("/months?sort=name")
        .then()
        .body("months[0].images", equalTo(2))
        .body("months", hasSize(1));
    as("ordered").get("/selection?sort=-name&tag=cup").then().body("images", equalTo(2));
    as("ordered")
        .get("/search?text=cup&by=words&sort=name")
        .then()
        .body("found.card.imageId", contains(a, b))
        .body("$", not(hasKey("cursor")));
  }

  /** The product's pictures are apart by name, and by time in the other order. */
  @Test
  void aProductIsInOneAnswerOfAnExportByName() {
    ImageRecord last = pictures.stored("exports-by-name", "__MACOSX/z.jpg", new byte[] {1});
    add("exports-by-name", "m.jpg");
    ImageRecord first = pictures.stored("exports-by-name", "__MACOSX/a.jpg", new byte[] {1});
    pictures.place(as("exports-by-name"), last, "MUG", 2);
    pictures.place(as("exports-by-name"), first, "MUG", 1);

    assertThat(answers("images.csv?sort=name&limit=1"))
        .filteredOn(text -> text.contains("__MACOSX/")) // the last answer has no image
        .extracting(text -> text.substring(text.indexOf("__MACOSX/"), text.indexOf(".jpg")))
        .containsExactly("__MACOSX/a", "__MACOSX/m", "__MACOSX/z");
    List<String> up = answers("shopify.csv?sort=name&limit=1");
    assertThat(up).filteredOn(text -> text.contains("MUG")).hasSize(1).first().isEqualTo(up.get(0));
    List<String> down = answers("shopify.csv?sort=-name&limit=1");
    assertThat(down).filteredOn(text -> text.contains("MUG")).hasSize(1);
    assertThat(down.get(0)).contains("MUG");
  }

  /** {@return the answers of an export} */
  private List<String> answers(String export) {
    List<String> answers = new ArrayList<>();
    String cursor = null;
    do {
      RequestSpecification request = as("exports-by-name");
      Response answer =
          (cursor == null ? request : request.queryParam("cursor", cursor))
              .get("/exports/" + export);
      answer.then().statusCode(200);
      answers.add(answer.asString());
      Matcher next = CURSOR.matcher(answer.header("Link") == null ? "" : answer.header("Link"));
      cursor = next.find() ? next.group(1) : null;
    } while (cursor != null);
    return answers;
  }

  private void ids(String path, String list, String... ids) {
    as("by-name").get(path).then().statusCode(200).body(list + ".imageId", contains(ids));
  }

  private String add(String seller, String name) {
    return pictures.stored(seller, "__MACOSX/" + name, new byte[] {1}).imageId().value();
  }

  private RequestSpecification as(String name) {
    return TestApi.as(url, name);
  }
}
