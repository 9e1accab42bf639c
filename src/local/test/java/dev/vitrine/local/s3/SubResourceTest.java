package dev.vitrine.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.services.s3.S3Client;

/** Whoever asks for a part of an object or bucket hears of it only with a right signature. */
class SubResourceTest {
  private static final String BUCKET = "/" + EmbeddedS3.BUCKET;
  private static final String OBJECT = BUCKET + "/demo/a.jpg";
  private static final String MISSING = BUCKET + "/demo/none.jpg";
  private static final String NO_BUCKET = "/no-such-bucket";
  private static final AwsBasicCredentials OURS = AwsBasicCredentials.create("vitrine", "secret");
  private static final AwsBasicCredentials WRONG = AwsBasicCredentials.create("vitrine", "guess");
  private static final AwsBasicCredentials ANY = AwsBasicCredentials.create("any", "thing");
  private static final String BODY = "<x/>";

  @TempDir static Path folder;

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static EmbeddedS3 server;

  @BeforeAll
  static void start() throws Exception {
    server = new EmbeddedS3(folder, 0, OURS, List.of(), event -> {});
    server.start();
    try (S3Client s3 = TestS3.client(server.endpoint(), OURS)) {
      s3.putObject(
          r -> r.bucket(EmbeddedS3.BUCKET).key("demo/a.jpg"), RequestBody.fromString("picture"));
    }
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @ParameterizedTest(name = "GET of an object: {0}")
  @CsvSource({
    "tagging, 200 Tagging",
    "acl, 200 AccessControlPolicy",
    "attributes, 400 InvalidRequest",
    "uploadId=none, 404 NoSuchUpload",
    "legal-hold, 400 InvalidRequest",
    "retention, 400 InvalidRequest",
    "torrent, 501 NotImplemented",
  })
  void answersForAnObject(String part, String answer) throws Exception {
    assertSignedFirst("GET", OBJECT, part);
    assertThat(answer("GET", OBJECT, part, OURS)).isEqualTo(answer);
    assertThat(answer("GET", OBJECT, part, ANY)).as("a stranger").isEqualTo(answer);
    String missing = part.startsWith("uploadId") ? "NoSuchUpload" : "NoSuchKey";
    if (!part.equals("attributes")) { // what it asks for is checked before
      assertThat(answer("GET", MISSING, part, OURS)).isEqualTo("404 " + missing);
    }
    assertThat(answer("GET", NO_BUCKET + "/a.jpg", part, OURS)).startsWith("4");
  }

  @ParameterizedTest(name = "GET of a bucket: {0}")
  @CsvSource({
    "acl, 200 AccessControlPolicy",
    "location, 200 LocationConstraint",
    "policy, 404 NoSuchBucketPolicy",
    "uploads, 200 ListMultipartUploadsResult",
    "versioning, 200 VersioningConfiguration",
    "accelerate, 200 AccelerateConfiguration",
    "cors, 404 NoSuchCORSConfiguration",
    "encryption, 404 ServerSideEncryptionConfigurationNotFoundError",
    "lifecycle, 404 NoSuchLifecycleConfiguration",
    "logging, 200 BucketLoggingStatus",
    "notification, 200 NotificationConfiguration",
    "object-lock, 404 ObjectLockConfigurationNotFoundError",
    "ownershipControls, 404 OwnershipControlsNotFoundError",
    "policyStatus, 404 NoSuchBucketPolicy",
    "publicAccessBlock, 404 NoSuchPublicAccessBlockConfiguration",
    "replication, 404 ReplicationConfigurationNotFoundError",
    "requestPayment, 200 RequestPaymentConfiguration",
    "tagging, 404 NoSuchTagSet",
    "website, 404 NoSuchWebsiteConfiguration",
    "analytics, 501 NotImplemented",
    "inventory, 501 NotImplemented",
    "metrics, 501 NotImplemented",
  })
  void answersForABucket(String part, String answer) throws Exception {
    assertSignedFirst("GET", BUCKET, part);
    assertThat(answer("GET", BUCKET, part, OURS)).isEqualTo(answer);
    assertThat(answer("GET", BUCKET, part, ANY)).as("a stranger").isEqualTo(answer);
    if (!part.equals("location")) { // it is the same for all
      assertThat(answer("GET", NO_BUCKET, part, OURS)).isEqualTo("404 NoSuchBucket");
    }
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({
    "PUT, tagging",
    "DELETE, tagging",
    "PUT, legal-hold",
    "PUT, retention",
    "POST, restore",
  })
  void changesNoPartOfAnObject(String method, String part) throws Exception {
    assertSignedFirst(method, OBJECT, part);
    assertThat(answer(method, MISSING, part, OURS)).isEqualTo("404 NoSuchKey");
    assertThat(answer(method, OBJECT, part, OURS)).isEqualTo("501 NotImplemented");
    assertThat(answer("GET", OBJECT, "", OURS)).as("the object itself").startsWith("200");
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({
    "PUT, cors",
    "DELETE, cors",
    "PUT, policy",
    "DELETE, policy",
    "PUT, lifecycle",
    "DELETE, lifecycle",
    "PUT, tagging",
    "DELETE, tagging",
    "PUT, website",
    "DELETE, website",
    "PUT, notification",
    "PUT, logging",
    "PUT, publicAccessBlock",
    "DELETE, publicAccessBlock",
    "PUT, ownershipControls",
    "DELETE, replication",
    "DELETE, intelligent-tiering",
    "DELETE, encryption",
    "PUT, object-lock",
  })
  void changesNoPartOfABucket(String method, String part) throws Exception {
    assertSignedFirst(method, BUCKET, part);
    assertThat(answer(method, NO_BUCKET, part, OURS)).isEqualTo("404 NoSuchBucket");
    assertThat(answer(method, BUCKET, part, OURS)).isEqualTo("501 NotImplemented");
    assertThat(answer("GET", OBJECT, "", OURS)).as("what is in it").startsWith("200");
  }

  @Test
  void says403WhereS3ProxySaysHowItIs() throws Exception {
    assertSignedFirst("GET", "/healthz", "");
    assertThat(answer("GET", "/healthz", "", OURS)).isEqualTo("403 AccessDenied");
  }

  /** Its signature would be checked for another request than the one that is answered. */
  @Test
  void takesNoSignatureOfVersion2() throws Exception {
    HttpResponse<String> response =
        send(
            "GET",
            uri(OBJECT, "tagging"),
            Map.of("Authorization", List.of("AWS vitrine:x"), "x-amz-date", List.of("x")));

    assertThat(answer(response)).isEqualTo("400 InvalidRequest");
  }

  @Test
  void readsAPartByAConditionalRequestToo() throws Exception {
    URI uri = uri(OBJECT, "tagging");
    HttpResponse<String> response =
        send("GET", uri, signed("GET", uri, OURS, Map.of("If-None-Match", "*")));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("<TagSet/>");
    assertThat(response.headers().firstValue("ETag")).isEmpty();
  }

  private static void assertSignedFirst(String method, String path, String part) throws Exception {
    for (String each : List.of(path, MISSING, NO_BUCKET)) {
      HttpResponse<String> unsigned = send(method, uri(each, part), Map.of());
      assertThat(answer(unsigned)).as("%s without a signature", each).isEqualTo("403 AccessDenied");
      if (path.equals("/healthz")) {
        continue;
      }
      assertThat(answer(method, each, part, WRONG))
          .as("%s with a wrong signature", each)
          .isEqualTo("403 SignatureDoesNotMatch");
    }
  }

  private static String answer(String method, String path, String part, AwsBasicCredentials keys)
      throws Exception {
    URI uri = uri(path, part);
    return answer(send(method, uri, signed(method, uri, keys, Map.of())));
  }

  /** {@return the status and the code of an error, or the name of the root element} */
  private static String answer(HttpResponse<String> response) {
    String xml = response.body().replaceFirst("<\\?.*?\\?>", "");
    String code = xml.replaceFirst("(?s).*<Code>(.*?)</Code>.*", "$1");
    String root = xml.replaceFirst("(?s)^\\s*<(\\w+).*", "$1");
    return response.statusCode() + " " + (xml.contains("<Code>") ? code : root);
  }

  private static URI uri(String path, String query) {
    return URI.create(server.endpoint() + path + (query.isEmpty() ? "" : "?" + query));
  }

  private static HttpResponse<String> send(
      String method, URI uri, Map<String, List<String>> headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(
                method, hasBody(method) ? BodyPublishers.ofString(BODY) : BodyPublishers.noBody());
    headers.forEach(
        (name, values) -> {
          if (!name.equalsIgnoreCase("Host") && !name.equalsIgnoreCase("Content-Length")) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static boolean hasBody(String method) {
    return method.equals("PUT") || method.equals("POST");
  }

  private static Map<String, List<String>> signed(
      String method, URI uri, AwsBasicCredentials keys, Map<String, String> headers) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(uri);
    headers.forEach(request::putHeader);
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(keys)
                        .request(request.build())
                        .payload(hasBody(method) ? payload() : null)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, true));
    return signed.request().headers();
  }

  private static ContentStreamProvider payload() {
    return ContentStreamProvider.fromString(BODY, StandardCharsets.UTF_8);
  }
}
