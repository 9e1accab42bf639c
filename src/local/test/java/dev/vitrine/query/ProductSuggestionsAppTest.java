package dev.vitrine.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.PictureHash;
import dev.vitrine.local.meaning.Vectors;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pictures that may be one product, over HTTP. */
@QuarkusTest
class ProductSuggestionsAppTest {
  private static final long BITS = 0xe1b4_873c_4e96_c3b0L;

  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;

  @Test
  void twoPicturesAreSuggestedIfEachIsTheNearestToTheOther() {
    String seller = "suggest";
    ImageRecord front = meaning(seller, 100, 0);
    ImageRecord east = meaning(seller, 0, 100);
    ImageRecord back = meaning(seller, 100, 10);
    meaning(seller, 100, 40); // its nearest is the back, whose nearest is the front
    ImageRecord nearEast = meaning(seller, 2, 100);
    meaning("suggest-too", 100, 0);

    List<List<String>> expected = List.of(ids(east, nearEast), ids(front, back));
    assertThat(groups(seller, 100)).isEqualTo(expected);
    assertThat(groups(seller, 1)).isEqualTo(expected);
    assertThat(groups("suggest-too", 100)).isEmpty();
    JsonPath part = part(seller, 100, null);
    assertThat(part.getString("meaning")).isEqualTo("compared");
    assertThat(part.getInt("looked")).isEqualTo(5);
    assertThat(part.getString("suggestions[0].by")).isEqualTo("meaning");
    assertThat(part.getDouble("suggestions[0].likeness")).isGreaterThan(0.99);
    assertThat(part.getString("suggestions[0].sku")).isNotBlank();
  }

  @Test
  void whatIsFarApartIsNotSuggested() {
    meaning("suggest-far", 100, 0);
    meaning("suggest-far", 100, 90);

    assertThat(groups("suggest-far", 100)).isEmpty();
  }

  @Test
  void whatHasAnotherColorOrCategoryIsNotSuggested() {
    String seller = "suggest-colors";
    ImageRecord navy = meaning(seller, 100, 0);
    ImageRecord red = meaning(seller, 100, 1);
    set(seller, red, "color", "red");
    assertThat(groups(seller, 100)).isEmpty();

    ImageRecord navyToo = meaning(seller, 100, 20);
    assertThat(groups(seller, 100)).isEqualTo(List.of(ids(navy, navyToo)));

    set(seller, navy, "category", "mug");
    assertThat(groups(seller, 100)).hasSize(1);
    set(seller, navyToo, "category", "bag");
    assertThat(groups(seller, 100)).isEmpty();
  }

  @Test
  void whatIsGroupedOrSaidToBeNoProductIsNotSuggested() {
    String seller = "suggest-grouped";
    ImageRecord one = meaning(seller, 100, 0);
    ImageRecord two = meaning(seller, 100, 1);
    assertThat(groups(seller, 100)).hasSize(1);

    place(seller, one, Map.of("sku", "Mug"));
    assertThat(groups(seller, 100)).isEmpty();
    place(seller, one, Map.of());
    assertThat(groups(seller, 100)).isEmpty();
    as(seller).delete("/images/{id}/product", id(one)).then().statusCode(200);
    assertThat(groups(seller, 100)).isEqualTo(List.of(ids(one, two)));
  }

  @Test
  void picturesThatLookTheSameAreOneSuggestionAndTheProposedSkuIsFree() {
    String seller = "suggest-look";
    ImageRecord one = looking(seller, BITS);
    ImageRecord two = looking(seller, BITS ^ 1);
    looking(seller, ~BITS);
    ImageRecord three = looking(seller, BITS);
    List<List<String>> expected = List.of(ids(one, two, three));
    assertThat(groups(seller, 100)).isEqualTo(expected);
    assertThat(groups(seller, 1)).isEqualTo(expected);
    JsonPath part = part(seller, 100, null);
    assertThat(part.getString("suggestions[0].by")).isEqualTo("look");
    String sku = part.getString("suggestions[0].sku");

    ImageRecord other = pictures.done(seller, "cup");
    place(seller, other, Map.of("sku", sku));

    assertThat(part(seller, 100, null).getString("suggestions[0].sku")).isEqualTo(sku + "-2");
  }

  @Test
  void aPictureThatLooksLikeTwoOthersWhichDifferMoreIsSuggestedOnce() {
    String seller = "suggest-between";
    ImageRecord between = looking(seller, BITS);
    looking(seller, BITS ^ 0b111);
    ImageRecord newest = looking(seller, BITS ^ 0b111_000);

    assertThat(groups(seller, 100)).isEqualTo(List.of(ids(between, newest)));
    assertThat(groups(seller, 1)).isEqualTo(List.of(ids(between, newest)));
  }

  @Test
  void whatIsNoPartIsRefused() {
    String path = "/products/suggestions";
    ApiAppTest.problem(as("suggest-refused").get(path + "?limit=101"), 400, "INVALID_REQUEST");
    ApiAppTest.problem(as("suggest-refused").get(path + "?cursor=forged"), 400, "INVALID_CURSOR");
  }

  /** {@return ids of all suggestions, by parts of so many pictures} */
  private List<List<String>> groups(String seller, int limit) {
    List<List<String>> groups = new ArrayList<>();
    String cursor = null;
    for (int parts = 0; parts < 20; parts++) {
      JsonPath part = part(seller, limit, cursor);
      groups.addAll(part.<List<String>>getList("suggestions.pictures.imageId"));
      cursor = part.getString("cursor");
      if (cursor == null) {
        return groups;
      }
    }
    throw new AssertionError("the suggestions do not end");
  }

  private JsonPath part(String seller, int limit, @Nullable String cursor) {
    RequestSpecification asked = as(seller).queryParam("limit", limit);
    return (cursor == null ? asked : asked.queryParam("cursor", cursor))
        .get("/products/suggestions")
        .jsonPath();
  }

  private void place(String seller, ImageRecord image, Map<String, Object> place) {
    as(seller)
        .contentType(ContentType.JSON)
        .body(place)
        .put("/images/{id}/product", id(image))
        .then()
        .statusCode(200);
    pictures.follow(image);
  }

  private void set(String seller, ImageRecord image, String attribute, String value) {
    as(seller)
        .contentType(ContentType.JSON)
        .body(Map.of("value", value))
        .put("/images/{id}/attributes/{name}", id(image), attribute)
        .then()
        .statusCode(200);
    pictures.follow(image);
  }

  private ImageRecord meaning(String seller, float... numbers) {
    return pictures.meaning(seller, Vectors.embedding("eyes", numbers));
  }

  private ImageRecord looking(String seller, long bits) {
    return pictures.looking(seller, PictureHash.ofBits(bits));
  }

  private static List<String> ids(ImageRecord... images) {
    return List.of(images).stream().map(ProductSuggestionsAppTest::id).toList();
  }

  private static String id(ImageRecord image) {
    return image.imageId().value();
  }

  private RequestSpecification as(String seller) {
    return given().baseUri(url.toString()).port(url.getPort()).header("Vitrine-Seller", seller);
  }
}
