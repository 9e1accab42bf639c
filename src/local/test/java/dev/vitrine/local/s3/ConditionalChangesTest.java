package dev.vitrine.local.s3;

import static dev.vitrine.local.s3.ManyClients.KEY;
import static dev.vitrine.local.s3.ManyClients.THREADS;
import static dev.vitrine.local.s3.ManyClients.code;
import static dev.vitrine.local.s3.ManyClients.together;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** Conditions of copies, completed uploads and deletions hold when the object is changed. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConditionalChangesTest extends S3Fixture {
  @Test
  void takesOneOfManyCopiesOntoAnObject() throws Exception {
    String tag = put("first");
    for (int i = 0; i < THREADS; i++) {
      put("demo/source-" + i, "copy " + i);
    }

    assertOneIsTaken(
        together(
            i ->
                code(
                    () ->
                        s3.copyObject(
                            r ->
                                r.sourceBucket(BUCKET)
                                    .sourceKey("demo/source-" + i)
                                    .destinationBucket(BUCKET)
                                    .destinationKey(KEY)
                                    .ifMatch(tag)))));
    assertThat(text(KEY)).startsWith("copy ");
    assertThat(
            code(
                () ->
                    s3.copyObject(
                        r ->
                            r.sourceBucket(BUCKET)
                                .sourceKey("demo/source-0")
                                .destinationBucket(BUCKET)
                                .destinationKey(KEY)
                                .ifNoneMatch("*"))))
        .isEqualTo("412 PreconditionFailed");
  }

  @Test
  void takesOneOfManyCompletedUploads() throws Exception {
    String tag = put("first");
    List<String> uploads = new ArrayList<>();
    List<CompletedPart> parts = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      String upload = s3.createMultipartUpload(r -> r.bucket(BUCKET).key(KEY)).uploadId();
      String part =
          s3.uploadPart(
                  r -> r.bucket(BUCKET).key(KEY).uploadId(upload).partNumber(1),
                  RequestBody.fromString("upload " + i))
              .eTag();
      uploads.add(upload);
      parts.add(CompletedPart.builder().partNumber(1).eTag(part).build());
    }

    assertOneIsTaken(
        together(
            i ->
                code(
                    () ->
                        s3.completeMultipartUpload(
                            r ->
                                r.bucket(BUCKET)
                                    .key(KEY)
                                    .uploadId(uploads.get(i))
                                    .ifMatch(tag)
                                    .multipartUpload(m -> m.parts(parts.get(i)))))));
    assertThat(text(KEY)).startsWith("upload ");
  }

  @Test
  void takesEitherTheDeletionOrTheReplacement() throws Exception {
    for (int round = 0; round < 15; round++) {
      String tag = put("first " + round);
      int half = THREADS / 2;
      List<String> answers =
          together(
              i ->
                  i < half
                      ? code(() -> s3.deleteObject(r -> r.bucket(BUCKET).key(KEY).ifMatch(tag)))
                      : code(
                          () ->
                              s3.putObject(
                                  r -> r.bucket(BUCKET).key(KEY).ifMatch(tag),
                                  RequestBody.fromString("writer " + i))));

      assertThat(answers).containsOnlyOnce("taken");
      assertThat(answers).isSubsetOf("taken", "412 PreconditionFailed", "404 NoSuchKey");
      boolean isDeleted = answers.indexOf("taken") < half;
      assertThat(s3.listObjectsV2(r -> r.bucket(BUCKET)).keyCount()).isEqualTo(isDeleted ? 0 : 1);
    }
  }

  @Test
  void deletesByAListOnlyWhatIsAsTheCallerKnowsIt() throws Exception {
    for (int round = 0; round < 15; round++) {
      String tag = put("first " + round);
      ObjectIdentifier known = ObjectIdentifier.builder().key(KEY).eTag(tag).build();
      List<String> answers =
          together(
              i ->
                  i > 0
                      ? code(
                          () ->
                              s3.putObject(
                                  r -> r.bucket(BUCKET).key(KEY).ifMatch(tag),
                                  RequestBody.fromString("writer " + i)))
                      : s3.deleteObjects(r -> r.bucket(BUCKET).delete(d -> d.objects(known)))
                              .errors()
                              .isEmpty()
                          ? "taken"
                          : "refused");

      assertThat(answers).containsOnlyOnce("taken");
    }
  }

  @Test
  void removesNothingThatIsNotThere() {
    String tag = put("first");
    s3.deleteObject(r -> r.bucket(BUCKET).key(KEY));

    assertThat(code(() -> s3.deleteObject(r -> r.bucket(BUCKET).key(KEY).ifMatch(tag))))
        .isEqualTo("404 NoSuchKey");
    assertThat(code(() -> s3.deleteObject(r -> r.bucket(BUCKET).key(KEY).ifMatch("*"))))
        .isEqualTo("404 NoSuchKey");
    assertThat(code(() -> s3.deleteObject(r -> r.bucket(BUCKET).key(KEY)))).isEqualTo("taken");
  }

  private static void assertOneIsTaken(List<String> answers) {
    assertThat(answers).containsOnlyOnce("taken");
    assertThat(Collections.frequency(answers, "412 PreconditionFailed")).isEqualTo(THREADS - 1);
  }

  private String put(String content) {
    return put(KEY, content);
  }
}
