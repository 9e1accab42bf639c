package dev.vitrine.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Keys are not file paths: each has an object of its own, and its place in listings.
 *
 * <p>The rules are S3's, as its documentation has them: up to 1,024 bytes, listed in the order of
 * their bytes in UTF-8. No answer of this S3 was compared with one of AWS.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html">Naming
 *     Amazon S3 objects</a>
 */
class ObjectKeysTest extends S3Fixture {
  private static final List<String> KEYS =
      Stream.of(
              "demo/a/b.jpg",
              "demo/a//b.jpg",
              "demo/a",
              "demo/a/",
              "demo/a-b.jpg",
              "demo/A.jpg",
              "demo/a.jpg",
              "demo/./x",
              "demo/../x",
              "demo/x",
              "x",
              "/x",
              "demo//",
              "demo/" + "x".repeat(50),
              "demo/" + "x".repeat(50) + "-1",
              "demo/" + "x".repeat(50) + "/1",
              "demo/" + "x".repeat(50) + "z",
              "demo/" + "Ü".repeat(509),
              "demo/50%",
              "demo/~^",
              "demo/\uFFEE",
              "demo/\uD83D\uDE00")
          .sorted(Comparator.comparing(ObjectKeysTest::utf8, java.util.Arrays::compareUnsigned))
          .toList();

  @Test
  void keepsEveryKeyApart() {
    KEYS.forEach(key -> put(key, key));

    assertThat(KEYS).allSatisfy(key -> assertThat(text(key)).isEqualTo(key));
    assertThat(events).extracting(ObjectEvent::key).containsExactlyElementsOf(KEYS);

    s3.deleteObject(r -> r.bucket(BUCKET).key("demo/a//b.jpg"));
    s3.copyObject(
        r ->
            r.sourceBucket(BUCKET)
                .sourceKey("demo/x")
                .destinationBucket(BUCKET)
                .destinationKey("demo/./x"));
    assertThat(text("demo/a/b.jpg")).isEqualTo("demo/a/b.jpg");
    assertThat(text("demo/./x")).isEqualTo("demo/x");
  }

  @Test
  void listsKeysInTheOrderOfTheirBytesWhateverThePage() {
    KEYS.forEach(key -> put(key, "x"));

    for (int size : new int[] {1, 2, 3, 1000}) {
      assertThat(
              s3.listObjectsV2Paginator(r -> r.bucket(BUCKET).maxKeys(size)).contents().stream()
                  .map(S3Object::key))
          .as("pages of " + size)
          .containsExactlyElementsOf(KEYS);
    }
    for (String prefix :
        List.of("demo/a", "demo/a/", "demo/x", "demo/" + "x".repeat(49), "nobody")) {
      assertThat(
              s3.listObjectsV2(r -> r.bucket(BUCKET).prefix(prefix)).contents().stream()
                  .map(S3Object::key))
          .as(prefix)
          .containsExactlyElementsOf(KEYS.stream().filter(key -> key.startsWith(prefix)).toList());
    }
    assertThat(
            s3.listObjectsV2(r -> r.bucket(BUCKET).startAfter("demo/a/b.jpg")).contents().stream()
                .map(S3Object::key))
        .containsExactlyElementsOf(KEYS.subList(KEYS.indexOf("demo/a/b.jpg") + 1, KEYS.size()));
  }

  @Test
  void foldsWhatGoesOnBehindASlash() {
    List.of("a/1", "a/2", "a-b", "b/c/1", "b/c/2", "b/d", "c").forEach(key -> put(key, "x"));

    ListObjectsV2Response top = s3.listObjectsV2(r -> r.bucket(BUCKET).delimiter("/"));
    assertThat(top.contents()).extracting(S3Object::key).containsExactly("a-b", "c");
    assertThat(top.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("a/", "b/");
    ListObjectsV2Response inB = s3.listObjectsV2(r -> r.bucket(BUCKET).delimiter("/").prefix("b/"));
    assertThat(inB.contents()).extracting(S3Object::key).containsExactly("b/d");
    assertThat(inB.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("b/c/");
    assertThat(
            s3.listObjectsV2Paginator(r -> r.bucket(BUCKET).delimiter("/").maxKeys(1)).stream()
                .flatMap(
                    page ->
                        Stream.concat(
                            page.contents().stream().map(S3Object::key),
                            page.commonPrefixes().stream().map(CommonPrefix::prefix))))
        .containsExactly("a-b", "a/", "b/", "c");
    assertThat(s3.listObjects(r -> r.bucket(BUCKET).marker("a/2").prefix("")).contents())
        .extracting(S3Object::key)
        .containsExactly("b/c/1", "b/c/2", "b/d", "c");
  }

  @Test
  void uploadsInPartsUnderAnyKey() {
    String key = "demo//IMG " + "x".repeat(45);
    byte[] whole = MultipartUpload.of(s3, BUCKET, key);

    assertThat(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)).asByteArray()).isEqualTo(whole);
    assertThat(s3.listObjectsV2(r -> r.bucket(BUCKET)).contents())
        .extracting(S3Object::key)
        .containsExactly(key);
    String upload = s3.createMultipartUpload(r -> r.bucket(BUCKET).key(key)).uploadId();
    assertThat(s3.listMultipartUploads(r -> r.bucket(BUCKET)).uploads())
        .extracting(one -> one.key())
        .containsExactly(key);
    s3.abortMultipartUpload(r -> r.bucket(BUCKET).key(key).uploadId(upload));
  }

  @Test
  void tellsOfRemovalsInTheirOrderAndOfNoneThatIsDerived() {
    put("demo/a.jpg", "x");
    put("demo/b.jpg", "x");
    put(".vitrine/demo/id/rendition-256.jpg", "x");
    s3.deleteObject(r -> r.bucket(BUCKET).key("demo/a.jpg"));
    s3.deleteObjects(r -> r.bucket(BUCKET).delete(d -> d.objects(o -> o.key("demo/b.jpg"))));
    s3.deleteObject(r -> r.bucket(BUCKET).key(".vitrine/demo/id/rendition-256.jpg"));

    List<ObjectEvent> removals = events.subList(2, events.size());
    assertThat(removals).extracting(ObjectEvent::name).containsOnly("ObjectRemoved:Delete");
    assertThat(removals).extracting(ObjectEvent::key).containsExactly("demo/a.jpg", "demo/b.jpg");
    assertThat(events).extracting(ObjectEvent::sequencer).isSorted().doesNotHaveDuplicates();
    assertThat(removals.get(0).toNotification()).contains("\"eventName\":\"ObjectRemoved:Delete\"");
  }

  @Test
  void tellsNothingOfOtherBuckets() {
    String own = "backup";
    s3.createBucket(r -> r.bucket(own));
    s3.putObject(r -> r.bucket(own).key("demo/a.jpg"), RequestBody.fromString("x"));
    s3.copyObject(
        r ->
            r.sourceBucket(own)
                .sourceKey("demo/a.jpg")
                .destinationBucket(own)
                .destinationKey("demo/b.jpg"));
    s3.deleteObject(r -> r.bucket(own).key("demo/a.jpg"));

    assertThat(s3.listObjectsV2(r -> r.bucket(own)).contents())
        .extracting(S3Object::key)
        .containsExactly("demo/b.jpg");
    assertThat(events).isEmpty();
  }

  @Test
  void readsAHomeOfTheFirstRelease() throws Exception {
    server.close();
    Path old = folder.resolve("buckets").resolve(BUCKET);
    for (String key : List.of("demo/Été 2024/IMG.JPG", "demo/a.jpg", ".vitrine/demo/i/r.jpg")) {
      Path file = old.resolve(key);
      Files.createDirectories(file.getParent());
      Files.writeString(file, key);
      Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
          .write("user.content-type", ByteBuffer.wrap(utf8("image/jpeg")));
    }
    Files.writeString(old.resolve("demo/a.jpg-11111111-2222-3333-4444-555555555555"), "hal");
    start();

    assertThat(s3.listObjectsV2(r -> r.bucket(BUCKET)).contents())
        .extracting(S3Object::key)
        .containsExactly(".vitrine/demo/i/r.jpg", "demo/a.jpg", "demo/Été 2024/IMG.JPG");
    assertThat(text("demo/Été 2024/IMG.JPG")).isEqualTo("demo/Été 2024/IMG.JPG");
    assertThat(s3.headObject(r -> r.bucket(BUCKET).key("demo/a.jpg")).contentType())
        .isEqualTo("image/jpeg");
    assertThat(folder.resolve("buckets")).doesNotExist();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
