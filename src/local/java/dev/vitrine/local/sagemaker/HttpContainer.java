package dev.vitrine.local.sagemaker;

import dev.vitrine.local.model.ModelAnswer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A serving container that runs somewhere, e.g. by {@code model-artifacts/serve clip}. */
public final class HttpContainer implements ServingContainer {
  /** SageMaker gives a container 60 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI invocations;
  private final Duration patience;

  /**
   * @param address of the container, without {@code /invocations}
   */
  public HttpContainer(URI address) {
    this(address, PATIENCE);
  }

  /**
   * @param patience how long an answer may take, to its last byte
   */
  HttpContainer(URI address, Duration patience) {
    this.invocations = URI.create(address.toString().replaceAll("/$", "") + "/invocations");
    this.patience = patience;
  }

  @Override
  public ModelAnswer invoke(
      @Nullable String contentType, @Nullable String customAttributes, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(invocations).POST(BodyPublishers.ofByteArray(body));
    if (contentType != null) {
      request.header("Content-Type", contentType);
    }
    if (customAttributes != null) {
      request.header("X-Amzn-SageMaker-Custom-Attributes", customAttributes);
    }
    return send(request.build());
  }

  /** The HTTP client's own time-out ends with the head of an answer; this one with its body. */
  private ModelAnswer send(HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> sent =
        http.sendAsync(request, BodyHandlers.ofByteArray());
    try {
      HttpResponse<byte[]> answer = sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return new ModelAnswer(answer.statusCode(), answer.body());
    } catch (ExecutionException e) {
      return unreachable(Objects.requireNonNullElse(e.getCause(), e));
    } catch (TimeoutException e) {
      return unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unreachable(e);
    } finally {
      sent.cancel(true);
    }
  }

  private ModelAnswer unreachable(Throwable why) {
    String json =
        "{\"error\":{\"code\":\"MODEL_ERROR\",\"message\":\"%s does not answer (%s)\"}}"
            .formatted(invocations, why.getClass().getSimpleName());
    return new ModelAnswer(503, json.getBytes(StandardCharsets.UTF_8));
  }
}
