package dev.vitrine.local.s3;

import static dev.vitrine.local.s3.ManyClients.KEY;
import static dev.vitrine.local.s3.ManyClients.code;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Clients that download an object in the parts that it was uploaded in. */
class UploadedPartsTest extends S3Fixture {
  private static final int FIRST = 5 << 20;

  @Test
  void areReadByTheirNumber() {
    byte[] whole = MultipartUpload.of(s3, BUCKET, KEY);

    var first = get(1);
    assertThat(first.response().sdkHttpResponse().statusCode()).isEqualTo(206);
    assertThat(first.response().partsCount()).isEqualTo(2);
    assertThat(first.response().contentRange())
        .isEqualTo("bytes 0-" + (FIRST - 1) + "/" + whole.length);
    assertThat(first.asByteArray()).isEqualTo(Arrays.copyOf(whole, FIRST));
    assertThat(get(2).asByteArray()).isEqualTo(Arrays.copyOfRange(whole, FIRST, whole.length));
    var head = s3.headObject(r -> r.bucket(BUCKET).key(KEY).partNumber(2));
    assertThat(head.contentLength()).isEqualTo(whole.length - FIRST);
    assertThat(head.partsCount()).isEqualTo(2);
    assertThat(code(() -> get(3))).isEqualTo("416 InvalidPartNumber");
    assertThat(
            code(
                () ->
                    s3.getObject(r -> r.bucket(BUCKET).key(KEY).partNumber(1).range("bytes=0-1"))))
        .isEqualTo("400 InvalidRequest");
  }

  @Test
  void areOneOfAnObjectThatCameAsAWhole() {
    put(KEY, "whole");

    assertThat(get(1).asUtf8String()).isEqualTo("whole");
    assertThat(get(1).response().partsCount()).isNull();
    assertThat(code(() -> get(2))).isEqualTo("416 InvalidPartNumber");
    put(KEY, "");
    assertThat(get(1).asByteArray()).isEmpty();
  }

  @Test
  void areNotAnsweredWithTheWholeWhereTheyAreNotKnown() throws Exception {
    byte[] whole = MultipartUpload.of(s3, BUCKET, KEY);
    Path file = new WrittenFiles(server.objects()).file(BUCKET, KEY);
    Files.getFileAttributeView(file, UserDefinedFileAttributeView.class).delete("vitrine.parts");

    assertThat(code(() -> get(1))).isEqualTo("501 NotImplemented");
    assertThat(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(KEY)).asByteArray()).isEqualTo(whole);
  }

  @Test
  void haveAnySizes() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    for (List<Long> sizes : List.of(List.of(3L), List.of(7L, 7L, 7L, 1L), List.of(1L, 2L, 2L))) {
      PartSizes.write(file, sizes);
      assertThat(PartSizes.read(file)).isEqualTo(sizes);
    }
    Path other = Files.createFile(folder.resolve("other"));
    PartSizes.write(other, LongStream.range(0, 1_000).boxed().toList());
    assertThat(PartSizes.read(other)).isEmpty();
  }

  private ResponseBytes<GetObjectResponse> get(int part) {
    return s3.getObjectAsBytes(
        r -> r.bucket(BUCKET).key(KEY).partNumber(part).checksumMode(ChecksumMode.ENABLED));
  }
}
