package dev.vitrine.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class EmbeddedS3Test {
  private static final String BUCKET = EmbeddedS3.BUCKET;
  private static final String PAGE = "http://localhost:8080";
  private static final AwsBasicCredentials OURS = AwsBasicCredentials.create("vitrine", "secret");
  private static final byte[] PICTURE = "not really a picture".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private final List<ObjectEvent> events = new CopyOnWriteArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private EmbeddedS3 server;
  private S3Client s3;

  @BeforeEach
  void start() throws Exception {
    server = new EmbeddedS3(folder, 0, OURS, List.of(PAGE), events::add);
    server.start();
    s3 = client(OURS);
  }

  @AfterEach
  void stop() throws Exception {
    s3.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo/plain.jpg",
        "demo/with space.jpg",
        "demo/a+b%20c.jpg",
        "demo/Grün & Blau.jpg",
        "demo/\uD83D\uDE00.jpg",
        "demo/a/b/c/d.jpg"
      })
  void keepsObjectsUnderAnyKeyAndNamesItInTheEvent(String key) throws Exception {
    s3.putObject(
        r -> r.bucket(BUCKET).key(key).contentType("image/jpeg").metadata(Map.of("a", "b")),
        RequestBody.fromBytes(PICTURE));

    var got = s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(key));
    assertThat(got.asByteArray()).isEqualTo(PICTURE);
    GetObjectResponse response = got.response();
    assertThat(response.metadata()).isEqualTo(Map.of("a", "b"));
    assertThat(response.contentType()).isEqualTo("image/jpeg");
    assertThat(response.sdkHttpResponse().firstMatchingHeader("Content-Security-Policy"))
        .contains("default-src 'none'; frame-ancestors 'none'; sandbox");
    assertThat(s3.listObjectsV2(r -> r.bucket(BUCKET)).contents())
        .extracting(S3Object::key)
        .containsExactly(key);
    JsonNode object = notification(0).at("/Records/0/s3/object");
    assertThat(URLDecoder.decode(object.get("key").textValue(), StandardCharsets.UTF_8))
        .isEqualTo(key);
    assertThat(object.get("size").longValue()).isEqualTo(PICTURE.length);
    assertThat('"' + object.get("eTag").textValue() + '"').isEqualTo(response.eTag());
  }

  @Test
  void tellsOfEveryKindOfWriteInItsOrder() throws Exception {
    put("demo/put.jpg");
    s3.copyObject(
        r ->
            r.sourceBucket(BUCKET)
                .sourceKey("demo/put.jpg")
                .destinationBucket(BUCKET)
                .destinationKey("demo/copy.jpg"));
    byte[] whole = MultipartUpload.of(s3, BUCKET, "demo/multipart.jpg");

    assertThat(events)
        .extracting(ObjectEvent::name)
        .containsExactly(
            "ObjectCreated:Put", "ObjectCreated:Copy", "ObjectCreated:CompleteMultipartUpload");
    assertThat(events)
        .extracting(ObjectEvent::key)
        .containsExactly("demo/put.jpg", "demo/copy.jpg", "demo/multipart.jpg");
    assertThat(events).extracting(ObjectEvent::sequencer).isSorted().doesNotHaveDuplicates();
    assertThat(events.get(2).size()).isEqualTo(whole.length);
    assertThat(s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("demo/multipart.jpg")).asByteArray())
        .isEqualTo(whole);
    JsonNode event = notification(0).at("/Records/0");
    assertThat(event.get("eventName").textValue()).isEqualTo("ObjectCreated:Put");
    assertThat(event.at("/s3/bucket/name").textValue()).isEqualTo(BUCKET);
    assertThat(event.at("/s3/object/versionId").isMissingNode()).isTrue();
    assertThat(Instant.parse(event.get("eventTime").textValue())).isBefore(Instant.now());
  }

  @Test
  void saysNothingOfDerivedObjects() {
    put(".vitrine/demo/abc/rendition-256.jpg");

    assertThat(events).isEmpty();
  }

  @Test
  void fallsToTheClientWhenTheEventCannotBeKept() throws Exception {
    try (EmbeddedS3 forgetful =
        new EmbeddedS3(
            folder.resolve("other"),
            0,
            OURS,
            List.of(),
            event -> {
              throw new java.io.UncheckedIOException(new java.io.IOException("disk full"));
            })) {
      forgetful.start();
      HttpResponse<String> response = putPresigned(forgetful, OURS);

      assertThat(response.statusCode()).isEqualTo(500);
      assertHarmless(response);
    }
  }

  @Test
  void acceptsAnyCredentialsFromPrograms() {
    try (S3Client stranger = client(AwsBasicCredentials.create("test", "test"))) {
      stranger.putObject(r -> r.bucket(BUCKET).key("demo/a.jpg"), RequestBody.fromBytes(PICTURE));

      assertThat(stranger.getObjectAsBytes(r -> r.bucket(BUCKET).key("demo/a.jpg")).asByteArray())
          .isEqualTo(PICTURE);
    }
  }

  @Test
  void doesNotAcceptOurKeyIdWithAnotherSecret() {
    try (S3Client impostor = client(AwsBasicCredentials.create("vitrine", "guess"))) {
      assertThatThrownBy(() -> impostor.listObjectsV2(r -> r.bucket(BUCKET)))
          .isInstanceOfSatisfying(
              S3Exception.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SignatureDoesNotMatch"));
    }
  }

  @Test
  void givesPresignedAddressesToBrowsersAndNothingWithoutSignature() throws Exception {
    HttpResponse<String> stored = putPresigned(server, OURS);
    assertThat(stored.statusCode()).isEqualTo(200);
    assertHarmless(stored);
    assertThat(putPresigned(server, AwsBasicCredentials.create("a", "b")).statusCode())
        .isEqualTo(200);

    URI bare = URI.create(server.endpoint() + "/" + BUCKET + "/demo/a.jpg");
    assertThat(send(HttpRequest.newBuilder(bare)).statusCode()).isEqualTo(403);
    HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofByteArray(PICTURE);
    assertThat(send(HttpRequest.newBuilder(bare).PUT(body)).statusCode()).isEqualTo(403);
  }

  private static void assertHarmless(HttpResponse<String> response) {
    assertThat(response.headers().map())
        .containsEntry("x-content-type-options", List.of("nosniff"))
        .containsEntry("referrer-policy", List.of("no-referrer"))
        .containsKey("content-security-policy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "http://localhost:80800", "null"})
  void letsOnlyThePageReadAcrossOrigins(String other) throws Exception {
    URI object = URI.create(server.endpoint() + "/" + BUCKET + "/demo/a.jpg");

    assertThat(allowedOrigin(preflight(object, PAGE))).isEqualTo(PAGE);
    assertThat(allowedOrigin(preflight(object, other))).isNull();
    assertThat(allowedOrigin(send(HttpRequest.newBuilder(object).header("Origin", other))))
        .isNull();
  }

  @Test
  void refusesAKeyLongerThanAnyOfS3() {
    String longName = "demo/" + "x".repeat(1020);

    assertThatThrownBy(() -> put(longName))
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("KeyTooLongError"));
  }

  @Test
  void hidesAndThenRemovesWhatAKilledProcessLeftHalfWritten() throws Exception {
    put("demo/x-00000000-0000-0000-0000-000000000000");
    Path half = bucket().resolve("demo~/a.jpg-11111111-2222-3333-4444-555555555555");
    Files.writeString(half, "hal");
    Files.setLastModifiedTime(half, FileTime.from(Instant.now().minus(Duration.ofHours(1))));

    assertThat(s3.listObjectsV2(r -> r.bucket(BUCKET)).contents())
        .extracting(S3Object::key)
        .containsExactly("demo/x-00000000-0000-0000-0000-000000000000");

    UnfinishedWrites.remove(bucket(), Instant.now());
    assertThat(half).doesNotExist();
    assertThat(bucket().resolve("demo~/x-00000000-0000-0000-0000-000000000000")).exists();
  }

  @Test
  void keepsEverythingOverARestart() throws Exception {
    put("demo/a.jpg");
    server.close();
    server = new EmbeddedS3(folder, 0, OURS, List.of(PAGE), events::add);
    server.start();
    s3 = client(OURS);

    HeadObjectResponse head = s3.headObject(r -> r.bucket(BUCKET).key("demo/a.jpg"));
    put("demo/a.jpg");

    assertThat(head.contentLength()).isEqualTo(PICTURE.length);
    assertThat(events.get(1).sequencer()).isGreaterThan(events.get(0).sequencer());
  }

  private Path bucket() {
    return folder.resolve("objects").resolve(BUCKET);
  }

  private void put(String key) {
    s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromBytes(PICTURE));
  }

  /** Two parts; the first as small as S3 allows. */
  private JsonNode notification(int index) throws Exception {
    return new JsonMapper().readTree(events.get(index).toNotification());
  }

  private S3Client client(AwsBasicCredentials keys) {
    return TestS3.client(server.endpoint(), keys);
  }

  private HttpResponse<String> putPresigned(EmbeddedS3 where, AwsBasicCredentials keys)
      throws Exception {
    try (S3Presigner presigner =
        S3Presigner.builder()
            .endpointOverride(where.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(keys))
            .build()) {
      var presigned =
          presigner.presignPutObject(
              p ->
                  p.signatureDuration(Duration.ofMinutes(1))
                      .putObjectRequest(r -> r.bucket(BUCKET).key("demo/a.jpg")));
      HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofByteArray(PICTURE);
      return send(HttpRequest.newBuilder(presigned.url().toURI()).PUT(body));
    }
  }

  private HttpResponse<String> preflight(URI object, String origin) throws Exception {
    return send(
        HttpRequest.newBuilder(object)
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST"));
  }

  private static String allowedOrigin(HttpResponse<String> response) {
    return response.headers().firstValue("Access-Control-Allow-Origin").orElse(null);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
