package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.OnlyInCi;
import dev.vitrine.local.s3.TestS3;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The heap that users get is enough for what they may order, and the process ends when told. */
@OnlyInCi
class MemoryIT {
  private static final Path COFFEE =
      Path.of("src/main/resources/META-INF/resources/samples/coffee.jpg");
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(10);
  private static final int PICTURES = 3;

  @TempDir Path home;
  private final JsonMapper json = new JsonMapper();

  @Test
  void paintsThreePicturesInBothStylesAndEndsInTimeWhilePainting() throws Exception {
    VitrineProcess vitrine = VitrineProcess.start(home, VitrineProcess.freePort()).awaitReady();
    try (vitrine) {
      for (int i = 0; i < PICTURES; i++) {
        upload(vitrine, "demo/coffee-" + i + ".jpg");
      }
      awaitPainted(vitrine, 2 * PICTURES);
      upload(vitrine, "demo/one-more.jpg");
      long told = System.nanoTime();
      vitrine.terminate();
      assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(STOPS_WITHIN);
    }
  }

  private void upload(VitrineProcess vitrine, String key) throws Exception {
    try (S3Client s3 = TestS3.client(vitrine.s3(), TestS3.ANY)) {
      Map<String, String> wanted = Map.of("vitrine-restyle", "great-wave,starry-night");
      s3.putObject(
          o -> o.bucket("vitrine-uploads").key(key).metadata(wanted),
          RequestBody.fromBytes(Files.readAllBytes(COFFEE)));
    }
  }

  private void awaitPainted(VitrineProcess vitrine, int wanted) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    JsonNode all = null;
    while (System.nanoTime() < end) {
      all = json.readTree(vitrine.get("/images?status=done")).path("images");
      long painted =
          all.findValues("restyles").stream()
              .flatMap(restyles -> restyles.findValuesAsText("status").stream())
              .filter("done"::equals)
              .count();
      if (painted == wanted) {
        return;
      }
      Thread.sleep(200);
    }
    throw new AssertionError("not all painted: " + all);
  }
}
