package dev.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.OnlyInCi;
import dev.vitrine.Settings;
import dev.vitrine.action.CatalogUploadLog;
import dev.vitrine.action.ImageStarter;
import dev.vitrine.bin.Bin;
import dev.vitrine.decode.Pictures;
import dev.vitrine.image.PictureRef;
import dev.vitrine.local.s3.EmbeddedS3;
import dev.vitrine.local.s3.TestS3;
import dev.vitrine.sweep.MemoryBookmarks;
import dev.vitrine.sweep.Sweep;
import dev.vitrine.sweep.SweepConfig;
import dev.vitrine.upload.Upload;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A picture is deleted, or replaced, just before and just after each write of its way through the
 * workflow: nothing of it is left in the bucket.
 *
 * <p>The steps come one after the other here. What is missing: Lambda calling a step twice at the
 * same time, as it may of an asynchronous event, and what {@link dev.vitrine.local.s3.TestS3},
 * {@link TestTable} and {@link LaterSageMaker} lack.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">How
 *     Lambda handles errors and retries of asynchronous events</a>
 */
@OnlyInCi
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DeletedOnItsWayTest {
  private static final AwsBasicCredentials KEYS = AwsBasicCredentials.create("key", "secret");
  private static final String KEY = "demo/a.jpg";
  private static final byte[] JPEG =
      Pictures.jpeg(Pictures.blank(64, 48, BufferedImage.TYPE_INT_RGB, 0));
  private static final Clock LATER =
      Clock.fixed(Examples.NOW.plus(Duration.ofHours(1)), ZoneOffset.UTC);

  @TempDir static Path folder;
  private static EmbeddedS3 bucket;
  private static TestTable table;
  private static S3Client s3;
  private static DynamoDbClient dynamoDb;
  private static S3Client watchedS3;
  private static DynamoDbClient watchedDynamoDb;
  private static final WriteHook HOOK = new WriteHook();

  @BeforeAll
  static void start() throws Exception {
    bucket = new EmbeddedS3(folder, 0, KEYS, List.of(), event -> {});
    bucket.start();
    table = new TestTable();
    s3 = s3(new ExecutionInterceptor() {});
    watchedS3 = s3(HOOK);
    dynamoDb = table.client;
    watchedDynamoDb = table.client(HOOK);
  }

  private static S3Client s3(ExecutionInterceptor interceptor) {
    return TestS3.builder(bucket.endpoint(), KEYS)
        .overrideConfiguration(c -> c.addExecutionInterceptor(interceptor))
        .build();
  }

  @AfterAll
  static void stop() throws Exception {
    s3.close();
    watchedS3.close();
    watchedDynamoDb.close();
    table.close();
    bucket.close();
  }

  @Test
  void nothingIsLeftOfAPictureThatIsDeletedAtAnyWrite() {
    int writes = journeyWith(0, false, () -> {});
    assertThat(writes).isGreaterThan(12);
    for (int write = 1; write <= writes; write++) {
      for (boolean after : new boolean[] {false, true}) {
        journeyWith(write, after, this::delete);

        assertThat(left()).as("deleted at write %d, after: %s", write, after).isEmpty();
      }
    }
  }

  @Test
  void nothingIsLeftOfAPictureWhoseDeletionWasKilledAtAnyWrite() {
    int writes = journeyWith(0, false, () -> {});
    for (int write = 1; write <= writes; write++) {
      journeyWith(write, true, this::deleteAndDie);
      sweep();

      assertThat(left()).as("killed at write %d", write).isEmpty();
    }
  }

  @Test
  void aPictureThatIsPutIntoTheBinAtAnyWriteIsFinishedThereAndLeavesNothingAfterThirtyDays() {
    int writes = journeyWith(0, false, () -> {});
    ImageRecord clean = record();
    List<String> objects = pictures();
    for (int write = 2; write <= writes; write++) {
      journeyWith(write, false, this::put);
      Catalog catalog = table.catalog(dynamoDb);
      String when = "at write " + write;
      assertThat(catalog.find("demo", clean.imageId())).as(when).isEmpty();

      assertThat(bin().restore("demo", clean.imageId())).as(when).contains(clean);
      assertThat(pictures()).as(when).isEqualTo(objects);

      put();
      sweep(Clock.offset(Clock.systemUTC(), Duration.ofDays(29)));
      assertThat(pictures()).as(when).isEqualTo(objects);
      sweep(Clock.offset(Clock.systemUTC(), Duration.ofDays(31)));
      assertThat(left()).as(when).isEmpty();
      assertThat(catalog.binned("demo", clean.imageId())).as(when).isEmpty();
    }
  }

  @Test
  void aPictureThatWasRestoredSinceTheBinWasListedStays() {
    journeyWith(0, false, () -> {});
    ImageRecord image = record();
    List<String> objects = pictures();
    put();
    Catalog.Binned listed = table.catalog(dynamoDb).binned("demo", image.imageId()).orElseThrow();
    bin().restore("demo", image.imageId());

    assertThat(bin().delete(listed)).isFalse();

    assertThat(record()).isEqualTo(image);
    assertThat(pictures()).isEqualTo(objects);
  }

  private static ImageRecord record() {
    return table.catalog(dynamoDb).find("demo", upload(1).picture().imageId()).orElseThrow();
  }

  @Test
  void nothingIsLeftOfAPictureThatIsReplacedAtAnyWrite() {
    int writes = journeyWith(0, false, () -> {});
    for (int write = 1; write <= writes; write++) {
      for (boolean after : new boolean[] {false, true}) {
        journeyWith(write, after, this::replace);
        sweep();

        String newer = Examples.revision(2).value();
        assertThat(left())
            .as("replaced at write %d, after: %s", write, after)
            .filteredOn(key -> key.startsWith(".vitrine/demo/"))
            .hasSize(3)
            .allMatch(key -> key.contains(newer));
        assertThat(left())
            .as("answers after write %d, after: %s", write, after)
            .filteredOn(key -> key.startsWith(LaterSageMaker.ANSWERS))
            .hasSize(2);
      }
    }
  }

  private int journeyWith(int write, boolean after, Runnable action) {
    table.empty();
    s3.listObjectsV2Paginator(r -> r.bucket(EmbeddedS3.BUCKET)).contents().stream()
        .forEach(old -> s3.deleteObject(r -> r.bucket(EmbeddedS3.BUCKET).key(old.key())));
    s3.putObject(r -> r.bucket(EmbeddedS3.BUCKET).key(KEY), RequestBody.fromBytes(JPEG));
    HOOK.arm(write, after, action);
    try {
      new Journey(watchedS3, table.catalog(watchedDynamoDb), new LaterSageMaker(s3)).run(upload(1));
    } catch (KilledException e) {
      assertThat(write).isPositive();
    }
    return HOOK.disarm();
  }

  private static Upload upload(int revision) {
    return Examples.upload(KEY, revision);
  }

  private void delete() {
    put();
    bin().delete("demo", upload(1).picture().imageId());
    // Who deletes a picture before it has a record deletes the object itself.
    s3.deleteObject(r -> r.bucket(EmbeddedS3.BUCKET).key(KEY));
    Journey journey = plain();
    PictureRef removal = PictureRef.of(EmbeddedS3.BUCKET, KEY, null, Examples.revision(9));
    new CatalogUploadLog(table.catalog(dynamoDb), journey.uploads(), journey.leftovers())
        .removed(removal, Examples.NOW);
  }

  private void put() {
    bin().put("demo", upload(1).picture().imageId());
  }

  private static Bin bin() {
    Journey journey = plain();
    return new Bin(
        table.catalog(dynamoDb), journey.uploads(), journey.leftovers(), Clock.systemUTC());
  }

  /** As {@link Bin#delete} does it, up to the moment when the record is gone. */
  private void deleteAndDie() {
    Catalog catalog = table.catalog(dynamoDb);
    Optional<ImageRecord> image = catalog.find("demo", upload(1).picture().imageId());
    put();
    image
        .map(ImageRecord::picture)
        .ifPresent(picture -> plain().uploads().delete(picture, Instant.now()));
    image.map(ImageRecord::picture).ifPresent(catalog::delete);
    throw new KilledException();
  }

  private void replace() {
    plain().run(upload(2));
  }

  private static Journey plain() {
    return new Journey(s3, table.catalog(dynamoDb), new LaterSageMaker(s3));
  }

  private void sweep() {
    sweep(LATER);
  }

  private void sweep(Clock clock) {
    Journey journey = plain();
    SweepConfig config = Settings.atDefaults(SweepConfig.class);
    new Sweep(
            table.catalog(dynamoDb),
            MemoryBookmarks.walk(journey.uploads(), config),
            new ImageStarter(input -> {}),
            journey.leftovers(),
            new Bin(table.catalog(dynamoDb), journey.uploads(), journey.leftovers(), clock),
            execution -> Optional.empty(),
            journey.later(),
            config,
            clock)
        .run();
  }

  /** {@return keys of what a picture can be seen or read in} */
  private static List<String> left() {
    return s3.listObjectsV2Paginator(r -> r.bucket(EmbeddedS3.BUCKET)).contents().stream()
        .map(S3Object::key)
        .filter(key -> !key.startsWith(".vitrine/.later/abandoned/"))
        .toList();
  }

  /** {@return keys of the original and what was derived from it} */
  private static List<String> pictures() {
    return left().stream().filter(key -> !key.startsWith(".vitrine/.later/")).toList();
  }

  /** Ends a journey: no step catches it. */
  private static final class KilledException extends Error {
    private static final long serialVersionUID = 1;
  }
}
