package dev.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.Settings;
import dev.vitrine.action.ImageStarter;
import dev.vitrine.bin.Bin;
import dev.vitrine.bin.DeletedRestyles;
import dev.vitrine.decode.Pictures;
import dev.vitrine.image.ImageId;
import dev.vitrine.local.s3.EmbeddedS3;
import dev.vitrine.local.s3.TestS3;
import dev.vitrine.sweep.MemoryBookmarks;
import dev.vitrine.sweep.Sweep;
import dev.vitrine.sweep.SweepConfig;
import dev.vitrine.workflow.RestyleOrder;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A restyle is deleted just before each write of its picture's way through the workflow, on a real
 * table and a real bucket. See {@link DeletedOnItsWayTest} for whole pictures, and for what is
 * missing.
 */
class DeletedRestyleOnItsWayTest {
  private static final AwsBasicCredentials KEYS = AwsBasicCredentials.create("key", "secret");
  private static final String KEY = "demo/a.jpg";
  private static final byte[] JPEG =
      Pictures.jpeg(Pictures.blank(64, 48, BufferedImage.TYPE_INT_RGB, 0));
  private static final ImageId ID = Examples.upload(KEY, 1).picture().imageId();
  private static final String RESTYLE = RestyleOrder.ofStyle("great-wave").id();
  private static final WriteHook HOOK = new WriteHook();

  /** After the hour that lies between the last restoring and the deletion. */
  private static final Instant A_MONTH_LATER = Examples.NOW.plus(Duration.ofDays(31));

  @TempDir static Path folder;
  private static EmbeddedS3 bucket;
  private static TestTable table;
  private static S3Client s3;
  private static S3Client watchedS3;

  @BeforeAll
  static void start() throws Exception {
    bucket = new EmbeddedS3(folder, 0, KEYS, List.of(), event -> {});
    bucket.start();
    table = new TestTable();
    s3 = TestS3.client(bucket.endpoint(), KEYS);
    watchedS3 =
        TestS3.builder(bucket.endpoint(), KEYS)
            .overrideConfiguration(c -> c.addExecutionInterceptor(HOOK))
            .build();
  }

  @AfterAll
  static void stop() throws Exception {
    s3.close();
    watchedS3.close();
    table.close();
    bucket.close();
  }

  @Test
  void itIsFinishedWhereItIsAndLeavesNothingAfterThirtyDays() {
    int writes = journeyWith(0, () -> {});
    ImageRecord clean = record();
    List<String> objects = pictures();
    assertThat(clean.restyles()).hasSize(1);
    int deleted = 0;
    for (int write = 1; write <= writes; write++) {
      journeyWith(write, this::deleteRestyle);
      if (record().deletedRestyles().isEmpty()) {
        continue; // It was not ordered yet.
      }
      deleted++;
      String when = "deleted at write " + write;
      assertThat(record().restyles()).as(when).isEmpty();
      assertThat(record().status()).as(when).isEqualTo(ImageStatus.DONE);

      catalog().update("demo", ID, image -> DeletedRestyles.restored(image, RESTYLE, Examples.NOW));
      assertThat(record().restyles()).as(when).isEqualTo(clean.restyles());
      assertThat(pictures()).as(when).isEqualTo(objects);

      deleteRestyle();
      sweep(Examples.NOW.plus(Duration.ofDays(30)));
      assertThat(pictures()).as(when).isEqualTo(objects);
      assertThat(record().deletedRestyles()).as(when).hasSize(1);
      sweep(A_MONTH_LATER);
      assertThat(pictures()).as(when).isEqualTo(objectsWithoutRestyle(objects));
      assertThat(record().deletedRestyles()).as(when).isEmpty();
    }
    assertThat(deleted).isGreaterThan(2);
  }

  @Test
  void aPainterThatAnswersAfterItIsGoneForGoodLeavesNothing() {
    int writes = journeyWith(0, () -> {});
    List<String> objects = pictures();
    int deleted = 0;
    for (int write = 1; write <= writes; write++) {
      boolean[] wasThere = {false};
      journeyWith(
          write,
          () -> {
            wasThere[0] =
                catalog().find("demo", ID).filter(i -> !i.restyles().isEmpty()).isPresent();
            deleteRestyle();
            sweep(A_MONTH_LATER);
          });
      if (!wasThere[0]) {
        continue;
      }
      deleted++;
      assertThat(record().restyles()).as("deleted at write %d", write).isEmpty();
      assertThat(record().deletedRestyles()).as("deleted at write %d", write).isEmpty();
      assertThat(pictures())
          .as("deleted at write %d", write)
          .isEqualTo(objectsWithoutRestyle(objects));
    }
    assertThat(deleted).isGreaterThan(2);
  }

  private static List<String> objectsWithoutRestyle(List<String> objects) {
    return objects.stream().filter(key -> !key.contains(RESTYLE)).toList();
  }

  private int journeyWith(int write, Runnable action) {
    table.empty();
    s3.listObjectsV2Paginator(r -> r.bucket(EmbeddedS3.BUCKET)).contents().stream()
        .forEach(old -> s3.deleteObject(r -> r.bucket(EmbeddedS3.BUCKET).key(old.key())));
    s3.putObject(r -> r.bucket(EmbeddedS3.BUCKET).key(KEY), RequestBody.fromBytes(JPEG));
    HOOK.arm(write, false, action);
    try (var watched = table.client(HOOK)) {
      new Journey(watchedS3, table.catalog(watched), new LaterSageMaker(s3))
          .run(Examples.upload(KEY, 1));
    }
    return HOOK.disarm();
  }

  private void deleteRestyle() {
    catalog().update("demo", ID, image -> DeletedRestyles.deleted(image, RESTYLE, Examples.NOW));
  }

  private static void sweep(Instant now) {
    Journey journey = new Journey(s3, catalog(), new LaterSageMaker(s3));
    SweepConfig config = Settings.atDefaults(SweepConfig.class);
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    new Sweep(
            catalog(),
            MemoryBookmarks.walk(journey.uploads(), config),
            new ImageStarter(input -> {}),
            journey.leftovers(),
            new Bin(catalog(), journey.uploads(), journey.leftovers(), clock),
            execution -> Optional.empty(),
            journey.later(),
            config,
            clock)
        .run();
  }

  private static Catalog catalog() {
    return table.catalog(table.client);
  }

  private static ImageRecord record() {
    return catalog().find("demo", ID).orElseThrow();
  }

  /** {@return keys of the original and what was derived from it} */
  private static List<String> pictures() {
    return s3.listObjectsV2Paginator(r -> r.bucket(EmbeddedS3.BUCKET)).contents().stream()
        .map(S3Object::key)
        .filter(key -> !key.startsWith(".vitrine/.later/"))
        .toList();
  }
}
