package dev.vitrine.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.local.TestApi;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A home that was copied by a program which leaves extended attributes behind. */
class LostAttributesTest extends S3Fixture {
  private static final String MARK = "vitrine.attributes";
  private static final String PICTURE = "demo/IMG 1.JPG";
  private static final String NAMED_LIKE_HALF = "demo/x-00000000-0000-0000-0000-000000000000";

  @BeforeEach
  void awaitTheLookOfTheStart() throws Exception {
    TestApi.await("the look of the start", () -> bucketAttributes().list().contains(MARK));
  }

  @Test
  void givesObjectsAnETagAndAMediaTypeAgain() throws Exception {
    put(PICTURE);
    put(NAMED_LIKE_HALF);
    loseAttributes();
    assertThat(head(PICTURE).eTag()).isNull();

    LostAttributes.restore(bucket(), Instant.now());
    UnfinishedWrites.remove(bucket(), Instant.now());

    HeadObjectResponse picture = head(PICTURE);
    assertThat(picture.contentType()).isEqualTo("image/jpeg");
    assertThat(picture.eTag()).matches("\"[0-9a-f]{32}-1\"");
    assertThat(s3.listObjectsV2(r -> r.bucket(BUCKET)).contents())
        .extracting(S3Object::key)
        .containsExactly(PICTURE, NAMED_LIKE_HALF);
    assertThat(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(PICTURE)).asUtf8String())
        .isEqualTo(PICTURE);
  }

  @Test
  void leavesOtherObjectsAndHalvesOfThemAsTheyAre() throws Exception {
    put(PICTURE);
    HeadObjectResponse before = head(PICTURE);
    Path half = bucket().resolve("demo~/a.jpg-11111111-2222-3333-4444-555555555555");
    Files.writeString(half, "hal");
    Files.setLastModifiedTime(half, FileTime.from(Instant.now().minusSeconds(60)));
    bucketAttributes().delete(MARK);

    LostAttributes.restore(bucket(), Instant.now());
    UnfinishedWrites.remove(bucket(), Instant.now());

    assertThat(head(PICTURE).eTag()).isEqualTo(before.eTag());
    assertThat(head(PICTURE).metadata()).isEqualTo(Map.of("a", "b"));
    assertThat(half).doesNotExist();
  }

  @Test
  void readsNoFilesWhereAnEarlierStartHas() throws Exception {
    put(PICTURE);
    loseAttributes();
    LostAttributes.restore(bucket(), Instant.now());
    String first = head(PICTURE).eTag();
    Files.getFileAttributeView(file(PICTURE), UserDefinedFileAttributeView.class)
        .delete(UnfinishedWrites.ETAG);

    LostAttributes.restore(bucket(), Instant.now());

    assertThat(first).isNotNull();
    assertThat(head(PICTURE).eTag()).isNull();
  }

  private void loseAttributes() throws IOException {
    Files.walkFileTree(
        bucket(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            return lose(folder);
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
            return lose(file);
          }
        });
  }

  private static FileVisitResult lose(Path file) throws IOException {
    UserDefinedFileAttributeView attributes =
        Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    for (String name : attributes.list()) {
      attributes.delete(name);
    }
    return FileVisitResult.CONTINUE;
  }

  private UserDefinedFileAttributeView bucketAttributes() {
    return Files.getFileAttributeView(bucket(), UserDefinedFileAttributeView.class);
  }

  private Path bucket() {
    return folder.resolve("objects").resolve(BUCKET);
  }

  private Path file(String key) {
    return bucket().resolve(KeyPath.of(key));
  }

  private HeadObjectResponse head(String key) {
    return s3.headObject(r -> r.bucket(BUCKET).key(key));
  }

  private void put(String key) {
    s3.putObject(
        r -> r.bucket(BUCKET).key(key).metadata(Map.of("a", "b")), RequestBody.fromString(key));
  }
}
