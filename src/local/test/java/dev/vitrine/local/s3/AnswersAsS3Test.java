package dev.vitrine.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Answers of S3's documentation that the library in use does not give by itself. {@code
 * .ci/client-objects.py} asks for more of them with boto3; none was compared with AWS.
 */
class AnswersAsS3Test extends S3Fixture {
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
    put("demo/a.jpg", "x");

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

  /** What a client does that keeps a copy: it sends back the date that it was told. */
  @Test
  void calculatesWithTheDateThatItTold() throws Exception {
    put("demo/a.jpg", "x");
    Instant time = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS).plusMillis(700);
    Path file = folder.resolve("objects").resolve(BUCKET).resolve("demo~/a.jpg");
    Files.setLastModifiedTime(file, FileTime.from(time));

    Instant told = s3.headObject(r -> r.bucket(BUCKET).key("demo/a.jpg")).lastModified();
    assertThat(told).isEqualTo(time.truncatedTo(ChronoUnit.SECONDS));
    assertThat(status(() -> get(r -> r.ifModifiedSince(told)))).isEqualTo(304);
    assertThat(status(() -> head(r -> r.ifModifiedSince(told)))).isEqualTo(304);
    assertThat(status(() -> copy(r -> r.copySourceIfModifiedSince(told)))).isEqualTo(412);
    assertThat(status(() -> get(r -> r.ifUnmodifiedSince(told)))).isEqualTo(200);
    assertThat(status(() -> head(r -> r.ifUnmodifiedSince(told)))).isEqualTo(200);
    assertThat(status(() -> copy(r -> r.copySourceIfUnmodifiedSince(told)))).isEqualTo(200);
    Instant before = told.minusSeconds(1);
    assertThat(status(() -> get(r -> r.ifModifiedSince(before)))).isEqualTo(200);
    assertThat(status(() -> head(r -> r.ifModifiedSince(before)))).isEqualTo(200);
    assertThat(status(() -> copy(r -> r.copySourceIfModifiedSince(before)))).isEqualTo(200);
    assertThat(status(() -> get(r -> r.ifUnmodifiedSince(before)))).isEqualTo(412);
    assertThat(status(() -> head(r -> r.ifUnmodifiedSince(before)))).isEqualTo(412);
    assertThat(status(() -> copy(r -> r.copySourceIfUnmodifiedSince(before)))).isEqualTo(412);
  }

  @Test
  void decidesByTheETagWhereThereIsADateToo() {
    put("demo/a.jpg", "x");
    String tag = s3.headObject(r -> r.bucket(BUCKET).key("demo/a.jpg")).eTag();
    String other = "\"" + "0".repeat(32) + "\"";
    Instant before = Instant.now().minusSeconds(3600);
    Instant after = Instant.now().plusSeconds(3600);

    assertThat(status(() -> get(r -> r.ifMatch(tag).ifUnmodifiedSince(before)))).isEqualTo(200);
    assertThat(status(() -> head(r -> r.ifMatch(tag).ifUnmodifiedSince(before)))).isEqualTo(200);
    assertThat(
            status(() -> copy(r -> r.copySourceIfMatch(tag).copySourceIfUnmodifiedSince(before))))
        .isEqualTo(200);
    assertThat(status(() -> get(r -> r.ifNoneMatch(other).ifModifiedSince(after)))).isEqualTo(200);
    assertThat(status(() -> head(r -> r.ifNoneMatch(other).ifModifiedSince(after)))).isEqualTo(200);
    assertThat(status(() -> get(r -> r.ifNoneMatch(tag).ifModifiedSince(before)))).isEqualTo(304);
    assertThat(status(() -> head(r -> r.ifNoneMatch(tag).ifModifiedSince(before)))).isEqualTo(304);
    assertThat(status(() -> get(r -> r.ifMatch(other).ifUnmodifiedSince(after)))).isEqualTo(412);
  }

  @Test
  void saysOfEveryObjectThatPartsOfItCanBeRead() {
    put("demo/a.jpg", "x");

    assertThat(s3.headObject(r -> r.bucket(BUCKET).key("demo/a.jpg")).acceptRanges())
        .isEqualTo("bytes");
    for (String range : Arrays.asList(null, "bytes=0-0")) {
      var got = s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("demo/a.jpg").range(range));
      assertThat(got.response().sdkHttpResponse().matchingHeaders("Accept-Ranges"))
          .containsExactly("bytes");
    }
  }

  @Test
  void listsNoPartsOfAnUploadThatWasAborted() {
    String key = "demo/large.jpg";
    String upload = s3.createMultipartUpload(r -> r.bucket(BUCKET).key(key)).uploadId();
    assertThat(s3.listParts(r -> r.bucket(BUCKET).key(key).uploadId(upload)).parts()).isEmpty();
    s3.abortMultipartUpload(r -> r.bucket(BUCKET).key(key).uploadId(upload));

    assertThatThrownBy(() -> s3.listParts(r -> r.bucket(BUCKET).key(key).uploadId(upload)))
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("NoSuchUpload"));
  }

  @Test
  void completesAnUploadOnceAndSaysItAgain() {
    String key = "demo/large.jpg";
    String upload = s3.createMultipartUpload(r -> r.bucket(BUCKET).key(key)).uploadId();
    String part =
        s3.uploadPart(
                r -> r.bucket(BUCKET).key(key).uploadId(upload).partNumber(1),
                RequestBody.fromString("x"))
            .eTag();

    List<String> tags = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      tags.add(
          s3.completeMultipartUpload(
                  r ->
                      r.bucket(BUCKET)
                          .key(key)
                          .uploadId(upload)
                          .multipartUpload(m -> m.parts(p -> p.partNumber(1).eTag(part))))
              .eTag());
    }
    assertThat(tags.get(1)).isEqualTo(tags.get(0)).endsWith("-1\"");
  }

  /** XML holds no such letters, so they are encoded in keys; nobody decodes a token. */
  @Test
  void goesOnBehindAKeyOfWhichXmlHoldsNoLetters() {
    List<String> keys = List.of("demo/\u0001a", "demo/\u0001b", "demo/c\rd", "demo/e");
    keys.forEach(key -> put(key, "x"));

    List<String> listed =
        s3
            .listObjectsV2Paginator(r -> r.bucket(BUCKET).maxKeys(1).encodingType("url"))
            .contents()
            .stream()
            .map(S3Object::key)
            .toList();
    assertThat(listed).isEqualTo(keys);
    assertThat(status(() -> s3.listObjectsV2(r -> r.bucket(BUCKET).continuationToken("?"))))
        .isEqualTo(400);
  }

  private Object get(Consumer<GetObjectRequest.Builder> condition) {
    return s3.getObjectAsBytes(r -> condition.accept(r.bucket(BUCKET).key("demo/a.jpg")));
  }

  private Object head(Consumer<HeadObjectRequest.Builder> condition) {
    return s3.headObject(r -> condition.accept(r.bucket(BUCKET).key("demo/a.jpg")));
  }

  private Object copy(Consumer<CopyObjectRequest.Builder> condition) {
    return s3.copyObject(
        r ->
            condition.accept(
                r.sourceBucket(BUCKET)
                    .sourceKey("demo/a.jpg")
                    .destinationBucket(BUCKET)
                    .destinationKey("demo/copy.jpg")));
  }

  /** {@return the status of a refusal; 200 if there is none} */
  private static int status(Supplier<?> call) {
    try {
      Object unused = call.get();
      return 200;
    } catch (S3Exception e) {
      return e.statusCode();
    }
  }

  @Test
  void foldsKeysByAnyDelimiter() {
    List.of("demo/MUG-1.jpg", "demo/MUG-2.jpg", "demo/MUG.jpg", "demo/a/MUG-3")
        .forEach(key -> put(key, "x"));

    ListObjectsV2Response page =
        s3.listObjectsV2(r -> r.bucket(BUCKET).prefix("demo/").delimiter("-"));

    assertThat(page.contents()).extracting(S3Object::key).containsExactly("demo/MUG.jpg");
    assertThat(page.commonPrefixes())
        .extracting(CommonPrefix::prefix)
        .containsExactly("demo/MUG-", "demo/a/MUG-");
  }
}
