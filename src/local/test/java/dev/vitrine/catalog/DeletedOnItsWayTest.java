package dev.vitrine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.Settings;
import dev.vitrine.action.CatalogUploadLog;
import dev.vitrine.action.ImageActions;
import dev.vitrine.action.ImageStarter;
import dev.vitrine.image.PictureRef;
import dev.vitrine.lesson.MemoryLessons;
import dev.vitrine.lesson.Teaching;
import dev.vitrine.local.store.EmbeddedS3;
import dev.vitrine.local.store.TestS3;
import dev.vitrine.sweep.MemoryBookmarks;
import dev.vitrine.sweep.Sweep;
import dev.vitrine.sweep.SweepConfig;
import dev.vitrine.upload.Upload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A picture is deleted, or replaced, just before and just after each write of its way through the
 * workflow: nothing of it is left in the bucket.
 *
 * <p>The steps come one after the other here. What is missing: Lambda calling a step twice at the
 * same time, as it may of an asynchronous event, and what {@link dev.vitrine.local.store.TestS3},
 * {@link TestTable} and {@link LaterSageMaker} lack.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">How
 *     Lambda handles errors and retries of asynchronous events</a>
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DeletedOnItsWayTest {
  private static final AwsBasicCredentials KEYS = AwsBasicCredentials.create("key", "secret");
  private static final String KEY = "demo/a.jpg";
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
    s3.putObject(r -> r.bucket(EmbeddedS3.BUCKET).key(KEY), RequestBody.fromBytes(jpeg()));
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
    Journey journey = plain();
    new ImageActions(
            table.catalog(dynamoDb),
            journey.uploads(),
            new ImageStarter(input -> {}),
            journey.leftovers(),
            new Teaching(
                seller -> {
                  throw new AssertionError("nobody corrects");
                },
                new MemoryLessons(),
                new MemoryLessons()),
            LATER)
        .delete("demo", upload(1).picture().imageId());
    // Who deletes a picture before it has a record deletes the object itself.
    s3.deleteObject(r -> r.bucket(EmbeddedS3.BUCKET).key(KEY));
    PictureRef removal = PictureRef.of(EmbeddedS3.BUCKET, KEY, null, Examples.revision(9));
    new CatalogUploadLog(table.catalog(dynamoDb), journey.uploads(), journey.leftovers())
        .removed(removal, Examples.NOW);
  }

  /** As {@link ImageActions#delete} does it, up to the moment when the record is gone. */
  private void deleteAndDie() {
    Catalog catalog = table.catalog(dynamoDb);
    Optional<ImageRecord> image = catalog.find("demo", upload(1).picture().imageId());
    image.map(ImageRecord::picture).ifPresent(plain().uploads()::delete);
    image.ifPresent(known -> catalog.delete("demo", known.imageId()));
    throw new KilledException();
  }

  private void replace() {
    plain().run(upload(2));
  }

  private Journey plain() {
    return new Journey(s3, table.catalog(dynamoDb), new LaterSageMaker(s3));
  }

  private void sweep() {
    Journey journey = plain();
    SweepConfig config = Settings.atDefaults(SweepConfig.class);
    new Sweep(
            table.catalog(dynamoDb),
            MemoryBookmarks.walk(journey.uploads(), config),
            new ImageStarter(input -> {}),
            journey.leftovers(),
            execution -> Optional.empty(),
            journey.mailbox().notices(journey),
            config,
            LATER)
        .run();
  }

  /** {@return keys of what a picture can be seen or read in} */
  private static List<String> left() {
    return s3.listObjectsV2Paginator(r -> r.bucket(EmbeddedS3.BUCKET)).contents().stream()
        .map(S3Object::key)
        .filter(key -> !key.startsWith(".vitrine/.later/abandoned/"))
        .toList();
  }

  private static byte[] jpeg() {
    try (var out = new ByteArrayOutputStream()) {
      ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "jpeg", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Ends a journey: no step catches it. */
  private static final class KilledException extends Error {
    private static final long serialVersionUID = 1;
  }

  /**
   * Does something before or after the n-th write of a journey to bucket or table. A write that
   * failed and is repeated counts once, so that every journey has the same number.
   */
  private static final class WriteHook implements ExecutionInterceptor {
    private int seen;
    private int write;
    private boolean after;
    private Runnable action = () -> {};

    void arm(int number, boolean afterwards, Runnable what) {
      seen = 0;
      write = number;
      after = afterwards;
      action = what;
    }

    int disarm() {
      assertThat(write).as("a write that never came").isZero();
      return seen;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      if (isWrite(context.request())) {
        act(!after, seen + 1);
      }
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
      if (isWrite(context.request())) {
        seen++;
        act(after, seen);
      }
    }

    private void act(boolean now, int number) {
      if (now && number == write) {
        write = 0;
        action.run();
      }
    }

    private static boolean isWrite(SdkRequest request) {
      return request instanceof PutObjectRequest
          || request instanceof PutItemRequest
          || request instanceof TransactWriteItemsRequest;
    }
  }
}
