package dev.vitrine.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitrine.table.Deadline;
import dev.vitrine.trace.Metric;
import dev.vitrine.trace.Observation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointRequest;
import software.amazon.awssdk.services.sagemakerruntime.model.ModelErrorException;
import software.amazon.awssdk.services.sagemakerruntime.model.SageMakerRuntimeException;

/**
 * Model endpoints of SageMaker, real-time. A container's own 4xx or 5xx arrives as a ModelError
 * that quotes its body.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html">InvokeEndpoint</a>
 */
@ApplicationScoped
class SageMakerEndpoints implements ModelEndpoints {
  private final SageMakerRuntimeClient sageMaker;
  private final AnswerParser parser;

  SageMakerEndpoints(SageMakerRuntimeClient sageMaker, ObjectMapper json) {
    this.sageMaker = sageMaker;
    this.parser = new AnswerParser(json);
  }

  /**
   * {@return endpoints of the region and with the credentials of the environment} A model has 60 s
   * to answer, so the connection waits a little longer.
   */
  static ModelEndpoints ofEnvironment(ObjectMapper json) {
    return new SageMakerEndpoints(
        SageMakerRuntimeClient.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(70)))
            .build(),
        json);
  }

  @Override
  public JsonNode invoke(String endpoint, ModelRequest request) {
    try {
      return parser.parse(endpoint, send(endpoint, request));
    } catch (ModelUnavailableException e) {
      if (request.patience() == null) { // a search that gives up says nothing of what pictures get
        Observation.count(Metric.MODEL_CALLS_REFUSED, 1);
      }
      throw e;
    }
  }

  /** {@return how long a call may take; null for as long as SageMaker lets a model take} */
  private static @Nullable Duration patience(ModelRequest request) {
    Duration most = request.patience();
    Duration left = Deadline.left(); // a call that outlives its function would fail the function
    return left == null || (most != null && most.compareTo(left) < 0) ? most : left;
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
                  .overrideConfiguration(o -> o.apiCallTimeout(patience(request)))
                  .build())
          .body()
          .asByteArrayUnsafe();
    } catch (ModelErrorException e) {
      int status = e.originalStatusCode() == null ? 500 : e.originalStatusCode();
      throw parser.failure(endpoint, e.originalMessage(), status, e);
    } catch (SageMakerRuntimeException e) {
      // A missing endpoint is a ValidationError too: it may be on its way, so the step tries again.
      throw new ModelUnavailableException(endpoint + " did not answer: " + e.getMessage(), e);
    } catch (SdkClientException e) {
      throw new ModelUnavailableException(endpoint + " was not reached: " + e.getMessage(), e);
    }
  }
}
