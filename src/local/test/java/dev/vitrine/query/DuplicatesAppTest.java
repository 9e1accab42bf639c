package dev.vitrine.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.PictureHash;
import dev.vitrine.local.TestApi;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pictures that are there more than once, over HTTP. */
@QuarkusTest
class DuplicatesAppTest {
  private static final long BITS = 0xe1b4_873c_4e96_c3b0L;

  @TestHTTPResource("/")
  URL url;

  @Inject Pictures pictures;

  @Test
  void eachGroupIsListedOnceAtItsNewestHoweverSmallTheParts() {
    ImageRecord middle = looking("duplicates", BITS);
    ImageRecord cup = looking("duplicates", ~BITS);
    ImageRecord left = looking("duplicates", BITS ^ 0x0001_0001_0001_0000L);
    pictures.done("duplicates", "cup"); // without a hash
    ImageRecord right =
        looking("duplicates", BITS ^ 0x0000_0000_0000_0007L); // 6 bits from the left
    looking("duplicates", BITS ^ 0xff00_0000_ff00_ff00L);
    ImageRecord sameCup = looking("duplicates", ~BITS);
    looking("duplicates-too", BITS);

    List<List<String>> expected = List.of(ids(sameCup, cup), ids(right, left, middle));
    assertThat(groups("duplicates", 100)).isEqualTo(expected);
    assertThat(groups("duplicates", 1)).isEqualTo(expected);
    assertThat(groups("duplicates-too", 100)).isEmpty();
    JsonPath image = part("duplicates", 100, null);
    assertThat(image.getString("groups[0].images[0].key")).isEqualTo(sameCup.picture().key());
    assertThat(image.getInt("groups[0].images[0].width")).isEqualTo(600);
    assertThat(image.getInt("looked")).isEqualTo(7);
  }

  @Test
  void aDeletedPictureIsNotThereTwice() {
    ImageRecord one = looking("duplicates-deleted", BITS);
    looking("duplicates-deleted", BITS);
    assertThat(groups("duplicates-deleted", 100)).hasSize(1);

    as("duplicates-deleted").delete("/images/" + one.imageId()).then().statusCode(204);

    assertThat(groups("duplicates-deleted", 100)).isEmpty();
    ApiAppTest.problem(
        as("duplicates-deleted").get("/duplicates?limit=101"), 400, "INVALID_REQUEST");
  }

  /** {@return ids of all groups, by parts of so many pictures} */
  private List<List<String>> groups(String seller, int limit) {
    List<List<String>> groups = new ArrayList<>();
    String cursor = null;
    for (int parts = 0; parts < 20; parts++) {
      JsonPath part = part(seller, limit, cursor);
      groups.addAll(part.<List<String>>getList("groups.images.imageId"));
      cursor = part.getString("cursor");
      if (cursor == null) {
        return groups;
      }
    }
    throw new AssertionError("the report does not end");
  }

  private JsonPath part(String seller, int limit, @Nullable String cursor) {
    RequestSpecification asked = as(seller).queryParam("limit", limit);
    return (cursor == null ? asked : asked.queryParam("cursor", cursor))
        .get("/duplicates")
        .jsonPath();
  }

  private static List<String> ids(ImageRecord... images) {
    return List.of(images).stream().map(image -> image.imageId().value()).toList();
  }

  private ImageRecord looking(String seller, long bits) {
    return pictures.looking(seller, PictureHash.ofBits(bits));
  }

  private RequestSpecification as(String name) {
    return TestApi.as(url, name);
  }
}
