package dev.vitrine.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.image.ImageId;
import dev.vitrine.local.VitrineProcess;
import dev.vitrine.local.s3.TestS3;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A seller's program: uploads by the AWS SDK, asks the HTTP API. */
public final class BenchClient {
  private static final String BUCKET = "vitrine-uploads";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Processor time in a second of a process that has nothing to do. */
  private static final Duration IDLE = Duration.ofMillis(100);

  private final JsonMapper json = new JsonMapper();
  private final VitrineProcess vitrine;
  private final S3Client s3;

  public BenchClient(VitrineProcess vitrine) {
    this.vitrine = vitrine;
    this.s3 = TestS3.client(vitrine.s3(), TestS3.ANY);
  }

  static String imageId(String name) {
    return ImageId.of(BUCKET, key(name)).value();
  }

  static String key(String name) {
    return "demo/" + name + ".jpg";
  }

  /** {@return the image's id} */
  public String upload(String name, byte[] jpeg) {
    s3.putObject(o -> o.bucket(BUCKET).key(key(name)), RequestBody.fromBytes(jpeg));
    return imageId(name);
  }

  public JsonNode awaitDone(String imageId) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      JsonNode image = json.readTree(vitrine.get("/images/" + imageId));
      if (image.path("status").asText().equals("done")) {
        return image;
      }
      if (image.path("error").has("code")) {
        throw new IllegalStateException("not done: " + image);
      }
      Thread.sleep(10);
    }
    throw new IllegalStateException(imageId + " takes too long");
  }

  /**
   * Waits until the application has done nothing for three seconds.
   *
   * @throws IllegalStateException if that does not come within 20 minutes
   */
  void awaitRest() {
    Duration before = cpuTime();
    long end = System.nanoTime() + Duration.ofMinutes(20).toNanos();
    for (int calm = 0; calm < 3; ) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the application does not come to rest");
      }
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      Duration now = cpuTime();
      calm = now.minus(before).compareTo(IDLE) < 0 ? calm + 1 : 0;
      before = now;
    }
  }

  private Duration cpuTime() {
    return vitrine.handle().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  JsonNode execution(JsonNode image) throws Exception {
    return json.readTree(vitrine.get("/images/" + image.path("imageId").asText() + "/execution"));
  }
}
