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
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** What S3 writes is its owner's alone from the first moment that a client knows of it. */
class PrivateObjectsTest {
  private static final String BUCKET = EmbeddedS3.BUCKET;
  private static final AwsBasicCredentials OURS = AwsBasicCredentials.create("vitrine", "secret");
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  @TempDir Path folder;

  @Test
  void nobodyElseMayReadObjectsOrPartsOfThem() throws Exception {
    try (EmbeddedS3 server = new EmbeddedS3(folder, 0, OURS, List.of(), event -> {})) {
      server.start();
      try (S3Client s3 = TestS3.client(server.endpoint(), OURS)) {
        s3.putObject(r -> r.bucket(BUCKET).key("demo/a/b.jpg"), RequestBody.fromString("x"));
        s3.copyObject(
            r ->
                r.sourceBucket(BUCKET)
                    .sourceKey("demo/a/b.jpg")
                    .destinationBucket(BUCKET)
                    .destinationKey(".vitrine/demo/copy.jpg"));
        String key = "demo/c/large.jpg";
        String upload = s3.createMultipartUpload(r -> r.bucket(BUCKET).key(key)).uploadId();
        s3.uploadPart(
            r -> r.bucket(BUCKET).key(key).uploadId(upload).partNumber(1),
            RequestBody.fromString("x"));
        MultipartUpload.of(s3, BUCKET, "demo/d/whole.jpg");
      }
      assertThat(readableByOthers(server.objects())).isEmpty();
    }
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
