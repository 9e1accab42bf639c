package dev.vitrine.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * CRC64NVME as the documentation named at {@link WholeChecksumRequest} has it; not compared with
 * AWS.
 */
class WholeChecksumRequestTest extends S3Fixture {
  @Test
  void knowsCrc64NvmeOnlyOfWholeObjects() {
    var created =
        s3.createMultipartUpload(
            r ->
                r.bucket(BUCKET).key("demo/a.jpg").checksumAlgorithm(ChecksumAlgorithm.CRC64_NVME));
    assertThat(created.checksumType()).isEqualTo(ChecksumType.FULL_OBJECT);
    // CRC-64/NVME of "123456789" is the algorithm's published check value.
    byte[] nine = "123456789".getBytes(StandardCharsets.UTF_8);
    byte[] check = HexFormat.of().parseHex("ae8b14860a799888");
    String sum = Base64.getEncoder().encodeToString(check);
    String tag =
        s3.uploadPart(
                r ->
                    r.bucket(BUCKET)
                        .key("demo/a.jpg")
                        .uploadId(created.uploadId())
                        .partNumber(1)
                        .checksumCRC64NVME(sum),
                RequestBody.fromBytes(nine))
            .eTag();
    var completed =
        s3.completeMultipartUpload(
            r ->
                r.bucket(BUCKET)
                    .key("demo/a.jpg")
                    .uploadId(created.uploadId())
                    .multipartUpload(
                        m -> m.parts(p -> p.partNumber(1).eTag(tag).checksumCRC64NVME(sum))));

    assertThat(completed.checksumType()).isEqualTo(ChecksumType.FULL_OBJECT);
    assertThat(completed.checksumCRC64NVME()).isEqualTo(sum);
    assertThatThrownBy(
            () ->
                s3.createMultipartUpload(
                    r ->
                        r.bucket(BUCKET)
                            .key("demo/b.jpg")
                            .checksumAlgorithm(ChecksumAlgorithm.CRC64_NVME)
                            .checksumType(ChecksumType.COMPOSITE)))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(400));
  }
}
