package dev.vitrine.local.s3;

import java.util.Arrays;
import java.util.Random;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** An upload in parts, as clients send large files. */
final class MultipartUpload {
  private MultipartUpload() {}

  /** {@return what was uploaded, in two parts} */
  static byte[] of(S3Client s3, String bucket, String key) {
    byte[] whole = new byte[(5 << 20) + 1000];
    new Random(1).nextBytes(whole);
    String id = s3.createMultipartUpload(r -> r.bucket(bucket).key(key)).uploadId();
    CompletedPart[] parts = new CompletedPart[2];
    for (int i = 0; i < 2; i++) {
      int number = i + 1;
      byte[] bytes =
          Arrays.copyOfRange(whole, i == 0 ? 0 : 5 << 20, i == 0 ? 5 << 20 : whole.length);
      String tag =
          s3.uploadPart(
                  r -> r.bucket(bucket).key(key).uploadId(id).partNumber(number),
                  RequestBody.fromBytes(bytes))
              .eTag();
      parts[i] = CompletedPart.builder().partNumber(number).eTag(tag).build();
    }
    s3.completeMultipartUpload(
        r -> r.bucket(bucket).key(key).uploadId(id).multipartUpload(m -> m.parts(parts)));
    return whole;
  }
}
