package dev.vitrine.local.s3;

import static dev.vitrine.local.s3.ManyClients.KEY;
import static dev.vitrine.local.s3.ManyClients.THREADS;
import static dev.vitrine.local.s3.ManyClients.code;
import static dev.vitrine.local.s3.ManyClients.together;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.sync.RequestBody;

/** Conditions of a PUT hold when its object is written, however many write it. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConditionalWritesTest extends S3Fixture {
  private static final String NO_CONDITION = "x-amz-meta-condition: none";

  @Test
  void takesOneOfManyReplacementsOfAnObject() throws Exception {
    String condition = "If-Match: " + put("first");

    assertThat(winner(condition)).isEqualTo(text(KEY));
  }

  @Test
  void takesOneOfManyFirstWrites() throws Exception {
    assertThat(winner("If-None-Match: *")).isEqualTo(text(KEY));
  }

  /** {@return the body that was stored, of many whose condition held when their headers arrived} */
  private String winner(String condition) throws Exception {
    List<SlowPut> puts = new ArrayList<>();
    try {
      for (int i = 0; i < THREADS; i++) {
        puts.add(new SlowPut(server, KEY, condition, "writer " + i));
      }
      for (SlowPut put : puts) {
        put.sendTheRest();
      }
      List<Integer> answers = new ArrayList<>();
      for (SlowPut put : puts) {
        answers.add(put.status());
      }
      assertThat(answers).containsOnlyOnce(200);
      assertThat(Collections.frequency(answers, 412)).isEqualTo(THREADS - 1);
      return "writer " + answers.indexOf(200);
    } finally {
      for (SlowPut put : puts) {
        put.close();
      }
    }
  }

  @Test
  void comparesWithWhatWasWrittenWhileTheBodyArrived() throws Exception {
    String condition = "If-Match: " + put("first");
    try (SlowPut slow = new SlowPut(server, KEY, condition, "slow");
        SlowPut any = new SlowPut(server, KEY, "If-Match: *", "any");
        SlowPut none = new SlowPut(server, KEY, NO_CONDITION, "none")) {
      put("second"); // nobody holds the key while a body arrives
      slow.sendTheRest();

      assertThat(slow.status()).isEqualTo(412);
      assertThat(text(KEY)).isEqualTo("second");
      any.sendTheRest();
      assertThat(any.status()).isEqualTo(200);
      assertThat(text(KEY)).isEqualTo("any");
      s3.deleteObject(r -> r.bucket(BUCKET).key(KEY));
      none.sendTheRest();
      assertThat(none.status()).isEqualTo(200);
      assertThat(text(KEY)).isEqualTo("none");
    }
  }

  @Test
  void findsNothingToReplaceWhereTheObjectWasDeletedWhileTheBodyArrived() throws Exception {
    String condition = "If-Match: " + put("first");
    try (SlowPut slow = new SlowPut(server, KEY, condition, "slow");
        SlowPut any = new SlowPut(server, KEY, "If-Match: *", "any")) {
      s3.deleteObject(r -> r.bucket(BUCKET).key(KEY));
      slow.sendTheRest();
      any.sendTheRest();

      assertThat(slow.status()).isEqualTo(404);
      assertThat(any.status()).isEqualTo(404);
    }
  }

  @Test
  void losesNoIncrementOfManyThreads() throws Exception {
    put("0");
    List<Integer> increments =
        together(
            i -> {
              int done = 0;
              for (int j = 0; j < 20; j++) {
                var got = s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(KEY));
                int next = Integer.parseInt(got.asUtf8String()) + 1;
                String tag = got.response().eTag();
                done +=
                    code(() ->
                                s3.putObject(
                                    r -> r.bucket(BUCKET).key(KEY).ifMatch(tag),
                                    RequestBody.fromString("" + next)))
                            .equals("taken")
                        ? 1
                        : 0;
              }
              return done;
            });

    int all = increments.stream().mapToInt(Integer::intValue).sum();
    assertThat(all).isGreaterThanOrEqualTo(20);
    assertThat(text(KEY)).isEqualTo("" + all);
  }

  @Test
  void readsWhatTheETagIsOfWhileOthersWrite() throws Exception {
    put("first");
    List<String> answers =
        together(
            i -> {
              for (int j = 0; j < 60; j++) {
                if (i % 3 == 0) {
                  put("writer " + i + ", " + j);
                } else {
                  var got = s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(KEY));
                  assertThat(got.response().eTag()).isEqualTo(md5(got.asByteArray()));
                }
              }
              return "read";
            });

    assertThat(answers).containsOnly("read");
  }

  private static String md5(byte[] bytes) throws GeneralSecurityException {
    return '"' + HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes)) + '"';
  }

  /** The folder of an object goes with the last object in it. */
  @Test
  void writesBesideADeletionThatEmptiesTheFolder() throws Exception {
    List<String> answers =
        together(
            i -> {
              String key = "demo/folder/" + i;
              for (int j = 0; j < 60; j++) {
                String written = code(() -> put(key, "x"));
                String deleted = code(() -> s3.deleteObject(r -> r.bucket(BUCKET).key(key)));
                if (!written.equals("taken") || !deleted.equals("taken")) {
                  return written + ", " + deleted;
                }
              }
              return "taken";
            });

    assertThat(answers).containsOnly("taken");
  }

  @Test
  void tellsOfWritesAndDeletionsInTheirOrder() throws Exception {
    for (int round = 0; round < 40; round++) {
      events.clear();
      together(
          i ->
              code(
                  () ->
                      i % 2 == 0
                          ? put("writer " + i)
                          : s3.deleteObject(r -> r.bucket(BUCKET).key(KEY))));

      ObjectEvent last =
          events.stream().max(Comparator.comparing(ObjectEvent::sequencer)).orElseThrow();
      boolean isThere = s3.listObjectsV2(r -> r.bucket(BUCKET)).keyCount() == 1;
      assertThat(last.name()).isEqualTo(isThere ? "ObjectCreated:Put" : ObjectEvent.REMOVED);
    }
  }

  private String put(String content) {
    return put(KEY, content);
  }
}
