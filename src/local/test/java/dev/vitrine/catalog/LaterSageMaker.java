package dev.vitrine.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointAsyncRequest;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointAsyncResponse;

/**
 * Asynchronous endpoints that answer when they are told to; SDXL gives the picture back.
 *
 * <p>SageMaker's own queue is missing, with its limits of time, and SNS between an answer and its
 * notice. SNS may deliver a notice late, twice or never; {@code AsynchronousEndpointsAppTest}
 * repeats and loses notices.
 *
 * @see <a href="https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference.html">Asynchronous
 *     inference</a>
 */
final class LaterSageMaker implements SageMakerRuntimeClient {
  static final String ANSWERS = ".vitrine/.later/answers/";
  private static final JsonMapper JSON = new JsonMapper();

  private final S3Client s3;
  private final List<InvokeEndpointAsyncRequest> open = new ArrayList<>();

  LaterSageMaker(S3Client s3) {
    this.s3 = s3;
  }

  @Override
  public InvokeEndpointAsyncResponse invokeEndpointAsync(InvokeEndpointAsyncRequest request) {
    open.add(request);
    return InvokeEndpointAsyncResponse.builder()
        .inferenceId(request.inferenceId())
        .outputLocation(location(request))
        .failureLocation("s3://vitrine-uploads/.vitrine/.later/failures/" + number(request))
        .build();
  }

  /** {@return notices of the answers to all questions that are still there} */
  List<String> answer() {
    List<InvokeEndpointAsyncRequest> now = List.copyOf(open);
    open.clear();
    return now.stream().map(this::answer).toList();
  }

  private String answer(InvokeEndpointAsyncRequest request) {
    String id = request.inferenceId();
    try {
      byte[] question =
          s3.getObjectAsBytes(r -> r.bucket("vitrine-uploads").key(key(request.inputLocation())))
              .asByteArray();
      s3.putObject(
          r -> r.bucket("vitrine-uploads").key(ANSWERS + number(request)),
          RequestBody.fromBytes(JSON.writeValueAsBytes(answerTo(question))));
      return JSON.writeValueAsString(
          Map.of(
              "inferenceId",
              id,
              "invocationStatus",
              "Completed",
              "responseParameters",
              Map.of("outputLocation", location(request))));
    } catch (software.amazon.awssdk.services.s3.model.NoSuchKeyException e) {
      return "{\"inferenceId\":\"%s\",\"invocationStatus\":\"Failed\",\"failureReason\":\"gone\"}"
          .formatted(id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  private static String location(InvokeEndpointAsyncRequest request) {
    return "s3://vitrine-uploads/" + ANSWERS + number(request);
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
