package dev.vitrine.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.catalog.Examples;
import dev.vitrine.catalog.ImageRecord;
import dev.vitrine.image.ImageKey;
import dev.vitrine.image.PictureRef;
import dev.vitrine.local.s3.EmbeddedS3;
import dev.vitrine.local.s3.TestS3;
import dev.vitrine.upload.Uploads.Page;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

class S3UploadsTest {
  private static final AwsBasicCredentials KEYS = AwsBasicCredentials.create("key", "secret");
  @TempDir Path folder;
  private EmbeddedS3 bucket;
  private S3Client s3;
  private Uploads uploads;

  @BeforeEach
  void start() throws Exception {
    bucket = new EmbeddedS3(folder, 0, KEYS, List.of(), event -> {});
    bucket.start();
    s3 = TestS3.client(bucket.endpoint(), KEYS);
    uploads = TestUploads.in(s3);
  }

  @AfterEach
  void stop() throws Exception {
    s3.close();
    bucket.close();
  }

  @Test
  void deletesOneRestyleWithOrWithoutTheProductKept() {
    PictureRef picture = Examples.upload("demo/a.jpg", 1).picture();
    put(picture.rendition());
    put(picture.restyle("great-wave-1"));
    put(picture.restyle("great-wave-12"));
    put(picture.restyleKeepingProduct("great-wave-2"));

    for (String order : List.of("great-wave-1", "great-wave-2", "gone")) {
      uploads.deleteRestyle(picture, order);
    }

    assertThat(s3.listObjectsV2(r -> r.bucket(EmbeddedS3.BUCKET)).contents())
        .extracting(S3Object::key)
        .containsExactlyInAnyOrder(picture.rendition(), picture.restyle("great-wave-12"));
  }

  @Test
  void listsOriginalsOfTheTimeAskedForAndNothingDerived() {
    put("demo/a.jpg");
    put("demo/b c.jpg");
    put(".vitrine/demo/x/rendition-256.jpg");
    put("no-seller.jpg");
    Instant now = Instant.now();

    Page all = uploads.originals("demo", null, now.minusSeconds(600), now.plusSeconds(600));
    assertThat(all.originals())
        .extracting(upload -> upload.key().key())
        .containsExactly("demo/a.jpg", "demo/b c.jpg");
    assertThat(all.last()).isNull();
    assertThat(
            uploads
                .originals("demo", "demo/a.jpg", now.minusSeconds(600), now.plusSeconds(600))
                .originals())
        .hasSize(1);
    assertThat(
            uploads
                .originals("demo", null, now.minusSeconds(600), now.minusSeconds(300))
                .originals())
        .isEmpty();
  }

  @Test
  void listsTheSellersWhoHaveObjectsAndNothingElseThatLiesInTheBucket() {
    put(".vitrine/demo/x/rendition-256.jpg");
    put("a-root-file.jpg");
    put("anna/a.jpg");
    put("anna/deeper/b.jpg");
    put("anna-2/a.jpg");
    put("anna0/a.jpg");
    put("bert/a.jpg");
    put("not a seller/a.jpg");

    assertThat(uploads.sellers(null)).containsExactly("anna-2", "anna", "anna0", "bert");
    assertThat(uploads.sellers("anna-2")).containsExactly("anna", "anna0", "bert");
    assertThat(uploads.sellers("anna")).containsExactly("anna0", "bert");
    assertThat(uploads.sellers("bert")).isEmpty();
  }

  @Test
  void deletesAnOriginalWithAllThatWasMadeOfItAndNothingElse() {
    ImageRecord image = Examples.received("demo/a.jpg");
    put("demo/a.jpg");
    put("demo/a.jpg.txt");
    put(derived(image, 1, "rendition-256.jpg"));
    put(derived(image, 2, "restyle-x.jpg"));
    String others = derived(Examples.received("demo/b.jpg"), 1, "rendition-256.jpg");
    put(others);

    uploads.delete(image.picture(), Instant.now());
    uploads.delete(image.picture(), Instant.now());

    assertThat(s3.listObjectsV2(r -> r.bucket(EmbeddedS3.BUCKET)).contents())
        .extracting(S3Object::key)
        .containsExactlyInAnyOrder("demo/a.jpg.txt", others);
  }

  @Test
  void deletesWhatWasMadeOfRevisionsUpToOneAndLeavesTheOriginalAlone() {
    ImageRecord image = Examples.received("demo/a.jpg");
    String newer = derived(image, 3, "rendition-256.jpg");
    put("demo/a.jpg");
    put(derived(image, 1, "rendition-256.jpg"));
    put(derived(image, 2, "rendition-256.jpg"));
    put(newer);

    uploads.deleteDerived(Examples.upload("demo/a.jpg", 2).picture());

    assertThat(s3.listObjectsV2(r -> r.bucket(EmbeddedS3.BUCKET)).contents())
        .extracting(S3Object::key)
        .containsExactlyInAnyOrder("demo/a.jpg", newer);
  }

  @Test
  void saysWhatLiesUnderAKeyNow() {
    ImageKey key = new ImageKey(EmbeddedS3.BUCKET, "demo/a.jpg");
    assertThat(uploads.current(key)).isEmpty();

    put("demo/a.jpg");

    assertThat(uploads.current(key)).contains(new Uploads.Current(null, 1));
  }

  @Test
  void listsNothingOfWhatFileManagersLeaveBesidePictures() {
    put("demo/.DS_Store");
    put("demo/._a.jpg");
    Instant now = Instant.now();

    assertThat(
            uploads
                .originals("demo", null, now.minusSeconds(600), now.plusSeconds(600))
                .originals())
        .isEmpty();
  }

  private static String derived(ImageRecord image, int revision, String name) {
    return image.picture().derivedPrefix() + Examples.revision(revision) + "/" + name;
  }

  private void put(String key) {
    s3.putObject(o -> o.bucket(EmbeddedS3.BUCKET).key(key), RequestBody.fromString("x"));
  }
}
