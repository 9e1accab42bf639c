package dev.vitrine.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointAsyncRequest;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointAsyncResponse;

/**
 * Asynchronous endpoints that answer before they return; SDXL gives the picture back.
 *
 * <p>SageMaker's own queue is missing, with its limits of time: an answer that comes late or never
 * is in {@code SageMakerAsynchronousEndpointsTest}.
 *
 * @see <a href="https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference.html">Asynchronous
 *     inference</a>
 */
final class LaterSageMaker implements SageMakerRuntimeClient {
  static final String ANSWERS = ".vitrine/.later/answers/";
  private static final String FAILURES = ".vitrine/.later/failures/";
  private static final JsonMapper JSON = new JsonMapper();

  private final S3Client s3;

  LaterSageMaker(S3Client s3) {
    this.s3 = s3;
  }

  @Override
  public InvokeEndpointAsyncResponse invokeEndpointAsync(InvokeEndpointAsyncRequest request) {
    answer(request);
    return InvokeEndpointAsyncResponse.builder()
        .inferenceId(request.inferenceId())
        .outputLocation(location(ANSWERS, request))
        .failureLocation(location(FAILURES, request))
        .build();
  }

  private void answer(InvokeEndpointAsyncRequest request) {
    try {
      byte[] question =
          s3.getObjectAsBytes(r -> r.bucket("vitrine-uploads").key(key(request.inputLocation())))
              .asByteArray();
      put(location(ANSWERS, request), JSON.writeValueAsBytes(answerTo(question)));
    } catch (software.amazon.awssdk.services.s3.model.NoSuchKeyException e) {
      put(location(FAILURES, request), "gone".getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void put(String location, byte[] bytes) {
    s3.putObject(r -> r.bucket("vitrine-uploads").key(key(location)), RequestBody.fromBytes(bytes));
  }

  private static Map<String, Object> answerTo(byte[] question) throws IOException {
    if (question[0] != '{') {
      return Map.of(
          "prompt", "a cup", "caption", "A cup", "mode", "best", "model", Map.of("clip", "clip"));
    }
    JsonNode asked = JSON.readTree(question);
    Map<String, Object> artifact =
        Map.of("finishReason", "SUCCESS", "base64", asked.path("init_image").asText(), "seed", 1);
    return Map.of("artifacts", List.of(artifact));
  }

  private static String location(String folder, InvokeEndpointAsyncRequest request) {
    return "s3://vitrine-uploads/" + folder + number(request);
  }

  /** The answer's name is SageMaker's own. */
  private static String number(InvokeEndpointAsyncRequest request) {
    return Integer.toHexString(request.inferenceId().hashCode()) + ".out";
  }

  private static String key(String location) {
    return URI.create(location).getPath().substring(1);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
