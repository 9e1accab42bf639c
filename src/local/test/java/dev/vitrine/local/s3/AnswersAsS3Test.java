package dev.vitrine.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Answers of S3's documentation that the library in use does not give by itself. {@code
 * .ci/client-objects.py} asks for more of them with boto3; none was compared with AWS.
 */
class AnswersAsS3Test {
  private static final String BUCKET = EmbeddedS3.BUCKET;
  private static final AwsBasicCredentials OURS = AwsBasicCredentials.create("vitrine", "secret");

  @TempDir Path folder;

  private EmbeddedS3 server;
  private S3Client s3;

  @BeforeEach
  void start() throws Exception {
    server = new EmbeddedS3(folder, 0, OURS, List.of(), event -> {});
    server.start();
    s3 = TestS3.client(server.endpoint(), OURS);
  }

  @AfterEach
  void stop() throws Exception {
    s3.close();
    server.close();
  }

  @Test
  void takesNoPartOfAnUploadThatWasAborted() {
    String key = "demo/large.jpg";
    String upload = s3.createMultipartUpload(r -> r.bucket(BUCKET).key(key)).uploadId();
    s3.abortMultipartUpload(r -> r.bucket(BUCKET).key(key).uploadId(upload));

    assertThatThrownBy(
            () ->
                s3.uploadPart(
                    r -> r.bucket(BUCKET).key(key).uploadId(upload).partNumber(1),
                    RequestBody.fromString("x")))
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(404);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("NoSuchUpload");
            });
  }

  @Test
  void saysThatAnObjectHasNoTagsAndKeepsNone() {
    put("demo/a.jpg");

    assertThat(s3.getObjectTagging(r -> r.bucket(BUCKET).key("demo/a.jpg")).tagSet()).isEmpty();
    assertThatThrownBy(
            () ->
                s3.putObjectTagging(
                    r ->
                        r.bucket(BUCKET)
                            .key("demo/a.jpg")
                            .tagging(t -> t.tagSet(one -> one.key("a").value("b")))))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(501));
  }

  @Test
  void foldsKeysByAnyDelimiter() {
    List.of("demo/MUG-1.jpg", "demo/MUG-2.jpg", "demo/MUG.jpg", "demo/a/MUG-3").forEach(this::put);

    ListObjectsV2Response page =
        s3.listObjectsV2(r -> r.bucket(BUCKET).prefix("demo/").delimiter("-"));

    assertThat(page.contents()).extracting(S3Object::key).containsExactly("demo/MUG.jpg");
    assertThat(page.commonPrefixes())
        .extracting(CommonPrefix::prefix)
        .containsExactly("demo/MUG-", "demo/a/MUG-");
  }

  private void put(String key) {
    s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString("x"));
  }
}
