package dev.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sagemakerruntime.model.SageMakerRuntimeException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.SfnException;

/** What web pages and programs without the keys can do on the page's port: nothing. */
@QuarkusTest
class LocalGateAppTest {
  private static final AwsCredentialsProvider STRANGER =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("vitrine", "guessed"));

  @TestHTTPResource("/")
  URL page;

  @Inject SdkHttpClient http;
  @Inject LocalStores stores;
  @Inject AwsCredentialsProvider ours;

  @ParameterizedTest
  @CsvSource({
    "GET,    /images,                          evil.example, ,                    403",
    "GET,    /,                                evil.example, ,                    403",
    "DELETE, /images/aaaaaaaaaaaaaaaaaaaaaaaaaa, evil.example, ,                  403",
    "GET,    /images,                          localhost,    ,                    200",
    "GET,    /images,                          127.0.0.1,    http://evil.example, 200",
    "GET,    /exports/images.csv,              127.0.0.1,    http://evil.example, 403",
    "GET,    /%65xports/images.csv,            127.0.0.1,    http://evil.example, 403",
    "GET,    //exports/images.csv,             127.0.0.1,    http://evil.example, 403",
    "GET,    /x/../exports/images.csv,         127.0.0.1,    http://evil.example, 403",
    "GET,    /exports/images.csv,              127.0.0.1,    ,                    200",
    "POST,   /retags,                          127.0.0.1,    http://evil.example, 403",
    "POST,   /retags,                          127.0.0.1,    null,                403",
    "POST,   /2015-03-31/functions/sweep/invocations, 127.0.0.1, ,                403",
    "POST,   /endpoints/vitrine-clip/invocations,     127.0.0.1, ,                403",
    "POST,   /%65ndpoints/vitrine-clip/invocations,   127.0.0.1, ,                403",
  })
  void takesNothingFromWebPages(String method, String path, String host, String origin, int status)
      throws IOException {
    assertThat(status(method, path, host, origin)).isEqualTo(status);
  }

  /** {@code LoopbackRuleTest} tests the rule, this that the page, S3 and DynamoDB ask it. */
  @ParameterizedTest
  @CsvSource({
    "GET,  evil.example, ''",
    "POST, 127.0.0.1,    Origin: http://evil.example",
    "POST, 127.0.0.1,    Sec-Fetch-Site: cross-site",
  })
  void everyPortHasTheGate(String method, String host, String header) throws IOException {
    for (int port : List.of(page.getPort(), stores.s3().getPort(), stores.dynamoDb().getPort())) {
      assertThat(answer(port, method, "/", host, header)).satisfies(LocalGateAppTest::isRefused);
      assertThatThrownBy(() -> isRefused(answer(port, method, "/", "127.0.0.1", "")))
          .as("without what is foreign")
          .isInstanceOf(AssertionError.class);
    }
  }

  /** Otherwise than S3 refuses whoever does not sign. */
  private static void isRefused(String answer) {
    assertThat(answer).startsWith("HTTP/1.1 403").doesNotContain("A request needs a signature.");
  }

  @Test
  void takesStepFunctionsCallsThatOurKeysSigned() {
    try (SfnClient client = stepFunctions(ours)) {
      assertThat(client.listStateMachines().stateMachines()).isNotEmpty();
    }
    try (SfnClient client = stepFunctions(STRANGER)) {
      assertThatThrownBy(client::listStateMachines)
          .isInstanceOfSatisfying(
              SfnException.class, e -> assertThat(e.statusCode()).isEqualTo(403));
    }
  }

  @Test
  void takesSageMakerCallsThatOurKeysSigned() {
    try (SageMakerRuntimeClient client = sageMaker(ours)) {
      assertThatThrownBy(() -> invoke(client))
          .isInstanceOfSatisfying(
              SageMakerRuntimeException.class, e -> assertThat(e.statusCode()).isEqualTo(424));
    }
    try (SageMakerRuntimeClient client = sageMaker(STRANGER)) {
      assertThatThrownBy(() -> invoke(client))
          .isInstanceOfSatisfying(
              SageMakerRuntimeException.class, e -> assertThat(e.statusCode()).isEqualTo(403));
    }
  }

  private static void invoke(SageMakerRuntimeClient client) {
    client.invokeEndpoint(
        r ->
            r.endpointName("vitrine-clip")
                .contentType("image/jpeg")
                .body(SdkBytes.fromUtf8String("no picture")));
  }

  private SfnClient stepFunctions(AwsCredentialsProvider keys) {
    return SfnClient.builder()
        .httpClient(http)
        .credentialsProvider(keys)
        .region(Region.US_EAST_1)
        .endpointOverride(URI.create("http://127.0.0.1:" + page.getPort()))
        .build();
  }

  private SageMakerRuntimeClient sageMaker(AwsCredentialsProvider keys) {
    return SageMakerRuntimeClient.builder()
        .httpClient(http)
        .credentialsProvider(keys)
        .region(Region.US_EAST_1)
        .endpointOverride(URI.create("http://127.0.0.1:" + page.getPort()))
        .build();
  }

  private int status(String method, String path, String host, String origin) throws IOException {
    String answer =
        answer(page.getPort(), method, path, host, origin == null ? "" : "Origin: " + origin);
    return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
  }

  /** By hand: Java's own client sets no foreign Host. */
  private static String answer(int port, String method, String path, String host, String header)
      throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(30_000);
      List<String> lines =
          List.of(
              method + " " + path + " HTTP/1.1",
              "Host: " + host + ":" + port,
              header.isEmpty() ? "X-Nothing: more" : header,
              "Content-Length: 0",
              "Connection: close");
      OutputStream out = socket.getOutputStream();
      out.write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
