package dev.vitrine.local.sagemaker;

import dev.vitrine.local.model.ModelAnswer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A serving container that runs somewhere, e.g. by {@code model-artifacts/serve clip}. */
public final class HttpContainer implements ServingContainer {
  /** SageMaker gives a container 60 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI invocations;

  /**
   * @param address of the container, without {@code /invocations}
   */
  public HttpContainer(URI address) {
    this.invocations = URI.create(address.toString().replaceAll("/$", "") + "/invocations");
  }

  @Override
  public ModelAnswer invoke(
      @Nullable String contentType, @Nullable String customAttributes, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(invocations)
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofByteArray(body));
    if (contentType != null) {
      request.header("Content-Type", contentType);
    }
    if (customAttributes != null) {
      request.header("X-Amzn-SageMaker-Custom-Attributes", customAttributes);
    }
    try {
      HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
      return new ModelAnswer(answer.statusCode(), answer.body());
    } catch (IOException e) {
      return unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unreachable(new InterruptedIOException());
    }
  }

  private ModelAnswer unreachable(IOException e) {
    String json =
        "{\"error\":{\"code\":\"MODEL_ERROR\",\"message\":\"%s does not answer (%s)\"}}"
            .formatted(invocations, e.getClass().getSimpleName());
    return new ModelAnswer(503, json.getBytes(StandardCharsets.UTF_8));
  }
}
