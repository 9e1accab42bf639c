package dev.vitrine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointRequest;
import software.amazon.awssdk.services.sagemakerruntime.model.ModelErrorException;
import software.amazon.awssdk.services.sagemakerruntime.model.SageMakerRuntimeException;

/**
 * Model endpoints of SageMaker, and what they say.
 *
 * <p>A container's own 4xx or 5xx arrives as a ModelError that quotes its body; a container that
 * batches requests answers 200 with an {@code error} inside. Both are told apart by the contract's
 * code, not by the status.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html">InvokeEndpoint</a>
 */
@ApplicationScoped
class SageMakerEndpoints implements ModelEndpoints {
  /** Codes that say the model, not the request, is at fault. */
  private static final Set<String> PASSING = Set.of("DEADLINE", "MODEL_ERROR");

  private final SageMakerRuntimeClient sageMaker;
  private final Function<String, Optional<byte[]>> letters;
  private final ObjectMapper json;

  @Inject
  SageMakerEndpoints(SageMakerRuntimeClient sageMaker, Mailbox mailbox, ObjectMapper json) {
    this(sageMaker, mailbox::read, json);
  }

  private SageMakerEndpoints(
      SageMakerRuntimeClient sageMaker,
      Function<String, Optional<byte[]>> letters,
      ObjectMapper json) {
    this.sageMaker = sageMaker;
    this.letters = letters;
    this.json = json;
  }

  /** Asks and waits; nobody posts it an answer. */
  static ModelEndpoints ofEnvironment(ObjectMapper json) {
    return new SageMakerEndpoints(
        SageMakerRuntimeClient.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(70)))
            .build(),
        location -> Optional.empty(),
        json);
  }

  @Override
  public JsonNode invoke(String endpoint, ModelRequest request) {
    return meant(endpoint, send(endpoint, request));
  }

  @Override
  public JsonNode answer(String location) {
    byte[] body =
        letters
            .apply(location)
            .orElseThrow(() -> new ModelRefusedException("GONE", location + " is not there"));
    return meant(location, body);
  }

  private JsonNode meant(String endpoint, byte[] body) {
    JsonNode answer = parse(endpoint, body);
    if (answer.has("error")) {
      throw failure(endpoint, answer.path("error"), 200, null);
    }
    return answer;
  }

  private byte[] send(String endpoint, ModelRequest request) {
    try {
      return sageMaker
          .invokeEndpoint(
              InvokeEndpointRequest.builder()
                  .endpointName(endpoint)
                  .contentType(request.contentType())
                  .accept("application/json")
                  .customAttributes(request.customAttributes())
                  .body(SdkBytes.fromByteArrayUnsafe(request.body()))
                  .build())
          .body()
          .asByteArrayUnsafe();
    } catch (ModelErrorException e) {
      int status = e.originalStatusCode() == null ? 500 : e.originalStatusCode();
      throw failure(endpoint, quotedError(e), status, e);
    } catch (SageMakerRuntimeException e) {
      // A missing endpoint is a ValidationError too: it may be being deployed, so it is waited for.
      throw new ModelUnavailableException(endpoint + " did not answer: " + e.getMessage(), e);
    } catch (SdkClientException e) {
      throw new ModelUnavailableException(endpoint + " was not reached: " + e.getMessage(), e);
    }
  }

  private JsonNode quotedError(ModelErrorException e) {
    try {
      return json.readTree(e.originalMessage() == null ? "{}" : e.originalMessage()).path("error");
    } catch (IOException notJson) {
      return json.createObjectNode();
    }
  }

  private JsonNode parse(String endpoint, byte[] body) {
    try {
      return json.readTree(body);
    } catch (IOException e) {
      throw new ModelUnavailableException(endpoint + " answered something else than JSON", e);
    }
  }

  private static RuntimeException failure(
      String endpoint, JsonNode error, int status, @Nullable SdkException cause) {
    String code = error.path("code").asText("MODEL_ERROR");
    String message = error.path("message").asText("status " + status + " without a message");
    boolean refused = error.has("code") ? !PASSING.contains(code) : status >= 400 && status < 500;
    return refused
        ? new ModelRefusedException(code, message)
        : new ModelUnavailableException(endpoint + ": " + code + ": " + message, cause);
  }
}
