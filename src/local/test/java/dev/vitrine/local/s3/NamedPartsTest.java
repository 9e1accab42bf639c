package dev.vitrine.local.s3;

import static dev.vitrine.local.s3.ManyClients.KEY;
import static dev.vitrine.local.s3.ManyClients.code;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;

class NamedPartsTest extends S3Fixture {
  private static final int SMALLEST = 5 << 20;

  private String upload;

  @BeforeEach
  void begin() {
    upload = s3.createMultipartUpload(r -> r.bucket(BUCKET).key(KEY)).uploadId();
  }

  @Test
  void areTakenInAscendingOrderOnly() {
    CompletedPart first = part(1, "1".repeat(SMALLEST));
    CompletedPart second = part(2, "2".repeat(SMALLEST));
    CompletedPart last = part(7, "end");

    assertThat(complete(second, first, last)).isEqualTo("400 InvalidPartOrder");
    assertThat(complete(last, first)).isEqualTo("400 InvalidPartOrder");
    assertThat(complete(first, first, last)).isEqualTo("400 InvalidPartOrder");
    assertThat(complete(first, last)).isEqualTo("taken");
    assertThat(s3.headObject(r -> r.bucket(BUCKET).key(KEY)).contentLength())
        .isEqualTo(SMALLEST + 3);
  }

  @Test
  void areThoseThatWereUploadedAndNoneButTheLastIsSmall() {
    CompletedPart first = part(1, "small");
    CompletedPart second = part(2, "end");

    assertThat(complete(first, second)).isEqualTo("400 EntityTooSmall");
    assertThat(complete(first.toBuilder().eTag(second.eTag()).build()))
        .isEqualTo("400 InvalidPart");
    assertThat(complete(first.toBuilder().partNumber(3).build())).isEqualTo("400 InvalidPart");
    assertThat(complete()).isEqualTo("400 MalformedXML");
    assertThat(complete(CompletedPart.builder().partNumber(2).build()))
        .isEqualTo("400 MalformedXML");
    assertThat(complete(second)).isEqualTo("taken");
  }

  private CompletedPart part(int number, String body) {
    String tag =
        s3.uploadPart(
                r -> r.bucket(BUCKET).key(KEY).uploadId(upload).partNumber(number),
                RequestBody.fromString(body))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  /** {@return the refusal's status and code; "taken" if there is none} */
  private String complete(CompletedPart... parts) {
    List<CompletedPart> named = Arrays.asList(parts);
    return code(
        () ->
            s3.completeMultipartUpload(
                r ->
                    r.bucket(BUCKET)
                        .key(KEY)
                        .uploadId(upload)
                        .multipartUpload(m -> m.parts(named))));
  }
}
