package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.OnlyInCi;
import dev.vitrine.decode.HostileFiles;
import dev.vitrine.image.ImageId;
import dev.vitrine.local.bench.BenchClient;
import dev.vitrine.local.bench.BenchPictures;
import dev.vitrine.local.s3.TestS3;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Files made to do harm, uploaded to local mode at the heap that users get. */
@OnlyInCi
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HostileUploadsIT {
  private static final String BUCKET = "vitrine-uploads";
  private static final Set<String> ENDS = Set.of("done", "rejected");
  private static final int FILES = 400;
  private static final int AT_ONCE = 6;
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  @TempDir Path home;
  private final JsonMapper json = new JsonMapper();
  private final HttpClient http = HttpClient.newHttpClient();

  /** Answers that nobody should get: of readiness, of the API, and of a broken connection. */
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

  @Test
  void eachEndsDoneOrRejectedInTimeWhileReadinessIsUp() throws Exception {
    List<byte[]> files = HostileFiles.some(FILES);
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE + 1);
    try (VitrineProcess vitrine =
            VitrineProcess.start(home, VitrineProcess.freePort()).awaitReady();
        S3Client s3 =
            TestS3.builder(vitrine.s3(), TestS3.ANY)
                .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build()) {
      loadModels(new BenchClient(vitrine));
      Future<?> readiness = threads.submit(() -> watch(vitrine));
      List<Future<String>> ends = new ArrayList<>();
      for (int i = 0; i < files.size(); i++) {
        String key = "demo/hostile-%03d.jpg".formatted(i);
        byte[] file = files.get(i);
        ends.add(threads.submit(() -> uploaded(s3, vitrine, key, file)));
      }
      Set<String> seen = new TreeSet<>();
      for (Future<String> end : ends) {
        seen.add(end.get());
      }
      readiness.cancel(true);

      assertThat(seen).isEqualTo(ENDS);
      assertThat(wrong).isEmpty();
      assertThat(vitrine.handle().isAlive()).isTrue();
      assertThat(vitrine.lines()).noneMatch(line -> line.contains("OutOfMemoryError"));
    } finally {
      threads.shutdownNow();
    }
  }

  /** The first picture takes longer than the others, on a busy machine longer than 10 s. */
  private static void loadModels(BenchClient client) throws Exception {
    client.awaitDone(client.upload("good", new BenchPictures().jpeg(0)));
  }

  /** Asks all the time whether local mode is ready. */
  private void watch(VitrineProcess vitrine) {
    try {
      while (true) {
        HttpResponse<String> answer = get(vitrine, "/q/health/ready");
        if (answer.statusCode() != 200) {
          wrong.add(answer.body());
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
      }
    } catch (IOException e) {
      wrong.add(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The test has seen enough.
    }
  }

  /** Uploads a file and waits for the end of its work. {@return its status then} */
  private String uploaded(S3Client s3, VitrineProcess vitrine, String key, byte[] file)
      throws IOException, InterruptedException {
    s3.putObject(o -> o.bucket(BUCKET).key(key), RequestBody.fromBytes(file));
    String path = "/images/" + ImageId.of(BUCKET, key).value();
    long until = System.nanoTime() + LONGEST.toNanos();
    String status = "no record";
    while (System.nanoTime() < until) {
      HttpResponse<String> answer = get(vitrine, path);
      if (answer.statusCode() == 200) {
        JsonNode image = json.readTree(answer.body());
        status = image.path("status").asText();
        if (ENDS.contains(status)) {
          return status;
        }
        if (image.at("/error/code").asText().equals("MODEL_REFUSED")) {
          return "done"; // A picture, but 30,000 x 48: the models want 16 pixels on a side.
        }
        if (!status.equals("running")) {
          return key + " is " + image;
        }
      } else if (answer.statusCode() != 404) {
        wrong.add(answer.statusCode() + " " + answer.body());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return key + " is still '" + status + "' after " + LONGEST.toSeconds() + " s";
  }

  private HttpResponse<String> get(VitrineProcess vitrine, String path)
      throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(vitrine.url(path)).build(), BodyHandlers.ofString());
  }
}
