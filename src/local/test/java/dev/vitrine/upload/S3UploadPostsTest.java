package dev.vitrine.upload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.Settings;
import dev.vitrine.image.MemoryBudget;
import dev.vitrine.local.s3.EmbeddedS3;
import dev.vitrine.local.s3.TestS3;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What may be done with a signed post, and what may not, said by an S3 that checks signatures. */
class S3UploadPostsTest {
  private static final AwsBasicCredentials KEYS = AwsBasicCredentials.create("vitrine", "secret");
  private static final int MOST_BYTES = 1000;

  private static final UploadConfig CONFIG =
      Settings.with(
          UploadConfig.class, Map.of("vitrine.upload.max-bytes", String.valueOf(MOST_BYTES)));

  @TempDir Path folder;

  private final MemoryBudget memory = new MemoryBudget(4 << 20);
  private EmbeddedS3 server;
  private S3Client s3;

  @BeforeEach
  void start() throws Exception {
    server = new EmbeddedS3(folder, 0, KEYS, List.of("http://localhost:8080"), event -> {}, memory);
    server.start();
    s3 = TestS3.client(server.endpoint(), KEYS);
  }

  @AfterEach
  void stop() throws Exception {
    s3.close();
    server.close();
  }

  @Test
  void aPictureIsTakenWithItsTypeAndItsRestyles() throws Exception {
    UploadPost post = post(Instant.now());

    assertThat(send(post.url(), post.fields(), MOST_BYTES)).isEqualTo(204);
    var stored = s3.headObject(o -> o.bucket(EmbeddedS3.BUCKET).key(post.key()));
    assertThat(stored.contentLength()).isEqualTo(MOST_BYTES);
    assertThat(stored.contentType()).isEqualTo("image/jpeg");
    assertThat(WantedRestyles.in(stored.metadata())).containsExactly("starry-night");
  }

  @Test
  void aFileThatIsTooLargeIsRefused() throws Exception {
    UploadPost post = post(Instant.now());

    assertThat(send(post.url(), post.fields(), MOST_BYTES + 1)).isEqualTo(400);
    assertThat(send(post.url(), post.fields(), 0)).isEqualTo(400);
  }

  @Test
  void aFormWaitsForTheMemoryThatOtherWorkHas() throws Exception {
    UploadPost post = post(Instant.now());
    ExecutorService client = Executors.newSingleThreadExecutor();
    Future<Integer> answer;
    try (MemoryBudget.Share unused = memory.take(memory.bytes())) {
      answer = client.submit(() -> send(post.url(), post.fields(), MOST_BYTES));
      assertThatThrownBy(() -> answer.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
    } finally {
      client.shutdown();
    }

    assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(204);
  }

  @Test
  void noOtherKeyAndNoOtherTypeIsTaken() throws Exception {
    UploadPost post = post(Instant.now());

    assertThat(send(post.url(), with(post, "key", "somebody-else/a.jpg"), 10)).isEqualTo(403);
    assertThat(send(post.url(), with(post, "Content-Type", "text/html"), 10)).isEqualTo(403);
  }

  @Test
  void aSignatureOfAnothersIsRefused() throws Exception {
    UploadPost post = post(Instant.now());

    assertThat(send(post.url(), with(post, "x-amz-signature", "0".repeat(64)), 10)).isEqualTo(403);
  }

  @Test
  void aPermissionEnds() throws Exception {
    UploadPost post = post(Instant.now().minus(Duration.ofMinutes(16)));

    assertThat(send(post.url(), post.fields(), 10)).isEqualTo(403);
  }

  @Test
  void fieldsBehindTheFileAreIgnored() throws Exception {
    UploadPost post = post(Instant.now());
    Map<String, String> onlyKey = Map.of("key", post.key());

    assertThat(send(post.url(), onlyKey, 10, post.fields())).isEqualTo(403);
    assertThat(send(post.url(), Map.of(), 10, post.fields())).isEqualTo(400);
    assertThat(send(post.url(), post.fields(), 10, Map.of("key", "demo/other.jpg"))).isEqualTo(204);
    assertThat(s3.listObjectsV2(o -> o.bucket(EmbeddedS3.BUCKET)).contents())
        .extracting(S3Object::key)
        .containsExactly(post.key());
    assertThat(s3.headObject(o -> o.bucket(EmbeddedS3.BUCKET).key(post.key())).contentLength())
        .isEqualTo(10);
  }

  @Test
  void theFolderOfAnUploadIsNoNameThatAnybodyGave() {
    assertThat(UploadPosts.named(post(Instant.now()).key())).isEqualTo("a b.jpg");
  }

  private UploadPost post(Instant now) {
    return new S3UploadPosts(
            CONFIG, s3, StaticCredentialsProvider.create(KEYS), Clock.fixed(now, ZoneOffset.UTC))
        .create("demo", "a b.jpg", "image/jpeg", List.of("starry-night"));
  }

  private static Map<String, String> with(UploadPost post, String field, String value) {
    Map<String, String> fields = new HashMap<>(post.fields());
    fields.put(field, value);
    return fields;
  }

  private static int send(String url, Map<String, String> fields, int bytes) throws Exception {
    return send(url, fields, bytes, Map.of());
  }

  private static String parts(Map<String, String> fields) {
    StringBuilder parts = new StringBuilder();
    fields.forEach(
        (name, value) ->
            parts.append(
                "--edge\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(name, value)));
    return parts.toString();
  }

  private static int send(
      String url, Map<String, String> fields, int bytes, Map<String, String> behind)
      throws Exception {
    StringBuilder form = new StringBuilder(parts(fields));
    form.append("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n");
    form.append("Content-Type: image/jpeg\r\n\r\n");
    form.append("x".repeat(bytes)).append("\r\n").append(parts(behind)).append("--edge--\r\n");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "multipart/form-data; boundary=edge")
            .POST(HttpRequest.BodyPublishers.ofString(form.toString(), UTF_8))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofString(ISO_8859_1))
        .statusCode();
  }
}
