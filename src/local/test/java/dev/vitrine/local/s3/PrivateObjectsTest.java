package dev.vitrine.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

/** What S3 writes is its owner's alone from the first moment that a client knows of it. */
class PrivateObjectsTest extends S3Fixture {
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  @Test
  void nobodyElseMayReadObjectsOrPartsOfThem() throws Exception {
    put("demo/a/b.jpg", "x");
    s3.copyObject(
        r ->
            r.sourceBucket(BUCKET)
                .sourceKey("demo/a/b.jpg")
                .destinationBucket(BUCKET)
                .destinationKey(".vitrine/demo/copy.jpg"));
    String key = "demo/c/large.jpg";
    String upload = s3.createMultipartUpload(r -> r.bucket(BUCKET).key(key)).uploadId();
    s3.uploadPart(
        r -> r.bucket(BUCKET).key(key).uploadId(upload).partNumber(1), RequestBody.fromString("x"));
    MultipartUpload.of(s3, BUCKET, "demo/d/whole.jpg");

    assertThat(readableByOthers(server.objects())).isEmpty();
  }

  private static List<Path> readableByOthers(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> all = files.toList();
      assertThat(all).as("objects, the upload's part, and their folders").hasSizeGreaterThan(10);
      return all.stream().filter(PrivateObjectsTest::isOthers).toList();
    }
  }

  private static boolean isOthers(Path file) {
    try {
      return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
