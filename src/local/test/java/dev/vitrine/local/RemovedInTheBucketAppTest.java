package dev.vitrine.local;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.image.ImageId;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The catalog follows what any S3 client does to originals.
 *
 * <p>The events come in their order here, once and at once. S3 promises none of it: {@code
 * DynamoDbCatalogTest} has them in other orders.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html">Amazon
 *     S3 Event Notifications</a>
 */
@QuarkusTest
class RemovedInTheBucketAppTest {
  private static final String BUCKET = "vitrine-uploads";

  @Inject S3Client s3;

  @TestHTTPResource("/")
  URL page;

  private TestApi api;

  @BeforeEach
  void findTheApi() {
    api = new TestApi(page);
  }

  @Test
  void whatIsMovedIsShownUnderItsNewKeyOnly() throws Exception {
    String old = upload("mover/a.jpg");
    s3.copyObject(
        r ->
            r.sourceBucket(BUCKET)
                .sourceKey("mover/a.jpg")
                .destinationBucket(BUCKET)
                .destinationKey("mover//a.jpg"));
    s3.deleteObject(r -> r.bucket(BUCKET).key("mover/a.jpg"));

    api.awaitSettled("mover", ImageId.of(BUCKET, "mover//a.jpg").toString());
    TestApi.await("the old key's picture is gone", () -> status(old) == 404);
    assertThat(
            s3.listObjectsV2(r -> r.bucket(BUCKET).prefix(".vitrine/mover/" + old + "/"))
                .contents())
        .isEmpty();
  }

  @Test
  void whatIsRenamedIsListedByItsNewName() throws Exception {
    upload("renamer/IMG_2.jpg");
    upload("renamer/IMG_1.jpg");
    s3.copyObject(
        r ->
            r.sourceBucket(BUCKET)
                .sourceKey("renamer/IMG_1.jpg")
                .destinationBucket(BUCKET)
                .destinationKey("renamer/IMG_10.jpg"));
    s3.deleteObject(r -> r.bucket(BUCKET).key("renamer/IMG_1.jpg"));

    TestApi.await(
        "the list by name follows",
        () ->
            api.get("renamer", "cards?sort=name")
                .path("cards")
                .findValuesAsText("key")
                .equals(List.of("renamer/IMG_2.jpg", "renamer/IMG_10.jpg")));
  }

  @Test
  void whatIsDeletedAndPutAgainIsThere() throws Exception {
    String id = upload("returner/a.jpg");
    for (int i = 0; i < 3; i++) {
      s3.deleteObject(r -> r.bucket(BUCKET).key("returner/a.jpg"));
      TestApi.put(s3, "returner/a.jpg", TestApi.COFFEE);
    }
    s3.deleteObject(r -> r.bucket(BUCKET).key("returner/gone.jpg"));
    s3.putObject(r -> r.bucket(BUCKET).key("returner/.DS_Store"), RequestBody.fromString("x"));
    String last = upload("returner/b.jpg");

    api.awaitSettled("returner", id);
    api.awaitSettled("returner", last);
    var images = given().header("Vitrine-Seller", "returner").get(page + "images").jsonPath();
    assertThat(images.getList("images.key", String.class))
        .containsExactlyInAnyOrder("returner/a.jpg", "returner/b.jpg");
  }

  private String upload(String key) throws Exception {
    String id = TestApi.put(s3, key, TestApi.COFFEE);
    api.awaitSettled(key.substring(0, key.indexOf('/')), id);
    return id;
  }

  private int status(String id) {
    return given().header("Vitrine-Seller", "mover").get(page + "images/" + id).statusCode();
  }
}
